// SPDX-License-Identifier: Apache-2.0
#include "model/names.h"

#include <optional>
#include <set>
#include <string_view>

#include <gtest/gtest.h>

#include "model/pool.h"
#include "model/testbed.h"

namespace edgepool::model
{

namespace
{

template <typename Enum>
class EveryEnumeration : public testing::Test
{
};

using Enumerations = testing::Types<Via, Core, Attachment, Role, Policy, PolicyParameter, Service, Failover>;
TYPED_TEST_SUITE(EveryEnumeration, Enumerations);

TYPED_TEST(EveryEnumeration, NamesEachValueAndFindsItAgain)
{
    std::set<std::string_view> seen;
    for (const auto& named : names<TypeParam>)
    {
        EXPECT_FALSE(named.name.empty());
        EXPECT_TRUE(seen.insert(named.name).second) << named.name << " is used twice";
        EXPECT_EQ(name_of(named.value), named.name);
        EXPECT_EQ(value_named<TypeParam>(named.name), named.value);
    }
}

TYPED_TEST(EveryEnumeration, ListsItsNamesInOrder)
{
    ASSERT_EQ(name_list<TypeParam>.size(), names<TypeParam>.size());
    for (std::size_t i = 0; i < names<TypeParam>.size(); ++i)
    {
        EXPECT_EQ(name_list<TypeParam>[i], names<TypeParam>[i].name);
    }
}

TYPED_TEST(EveryEnumeration, KnowsNoOtherNames)
{
    for (const std::string_view name : {"", " ", "no-such-name"})
    {
        EXPECT_EQ(value_named<TypeParam>(name), std::nullopt);
    }
}

TEST(Names, AreTakenLetterByLetter)
{
    EXPECT_EQ(value_named<Via>("osm"), Via::osm);
    EXPECT_EQ(value_named<Via>("OSM"), std::nullopt);
    EXPECT_EQ(value_named<Via>("osm "), std::nullopt);
    EXPECT_EQ(value_named<Policy>("least_used"), std::nullopt);
}

TEST(Names, OfAValueThatHasNoneAreEmpty)
{
    EXPECT_EQ(name_of(static_cast<Via>(99)), "");
}

} // namespace

} // namespace edgepool::model
