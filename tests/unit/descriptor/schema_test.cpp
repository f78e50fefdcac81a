// SPDX-License-Identifier: Apache-2.0
#include "descriptor/schema.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "descriptor/rules.h"

namespace edgepool::descriptor
{

TEST(Schema, ReadsTheNotationOfTheModels)
{
    const Schema schema{R"(# a comment
things [id kind]
  id text
  kind enum(a|b) =a
  size uint16 must 1..max
  ratio decimal.2 0..1.00 ?amount/ratio +osm
  parts* identity(x|y)
limits [key] <=3
  key text -> things/id other/id !vnfd.unknown-image
  near text -> ^limits/key
  far text -> vnfd
box {} +osm
)"};
    const SchemaNode& root = schema.root();
    ASSERT_EQ(root.children.size(), 3U);
    const SchemaNode& things = *root.child("things");
    EXPECT_EQ(things.shape, Shape::list);
    EXPECT_EQ(things.keys, (std::vector<std::string_view>{"id", "kind"}));
    EXPECT_TRUE(things.child("kind")->is_key_of_its_list());
    EXPECT_EQ(things.child("kind")->words, (std::vector<std::string_view>{"a", "b"}));
    EXPECT_EQ(things.child("kind")->fallback, "a");
    EXPECT_TRUE(things.child("size")->must);
    EXPECT_EQ(things.child("size")->bits, 16);
    EXPECT_EQ(things.child("size")->range->least, 1);
    EXPECT_EQ(things.child("ratio")->range->most, 1);
    EXPECT_EQ(things.child("ratio")->choice, "amount");
    EXPECT_TRUE(things.child("ratio")->osm);
    EXPECT_EQ(things.child("parts")->shape, Shape::leaf_list);
    const SchemaNode& key = *root.child("limits")->child("key");
    EXPECT_EQ(root.child("limits")->most_entries, 3U);
    ASSERT_EQ(key.targets.size(), 2U);
    EXPECT_EQ(key.targets.back().steps, (std::vector<std::string_view>{"other", "id"}));
    EXPECT_EQ(key.rule, "vnfd.unknown-image");
    EXPECT_EQ(root.child("limits")->child("near")->targets.front().from, "limits");
    EXPECT_EQ(root.child("limits")->child("far")->elsewhere, "vnfd");
    EXPECT_EQ(root.child("box")->shape, Shape::object);
}

TEST(Schema, TheModelsHoldTogether)
{
    for (const Schema* const schema : {&vnfd_schema(), &nsd_schema()})
    {
        for (const SchemaNode& node : schema->nodes())
        {
            for (const std::string_view key : node.keys)
            {
                EXPECT_NE(node.child(key), nullptr) << node.name << " has no key " << key;
            }
            const bool is_exempt = node.rule.empty() || node.rule == "off";
            EXPECT_TRUE(is_exempt || rules::find(node.rule) != nullptr) << node.rule << " is not a rule";
            for (const TargetPath& target : node.targets)
            {
                const SchemaNode* at = &schema->root();
                for (const SchemaNode* around = &node; !target.from.empty() && around != nullptr;
                     around = around->parent)
                {
                    at = around->name == target.from && at == &schema->root() ? around : at;
                }
                for (const std::string_view step : target.steps)
                {
                    at = at == nullptr ? nullptr : at->child(step);
                }
                EXPECT_NE(at, nullptr) << node.name << " leads nowhere";
            }
        }
    }
    EXPECT_EQ(vnfd_schema().nodes().size(), 551U);
    EXPECT_EQ(nsd_schema().nodes().size(), 283U);
}

TEST(Rules, HaveCodesOfTheirOwn)
{
    const auto all = rules::all();
    for (const Rule& rule : all)
    {
        EXPECT_EQ(std::count_if(all.begin(), all.end(), [&](const Rule& r) { return r.code == rule.code; }), 1)
            << rule.code;
        EXPECT_FALSE(rule.summary.empty()) << rule.code;
        EXPECT_NE(rule.code.find('.'), std::string_view::npos) << rule.code;
        EXPECT_EQ(rules::find(rule.code)->summary, rule.summary);
    }
    EXPECT_EQ(rules::find("no.such-code"), nullptr);
}

} // namespace edgepool::descriptor
