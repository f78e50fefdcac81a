// SPDX-License-Identifier: Apache-2.0
#include "wire/answers.h"

#include <string>

#include <gtest/gtest.h>

namespace edgepool::wire
{

namespace
{

TEST(Answers, AnIdentityIsWrittenAndReadBack)
{
    const Identity identity{.testbed = "oslo", .process = 4711};
    EXPECT_EQ(to_line(identity), "edgepool-switch protocol=1 testbed=oslo process=4711\n");
    EXPECT_EQ(parse_identity(to_line(identity)), identity);
}

TEST(Answers, WhatIsNoIdentityIsNone)
{
    for (const char* const text :
         {"", "edgepool-switch protocol=1", "edgepool-switch protocol=2 testbed=a process=1",
          "edgepool-switch protocol=1 testbed=a process=x", "edgepool-switch protocol=1 process=1 testbed=a"})
    {
        EXPECT_FALSE(parse_identity(text)) << text;
    }
}

TEST(Answers, CountersAreWrittenAndReadBack)
{
    AllCounters counters;
    counters["s1u"].strangers = 7;
    counters["s1u"].ports["a"] = {.received = 1,
                                  .received_bytes = 2,
                                  .sent = 3,
                                  .sent_bytes = 4,
                                  .malformed = 5,
                                  .spoofed = 6,
                                  .overflowed = 7,
                                  .away = 8,
                                  .queued = 9};
    counters["s1u"].ports["b"] = {};
    counters["empty"] = {};
    const auto read = parse_counters(to_lines(counters));
    ASSERT_TRUE(read);
    EXPECT_EQ(to_lines(*read), to_lines(counters));
    EXPECT_EQ(read->at("s1u").ports.at("a"), counters["s1u"].ports["a"]);
}

TEST(Answers, WhatAreNoCountersAreNone)
{
    for (const char* const text : {"segment a\n", "segment a strangers=-1\n", "port a b received=1\n", "what\n", "\n"})
    {
        EXPECT_FALSE(parse_counters(text)) << text;
    }
}

} // namespace

} // namespace edgepool::wire
