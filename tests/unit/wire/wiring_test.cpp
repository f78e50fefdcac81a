// SPDX-License-Identifier: Apache-2.0
#include "wire/wiring.h"

#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/wire/frames.h"

namespace edgepool::wire
{

namespace
{

using frames::mac;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Wiring two_networks()
{
    return {
        .testbed = "oslo",
        .segments = {
            {.name = "s1u", .ports = {{.member = "pe-1.0", .macs = {mac(1)}}, {.member = "pe-2.0", .macs = {mac(2)}}}},
            {.name = "sgi", .ports = {{.member = "pe-1.1", .macs = {mac(1), mac(3)}}, {.member = "any.0"}}},
            {.name = "empty"}}};
}

std::vector<std::string> lines_of(const std::vector<Change>& changes)
{
    std::vector<std::string> lines;
    for (const Change& change : changes)
    {
        lines.push_back(to_line(change));
    }
    return lines;
}

/// The codes of what is wrong with the text of a wiring.
std::vector<std::string> faults_of(const std::string& text)
{
    Diagnostics diagnostics;
    const auto wiring = parse_wiring(std::make_shared<const Source>("switch.wiring", text), diagnostics);
    EXPECT_EQ(wiring.has_value(), diagnostics.empty());
    std::vector<std::string> codes;
    for (const Diagnostic& each : diagnostics.items())
    {
        codes.push_back(each.code);
        EXPECT_FALSE(each.hint.empty());
    }
    return codes;
}

TEST(Wiring, IsWrittenAndReadBack)
{
    const std::string text = to_text(two_networks());
    EXPECT_EQ(text, "testbed oslo\n"
                    "segment s1u\n"
                    "port s1u pe-1.0 52:54:00:00:00:01\n"
                    "port s1u pe-2.0 52:54:00:00:00:02\n"
                    "segment sgi\n"
                    "port sgi pe-1.1 52:54:00:00:00:01 52:54:00:00:00:03\n"
                    "port sgi any.0\n"
                    "segment empty\n");
    Diagnostics diagnostics;
    EXPECT_EQ(parse_wiring(std::make_shared<const Source>("x", text), diagnostics), two_networks());
    EXPECT_TRUE(diagnostics.empty());
}

TEST(Wiring, EveryFaultOfATextIsTold)
{
    EXPECT_THAT(faults_of(""), ElementsAre("wire.no-testbed"));
    EXPECT_THAT(faults_of("testbed ../x\n"), ElementsAre("wire.no-testbed"));
    EXPECT_THAT(faults_of("testbed oslo\n"
                          "segment a\n"
                          "sgement b\n"
                          "segment\n"
                          "segment c d\n"
                          "port b x\n"
                          "port a ../x\n"
                          "segment .hidden\n"
                          "port a switch.control\n"
                          "port a b.net\n"
                          "port a x 52:54\n"
                          "port a x ff:ff:ff:ff:ff:ff\n"
                          "port a x 00:00:00:00:00:00\n"
                          "port a x 52:54:00:00:00:01 52:54:00:00:00:01\n"),
                ElementsAre("wire.bad-request", "wire.bad-request", "wire.bad-request", "wire.no-segment",
                            "wire.bad-name", "wire.bad-name", "wire.bad-name", "wire.bad-name", "wire.bad-mac",
                            "wire.bad-mac", "wire.bad-mac", "wire.mac-taken"));
}

TEST(Wiring, AnAddressAndAMemberBelongToOnePort)
{
    EXPECT_THAT(faults_of("testbed o\nsegment a\nsegment b\n"
                          "port a x 52:54:00:00:00:01\n"
                          "port a y 52:54:00:00:00:01\n"
                          "port b y 52:54:00:00:00:01\n" // in another segment it is free
                          "port b x\n"),
                ElementsAre("wire.mac-taken", "wire.member-taken"));
}

TEST(Wiring, MistypedWordsAreToldWithWhatWasMeant)
{
    Diagnostics diagnostics;
    EXPECT_FALSE(parse_change("sgement b", {}, diagnostics));
    EXPECT_EQ(diagnostics.items().at(0).hint, "did you mean 'segment'?");
}

TEST(Wiring, ChangesSayNoMoreThanNeeded)
{
    const Wiring before = two_networks();
    EXPECT_THAT(changes_between(before, before), IsEmpty());
    Wiring after = before;
    after.segments[0].ports[0].macs = {mac(2)}; // two cards exchange their addresses
    after.segments[0].ports[1].macs = {mac(1)};
    after.segments.pop_back();
    after.segments[1].ports.pop_back();
    EXPECT_THAT(lines_of(changes_between(before, after)),
                ElementsAre("no-port s1u pe-1.0", "no-port s1u pe-2.0", "no-port sgi any.0", "no-segment empty",
                            "port s1u pe-1.0 52:54:00:00:00:02", "port s1u pe-2.0 52:54:00:00:00:01"));
}

TEST(Wiring, WhatIsSaidTwiceChangesNothing)
{
    Wiring wiring = two_networks();
    Diagnostics diagnostics;
    for (const Change& change : changes_between({}, two_networks()))
    {
        EXPECT_TRUE(apply(change, {}, wiring, diagnostics));
    }
    EXPECT_TRUE(apply(RemoveSegment{"none"}, {}, wiring, diagnostics));
    EXPECT_TRUE(apply(RemovePort{"none", "none"}, {}, wiring, diagnostics));
    EXPECT_EQ(wiring, two_networks());
}

TEST(Wiring, NamesFitSocketsAndAreNotThoseOfTheSwitch)
{
    for (const char* const good : {"pe-1.0", "a", "S1_U", "switch"})
    {
        EXPECT_TRUE(is_good_name(good)) << good;
    }
    for (const char* const bad : {"", ".", "..", "a/b", "a b", "a\n", "a~", "switch.lock", "x.net"})
    {
        EXPECT_FALSE(is_good_name(bad)) << bad;
    }
    EXPECT_TRUE(is_good_name(std::string(64, 'a')));
    EXPECT_FALSE(is_good_name(std::string(65, 'a')));
}

} // namespace

} // namespace edgepool::wire
