// SPDX-License-Identifier: Apache-2.0
#include "cli/scaling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgepool::cli
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

model::Testbed testbed()
{
    model::Testbed testbed{.name = "oslo"};
    testbed.elements.push_back({.name = "mec", .initial = 2, .min = 1, .max = 4});
    testbed.elements.push_back({.name = "gpu", .initial = 0, .min = 0, .max = 2});
    return testbed;
}

std::vector<std::string> codes(const Diagnostics& diagnostics)
{
    std::vector<std::string> codes;
    for (const Diagnostic& item : diagnostics.items())
    {
        codes.push_back(item.code);
    }
    return codes;
}

TEST(Scaling, ReadsWhatPeopleWrite)
{
    Diagnostics diagnostics;
    const auto wishes = parse_wishes({"mec=4", "gpu=+2"}, testbed(), diagnostics);
    ASSERT_TRUE(wishes);
    EXPECT_THAT(*wishes, ElementsAre(Wish{.group = "mec", .kind = Wish::Kind::exactly, .count = 4},
                                     Wish{.group = "gpu", .kind = Wish::Kind::more, .count = 2}));
    EXPECT_THAT(*parse_wishes({"mec=-1"}, testbed(), diagnostics),
                ElementsAre(Wish{.group = "mec", .kind = Wish::Kind::fewer, .count = 1}));
    EXPECT_THAT(codes(diagnostics), IsEmpty());
}

TEST(Scaling, SaysEveryFault)
{
    Diagnostics diagnostics;
    EXPECT_FALSE(parse_wishes({"mec", "=4", "mec=", "mec=4x", "mec=--1", "mec=99999999999", "mek=2", "mec=1", "mec=2"},
                              testbed(), diagnostics));
    EXPECT_THAT(codes(diagnostics), ElementsAre("usage.no-group-size", "usage.no-group-size", "usage.no-group-size",
                                                "usage.no-group-size", "usage.no-group-size", "usage.no-group-size",
                                                "usage.unknown-group", "usage.group-named-twice"));
    EXPECT_EQ(diagnostics.items()[6].hint, "did you mean 'mec'?");
}

TEST(Scaling, StaysWithinTheBoundsOfTheGroup)
{
    const model::ElementGroup group = testbed().elements.front();
    Diagnostics diagnostics;
    EXPECT_EQ(size_after({.kind = Wish::Kind::exactly, .count = 4}, group, 2, diagnostics), 4U);
    EXPECT_EQ(size_after({.kind = Wish::Kind::more, .count = 2}, group, 2, diagnostics), 4U);
    EXPECT_EQ(size_after({.kind = Wish::Kind::fewer, .count = 1}, group, 2, diagnostics), 1U);
    EXPECT_THAT(codes(diagnostics), IsEmpty());
    EXPECT_FALSE(size_after({.kind = Wish::Kind::more, .count = 4294967295U}, group, 2, diagnostics));
    EXPECT_FALSE(size_after({.kind = Wish::Kind::fewer, .count = 3}, group, 2, diagnostics));
    ASSERT_THAT(codes(diagnostics), ElementsAre("usage.out-of-bounds", "usage.out-of-bounds"));
    EXPECT_EQ(diagnostics.items()[1].detail, "'mec' would have -1, and may have 1 to 4");
}

TEST(Scaling, LetsTheLeastLoadedGo)
{
    EXPECT_THAT(
        least_loaded({{.number = 1, .sessions = 2}, {.number = 2, .sessions = 0}, {.number = 3, .sessions = 1}}, 2),
        ElementsAre(Leaver{.number = 2, .why = "it serves 0 sessions, the fewest of 3"},
                    Leaver{.number = 3, .why = "it serves 1 session, the fewest of 3"}));
    EXPECT_THAT(least_loaded({{.number = 1, .sessions = 0}, {.number = 2, .sessions = 0}}, 1),
                ElementsAre(Leaver{.number = 2, .why = "it serves 0 sessions, the fewest of 2"}))
        << "of equals, the youngest";
    EXPECT_THAT(least_loaded({{.number = 1}, {.number = 2, .sessions = 0}}, 1),
                ElementsAre(Leaver{.number = 1, .why = "it does not answer"}));
}

} // namespace

} // namespace edgepool::cli
