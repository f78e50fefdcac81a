// SPDX-License-Identifier: Apache-2.0
#include "doc/read_yaml.h"

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "unit/doc/reading.h"

namespace edgepool::doc
{

namespace
{

/// All nodes, keys too, in the order of the text.
void collect(const Node& node, std::vector<Node>& nodes)
{
    nodes.push_back(node);
    for (const Node& item : node.items())
    {
        collect(item, nodes);
    }
    for (const Member& member : node.members())
    {
        nodes.push_back(member.key);
        collect(member.value, nodes);
    }
}

struct PlaceCase
{
    const char* text = "";
    Kind kind = Kind::scalar;
    const char* value = "";
};

void PrintTo(const PlaceCase& place, std::ostream* out)
{
    *out << place.text;
}

class Places : public testing::TestWithParam<PlaceCase>
{
};

TEST_P(Places, AreExactToTheByte)
{
    const auto [text, place] = marked(GetParam().text);
    const Document document = read(text);
    std::vector<Node> nodes;
    collect(document.root(), nodes);
    const auto found = std::ranges::find_if(
        nodes, [where = place](const Node& node) { return node.where() == where && node.kind() == GetParam().kind; });
    ASSERT_NE(found, nodes.end()) << GetParam().text;
    EXPECT_EQ(found->text(), GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(
    Scalars, Places,
    testing::Values(
        PlaceCase{"«word»", Kind::scalar, "word"}, PlaceCase{"a: «b c»  # d", Kind::scalar, "b c"},
        PlaceCase{"«a b» : c", Kind::scalar, "a b"}, PlaceCase{"«'a'»: c", Kind::scalar, "a"},
        PlaceCase{"a: «'it''s'» # c", Kind::scalar, "it's"}, PlaceCase{"a: «\"b\\tc\"»\n", Kind::scalar, "b\tc"},
        PlaceCase{"a: «b\n  c»\nd: e", Kind::scalar, "b c"}, PlaceCase{"a: «'b\n\n  c'»\nd: e", Kind::scalar, "b\nc"},
        PlaceCase{"a: «|\n  b\n  c»\n\nd: e", Kind::scalar, "b\nc\n"},
        PlaceCase{"a: «>- # folded\n  b\n  c»", Kind::scalar, "b c"},
        PlaceCase{"a:\r\n  - «b»\r\n  - c\r\n", Kind::scalar, "b"},
        PlaceCase{"a: «'b\r\n  c'»\r\n", Kind::scalar, "b c"},
        PlaceCase{"a: «|\r\n  b»\r\nc: d\r\n", Kind::scalar, "b\n"}, PlaceCase{"\xef\xbb\xbf«a»: b", Kind::scalar, "a"},
        PlaceCase{"größe: «groß»", Kind::scalar, "groß"}, PlaceCase{"- {日本: «語»}", Kind::scalar, "語"},
        PlaceCase{"[a, «b c», d]", Kind::scalar, "b c"}, PlaceCase{"{a: b, «c»: d}", Kind::scalar, "c"},
        PlaceCase{"{\"a\":«1»}", Kind::scalar, "1"}, PlaceCase{"[a: «b»]", Kind::scalar, "b"},
        PlaceCase{"? «a»\n: b", Kind::scalar, "a"}, PlaceCase{"? a\n: «b»", Kind::scalar, "b"},
        PlaceCase{"a: &x «b»", Kind::scalar, "b"}, PlaceCase{"a: !!str «1»", Kind::scalar, "1"},
        PlaceCase{"a: &x !!str\n  «1»", Kind::scalar, "1"}, PlaceCase{"&x «a»: b", Kind::scalar, "a"},
        PlaceCase{"a: &x «b»\nc: *x", Kind::scalar, "b"}));

INSTANTIATE_TEST_SUITE_P(
    Collections, Places,
    testing::Values(PlaceCase{"a: «[»b, c]", Kind::sequence, ""}, PlaceCase{"a: &x «{»b: c}", Kind::mapping, ""},
                    PlaceCase{"a:\n  «-» b\n  - c", Kind::sequence, ""}, PlaceCase{"- «b»: c", Kind::mapping, ""},
                    PlaceCase{"a: &x\n  «b»: c", Kind::mapping, ""}, PlaceCase{"- ? «b»\n  : c", Kind::mapping, ""},
                    PlaceCase{"- «-» a\n- b", Kind::sequence, ""}, PlaceCase{"[«a»: b]", Kind::mapping, ""}));

INSTANTIATE_TEST_SUITE_P(
    Nulls, Places,
    testing::Values(PlaceCase{"a: «~»", Kind::null, "~"}, PlaceCase{"- «null» # c", Kind::null, "null"},
                    PlaceCase{"a:«»\nb: c", Kind::null, ""}, PlaceCase{"a:«»", Kind::null, ""},
                    PlaceCase{"a:«» # c\nnull: b", Kind::null, ""}, PlaceCase{"-«»\n- a", Kind::null, ""},
                    PlaceCase{"a:\n  b:«»\nc: d", Kind::null, ""}, PlaceCase{"{a:«» , b: c}", Kind::null, ""},
                    PlaceCase{"{a«», b: c}", Kind::null, ""}, PlaceCase{"a: &x«»\nb: *x", Kind::null, ""},
                    PlaceCase{"? a«»\n? b\n", Kind::null, ""}, PlaceCase{"a: !!null «~»", Kind::null, "~"}));

TEST(ReadYaml, TheCollectionsHoldTheirPartsInOrder)
{
    const Document document = read("name: oslo\nsites: [core, essen]\nempty: {}\n");
    const Node& root = document.root();
    ASSERT_TRUE(root.is_mapping());
    ASSERT_EQ(root.members().size(), 3U);
    EXPECT_EQ(root.members()[0].key.text(), "name");
    const Node* sites = root.find("sites");
    ASSERT_NE(sites, nullptr);
    ASSERT_EQ(sites->items().size(), 2U);
    EXPECT_EQ(sites->items()[1].text(), "essen");
    EXPECT_TRUE(root.find("empty")->members().empty());
    EXPECT_EQ(root.find("pool"), nullptr);
    EXPECT_TRUE(root.items().empty());
}

TEST(ReadYaml, AnEmptyFileIsNothingAndNoFault)
{
    for (const char* text : {"", "\n\n", "# nothing yet\n", "---\n", "---\n...\n", "\xef\xbb\xbf", "%YAML 1.2\n---\n"})
    {
        EXPECT_TRUE(read(text).root().is_null()) << text;
    }
}

TEST(ReadYaml, StylesTellWhetherATextCanBeANumber)
{
    const Document document = read("[1, '1', \"1\", !!str 1]");
    const auto items = document.root().items();
    EXPECT_EQ(items[0].style(), Style::plain);
    EXPECT_EQ(items[1].style(), Style::quoted);
    EXPECT_EQ(items[2].style(), Style::quoted);
    EXPECT_EQ(items[3].style(), Style::quoted);
    EXPECT_EQ(read("|\n 1\n").root().style(), Style::block);
}

TEST(ReadYaml, AValueBehindAnAliasIsWhereItWasWritten)
{
    const Document document = read("a: &x\n  b: 1\nc: *x\n");
    EXPECT_EQ(document.root().find("c")->where(), document.root().find("a")->where());
    EXPECT_EQ(document.range(*document.root().find("c")).begin(), (Position{.line = 2, .column = 3}));
}

TEST(ReadYaml, ADocumentCanBeMoved)
{
    Document first = read("a: \"b\\tc\"");
    const Document second = std::move(first);
    EXPECT_EQ(second.root().find("a")->text(), "b\tc");
}

TEST(ReadYaml, TagsThatSayWhatTheValueIsAnywayAreAccepted)
{
    EXPECT_EQ(value_of("[!!int '3', !!float 1.5, !!bool yes, !!null ~, !!str 3, !!map {}, !!seq []]"),
              Value(List{3, 1.5, true, {}, "3", Object{}, List{}}));
    EXPECT_EQ(value_of("a: !!str\nb: !!null\n"), Value(Object{{"a", ""}, {"b", {}}}));
}

TEST(ReadYaml, TooManyBytesAreRefusedBeforeReading)
{
    const Diagnostic fault = fault_of("a: 12345", {.bytes = 7});
    EXPECT_EQ(fault.code, "yaml.too-large");
    EXPECT_EQ(fault.detail, "8 bytes; the limit is 7");
}

TEST(ReadYaml, DepthIsLimitedInEveryStyle)
{
    constexpr Limits three{.depth = 3};
    read("[[[a]]]", three);
    read("a:\n  b:\n    c: d\n", three);
    read("- - - a", three);
    EXPECT_EQ(fault_of("[[[[a]]]]", three).code, "yaml.too-deep");
    EXPECT_EQ(fault_of("a:\n  b:\n    c:\n      d: e\n", three).code, "yaml.too-deep");
    EXPECT_EQ(fault_of("- - - - a", three).code, "yaml.too-deep");
    EXPECT_EQ(fault_of("a:\n- b:\n  - c\n", three).code, "yaml.too-deep");
    EXPECT_EQ(fault_of("a: &x [[b]]\nc: [*x]\n", three).code, "yaml.too-deep");
}

TEST(ReadYaml, HostileTextsAreRefusedQuickly)
{
    const auto repeated = [](std::string_view piece, std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i)
        {
            text += piece;
        }
        return text;
    };
    for (const char* piece :
         {"[", "{", "- ", "? ", ": ", "&a ", "*a ", "!", "'", "{a: ", "- - ? ", "[,", "\t", "%", "!!str "})
    {
        EXPECT_TRUE(faults_of(repeated(piece, 999'999)).has_errors()) << piece;
    }
    EXPECT_EQ(fault_of(repeated("- a\n", 3000), {.nodes = 1000}).code, "yaml.too-many-values");
    EXPECT_EQ(fault_of("[" + repeated("1,", 30'000) + "]", {.nodes = 1000}).code, "yaml.too-many-values");
}

} // namespace

} // namespace edgepool::doc
