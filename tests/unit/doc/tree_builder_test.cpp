// SPDX-License-Identifier: Apache-2.0
#include "doc/tree_builder.h"

#include <string>

#include <gtest/gtest.h>

#include "unit/doc/reading.h"

namespace edgepool::doc
{

namespace
{

TEST(TreeBuilder, ADuplicateKeyIsToldWithTheLineOfTheFirst)
{
    const auto [text, place] = marked("id: mme\nname: a\n«id»: hss\n");
    const Diagnostic fault = fault_of(text);
    EXPECT_EQ(fault.code, "yaml.duplicate-key");
    EXPECT_EQ(fault.detail, "'id' was already given on line 1");
    EXPECT_EQ(fault.hint, "keep one of them");
    EXPECT_EQ(fault.where.span, place);
    ASSERT_EQ(fault.related.size(), 1U);
    EXPECT_EQ(fault.related[0].where.span, (Span{0, 2}));
}

TEST(TreeBuilder, AllDuplicateKeysOfAFileAreTold)
{
    const Diagnostics faults = faults_of("a: {x: 1, x: 2, 'x': 3}\nb: 1\nb: 2\nc: {x: 1}\n");
    ASSERT_EQ(faults.items().size(), 3U);
    for (const Diagnostic& fault : faults.items())
    {
        EXPECT_EQ(fault.code, "yaml.duplicate-key");
    }
}

TEST(TreeBuilder, DuplicatesAreFoundAmongManyKeys)
{
    std::string text;
    for (int i = 0; i < 1000; ++i)
    {
        text += "k" + std::to_string(i) + ": 1\n";
    }
    const auto [whole, place] = marked(text + "«k500»: 2\n");
    EXPECT_EQ(fault_of(whole).where.span, place);
}

TEST(TreeBuilder, MillionsOfFaultsAreNotAllTold)
{
    std::string text;
    for (int i = 0; i < 10'000; ++i)
    {
        text += "- {a: 1, a: 2}\n";
    }
    EXPECT_EQ(faults_of(text).items().size(), 100U);
}

TEST(TreeBuilder, MergedKeysFillWhatTheMappingDoesNotSay)
{
    EXPECT_EQ(value_of("base: &b {x: 1, y: 2}\nuse: {y: 3, <<: *b, z: 4}\n").find("use")->data(),
              Value(Object{{"y", 3}, {"z", 4}, {"x", 1}}).data());
}

TEST(TreeBuilder, TheFirstOfSeveralMergedMappingsWins)
{
    const Value value = value_of("a: &a {x: 1}\nb: &b {x: 2, y: 2}\nuse: {<<: [*a, *b]}\n");
    EXPECT_EQ(*value.find("use"), Value(Object{{"x", 1}, {"y", 2}}));
}

TEST(TreeBuilder, AMergedMappingMayHaveMergedItself)
{
    const Value value = value_of("a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nuse: {<<: *b, x: 3}\n");
    EXPECT_EQ(*value.find("use"), Value(Object{{"x", 3}, {"y", 2}}));
}

TEST(TreeBuilder, MergedMembersAreWhereTheyWereWritten)
{
    const auto [text, place] = marked("a: &a {x: «1»}\nuse: {<<: *a}\n");
    const Document document = read(text);
    EXPECT_EQ(document.root().find("use")->find("x")->where(), place);
}

TEST(TreeBuilder, OnlyABareMergeSignMerges)
{
    EXPECT_EQ(value_of("'<<': {x: 1}"), Value(Object{{"<<", Object{{"x", 1}}}}));
    EXPECT_EQ(value_of("a: <<"), Value(Object{{"a", "<<"}}));
}

TEST(TreeBuilder, OnlyMappingsCanBeMerged)
{
    for (const char* text : {"<<: «3»", "<<: «~»", "<<: [{}, «3»]", "a: &a «word»\nb: {<<: *a}"})
    {
        const auto [plain, place] = marked(text);
        const Diagnostic fault = fault_of(plain);
        EXPECT_EQ(fault.code, "yaml.merge") << text;
        EXPECT_EQ(mark(plain, fault.where.span), text);
    }
    EXPECT_EQ(fault_of("<<: {}\n<<: {}\n").code, "yaml.duplicate-key");
}

TEST(TreeBuilder, AliasesCountAsWhatTheyStandFor)
{
    std::string bomb = "a0: &a0 [x]\n";
    for (int i = 1; i < 30; ++i)
    {
        const std::string before = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + ", " + before + "]\n";
    }
    EXPECT_EQ(fault_of(bomb).code, "yaml.too-many-values");
    EXPECT_EQ(fault_of("a: &a [1, 2, 3]\nb: *a\nc: *a\n", {.nodes = 12}).code, "yaml.too-many-values");
    read("a: &a [1, 2, 3]\nb: *a\nc: *a\n", {.nodes = 16});
}

TEST(TreeBuilder, MergedMembersCountEachTime)
{
    std::string text = "base: &b {k1: 1, k2: 2, k3: 3}\n";
    for (int i = 0; i < 100; ++i)
    {
        text += "m" + std::to_string(i) + ": {<<: *b}\n";
    }
    EXPECT_EQ(fault_of(text, {.nodes = 1000}).code, "yaml.too-many-values");
}

TEST(TreeBuilder, AValueCannotContainItself)
{
    const auto [text, place] = marked("a: &a\n  b: «*a»\nc: {x: 1, x: 2}\n");
    const Diagnostics faults = faults_of(text);
    ASSERT_EQ(faults.items().size(), 2U);
    EXPECT_EQ(faults.items()[0].code, "yaml.alias-loop");
    EXPECT_EQ(faults.items()[0].where.span, place);
    EXPECT_EQ(faults.items()[1].code, "yaml.duplicate-key");
}

TEST(TreeBuilder, AMappingCannotMergeItself)
{
    EXPECT_EQ(fault_of("a: &a {<<: *a}\n").code, "yaml.alias-loop");
}

} // namespace

} // namespace edgepool::doc
