// SPDX-License-Identifier: Apache-2.0
#include "plan/resource.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "unit/plan/resources.h"

namespace edgepool::plan
{

namespace
{

using namespace sample;

TEST(Id, IsSaidWithItsSite)
{
    EXPECT_EQ(to_string(machine_id("mec-2", "essen")), "machine 'mec-2' at 'essen'");
    EXPECT_EQ(to_string(machine_id("mec-2", "")), "machine 'mec-2'");
}

TEST(Fingerprint, DoesNotDependOnTheOrderOfProperties)
{
    const Resource resource = machine("mec-1");
    Resource turned = resource;
    std::ranges::reverse(turned.properties);
    EXPECT_EQ(fingerprint(turned), fingerprint(resource));
    EXPECT_EQ(fingerprint(resource).size(), 16U);
}

TEST(Fingerprint, TellsWhatMattersApart)
{
    const Resource resource = machine("mec-1");
    EXPECT_NE(fingerprint(machine("mec-1", "257MiB")), fingerprint(resource));
    EXPECT_EQ(fingerprint(machine("mec-2")), fingerprint(resource)) << "the name is no property";
    Resource other_kind = resource;
    other_kind.id.kind = "volume";
    EXPECT_NE(fingerprint(other_kind), fingerprint(resource));
}

TEST(Fingerprint, KnowsWhereAPropertyEnds)
{
    const Resource one{.id = machine_id("a"), .properties = {{"ab", "c"}}};
    const Resource other{.id = machine_id("a"), .properties = {{"a", "bc"}}};
    EXPECT_NE(fingerprint(one), fingerprint(other));
}

TEST(Fingerprint, StaysTheSameInLaterVersions)
{
    EXPECT_EQ(fingerprint(machine("mec-1")), "c8227dda737ab36c") << "machines that run now would be replaced";
}

TEST(Difference, IsEmptyForWhatWasJustMade)
{
    EXPECT_EQ(difference(machine("mec-1"), made(machine("mec-1"))), "");
}

TEST(Difference, NamesBothValues)
{
    EXPECT_EQ(difference(machine("mec-1"), made(machine("mec-1", "384MiB"))), "memory is 384MiB, should be 256MiB");
}

TEST(Difference, SeesWhatSomebodyChangedByHand)
{
    Observed found = made(machine("mec-1"));
    found.properties.back().value = "1GiB"; // the fingerprint that was recorded still is the right one
    EXPECT_EQ(difference(machine("mec-1"), found), "memory is 1GiB, should be 256MiB");
}

TEST(Difference, DoesNotMindWhatTheSiteCannotSee)
{
    Observed found = made(machine("mec-1"));
    found.properties.clear();
    EXPECT_EQ(difference(machine("mec-1"), found), "");
    found.fingerprint.clear();
    EXPECT_EQ(difference(machine("mec-1"), found), "") << "nothing says that it is another one";
}

TEST(Difference, IsFoundByTheFingerprintAlone)
{
    Observed found = made(machine("mec-1", "384MiB"));
    found.properties.clear();
    EXPECT_EQ(difference(machine("mec-1"), found), "it was made from another description");
}

TEST(Difference, NamesPropertiesThatCameAndWent)
{
    Resource wanted = machine("mec-1");
    Resource earlier = wanted;
    wanted.properties.push_back({"ipv6", "fd00::1"});
    earlier.properties.push_back({"gateway", "10.0.0.1"});
    EXPECT_EQ(difference(wanted, made(earlier)), "ipv6 should be fd00::1; gateway is 10.0.0.1, should not be");
}

TEST(Difference, StaysShort)
{
    Resource wanted{.id = machine_id("a")};
    Resource earlier{.id = machine_id("a")};
    for (const char* const name : {"a", "b", "c", "d", "e"})
    {
        wanted.properties.push_back({name, "1"});
        earlier.properties.push_back({name, "0"});
    }
    EXPECT_EQ(difference(wanted, made(earlier)), "a is 0, should be 1; b is 0, should be 1; c is 0, should be 1; "
                                                 "and 2 more");
}

} // namespace

} // namespace edgepool::plan
