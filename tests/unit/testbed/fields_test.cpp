// SPDX-License-Identifier: Apache-2.0
#include "testbed/fields.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "model/address.h"
#include "testbed/default_networks.h"
#include "testbed/scalars.h"

namespace edgepool::testbed
{

namespace
{

/// Every type of object that a file may have, the file itself first.
std::vector<const ObjectType*> all_types()
{
    std::vector<const ObjectType*> types{&testbed_type()};
    for (std::size_t i = 0; i < types.size(); ++i)
    {
        for (const Field& field : types[i]->fields)
        {
            if (field.object != nullptr && std::ranges::find(types, field.object) == types.end())
            {
                types.push_back(field.object);
            }
        }
    }
    return types;
}

void for_each_field(const std::function<void(const Field&)>& visit)
{
    for (const ObjectType* type : all_types())
    {
        for (const Field& field : type->fields)
        {
            SCOPED_TRACE(std::string(type->name) + ": " + std::string(field.key));
            visit(field);
        }
    }
}

bool holds_objects(const Field& field)
{
    return field.type == Type::object || field.type == Type::map ||
           (field.type == Type::list && field.item == Type::object);
}

TEST(Table, NamesEachKeyOncePerObject)
{
    for (const ObjectType* type : all_types())
    {
        std::set<std::string_view> keys;
        for (const Field& field : type->fields)
        {
            EXPECT_TRUE(keys.insert(field.key).second) << type->name << ": " << field.key;
            EXPECT_EQ(type->field(field.key), &field);
        }
        EXPECT_EQ(type->field("no-such-key"), nullptr);
        EXPECT_EQ(type->field(""), nullptr);
    }
}

TEST(Table, ExplainsEveryKeyInASentence)
{
    for_each_field(
        [](const Field& field) { EXPECT_TRUE(field.says.ends_with('.') || field.says.ends_with("…")) << field.says; });
}

TEST(Table, SaysOfEveryKeyWhatHappensWithoutIt)
{
    for_each_field([](const Field& field) {
        const int ways = (field.presence == Presence::required ? 1 : 0) + (field.fallback.empty() ? 0 : 1) +
                         (field.otherwise.empty() ? 0 : 1);
        const bool speaks_for_itself = field.type == Type::object; // by its keys
        EXPECT_TRUE(ways == 1 || (ways == 0 && speaks_for_itself)) << "needed, a default, or a default in words";
    });
}

TEST(Table, KnowsTheTypeOfWhatHoldsObjects)
{
    for_each_field([](const Field& field) { EXPECT_EQ(field.object != nullptr, holds_objects(field)); });
}

TEST(Table, HasARuleForEveryValue)
{
    for_each_field([](const Field& field) {
        const Type type = field.type == Type::list ? field.item : field.type;
        const bool has_own_judge = holds_objects(field) || type == Type::choice || type == Type::secret;
        EXPECT_NE(scalar_rule(type) != nullptr, has_own_judge);
        EXPECT_EQ(!field.choices.empty(), type == Type::choice);
    });
}

TEST(Table, HasDefaultsThatItWouldAccept)
{
    for_each_field([](const Field& field) {
        if (field.fallback.empty() || field.type == Type::list || field.type == Type::secret)
        {
            return; // how these are written, the tests of build() know
        }
        if (field.type == Type::choice)
        {
            EXPECT_NE(std::ranges::find(field.choices, field.fallback), field.choices.end());
            return;
        }
        EXPECT_TRUE(scalar_rule(field.type)->accepts(field.fallback));
        if (const auto amount = amount_of(field.type, field.fallback))
        {
            EXPECT_TRUE(*amount >= static_cast<double>(field.least) && *amount <= static_cast<double>(field.most));
        }
    });
}

TEST(Table, HasBoundsThatLeaveRoom)
{
    for_each_field([](const Field& field) {
        EXPECT_LE(field.least, field.most);
        const bool counts = field.type == Type::integer || field.type == Type::list || field.type == Type::map;
        EXPECT_TRUE(!counts || field.most > 0) << "numbers and lists have an upper bound";
    });
}

TEST(DefaultNetworks, ArePrivateAndApart)
{
    const auto networks = default_networks();
    for (std::size_t i = 0; i < networks.size(); ++i)
    {
        const auto ipv4 = model::parse_ipv4_network(networks[i].cidr);
        const auto ipv6 = model::parse_ipv6_network(networks[i].cidr6);
        ASSERT_TRUE(ipv4 && ipv6) << networks[i].name;
        EXPECT_TRUE(is_private(*ipv4) && is_aligned(*ipv4)) << networks[i].name;
        EXPECT_TRUE(is_private(*ipv6) && is_aligned(*ipv6)) << networks[i].name;
        EXPECT_EQ(default_network(networks[i].name), &networks[i]);
        for (std::size_t j = 0; j < i; ++j)
        {
            EXPECT_FALSE(ipv4->overlaps(*model::parse_ipv4_network(networks[j].cidr)));
            EXPECT_FALSE(ipv6->overlaps(*model::parse_ipv6_network(networks[j].cidr6)));
        }
    }
    EXPECT_EQ(default_network("lan"), nullptr);
}

} // namespace

} // namespace edgepool::testbed
