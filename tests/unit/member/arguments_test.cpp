// SPDX-License-Identifier: Apache-2.0
#include "member/arguments.h"

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace edgepool::member
{

namespace
{

constexpr std::array operands{Operand{"HANDLE", Kind::handle}, Operand{"ID", Kind::identifier}};
constexpr std::array options{
    Option{"registrar", Kind::registrars, "ADDR:PORT", "", true},
    Option{"json", Kind::flag},
    Option{"count", Kind::number, "N"},
    Option{"deadline", Kind::seconds, "SECONDS"},
    Option{"from", Kind::point, "RE,IM"},
};

Parsed parse_words(const std::vector<std::string>& words)
{
    return parse(options, operands, words);
}

std::string fault_of(const std::vector<std::string>& words)
{
    return parse_words(words).fault;
}

TEST(MemberArguments, StandInAnyOrder)
{
    const Parsed parsed = parse_words({"Pool", "--registrar", "10.1.1.2", "0x20000001", "--registrar=[fd00::1]:99,b:7",
                                       "--json", "--deadline", "0.5"});
    ASSERT_EQ(parsed.fault, "");
    const Arguments& arguments = parsed.arguments;
    EXPECT_EQ(arguments.text("HANDLE"), "Pool");
    EXPECT_EQ(arguments.identifier("ID"), 0x20000001U);
    EXPECT_TRUE(arguments.has("json"));
    EXPECT_EQ(arguments.seconds("deadline"), std::chrono::milliseconds(500));
    EXPECT_EQ(arguments.number("count", 7), 7);
    EXPECT_EQ(arguments.registrars(), (std::vector<Endpoint>{{"10.1.1.2", 3863}, {"fd00::1", 99}, {"b", 7}}));
}

TEST(MemberArguments, WhatIsWrongIsSaid)
{
    EXPECT_EQ(fault_of({"Pool", "1"}), "'--registrar' is missing");
    EXPECT_EQ(fault_of({"Pool", "--registrar", "a"}), "'ID' is missing");
    EXPECT_EQ(fault_of({"Pool", "1", "2", "--registrar", "a"}), "what is '2'?");
    EXPECT_EQ(fault_of({"Pool", "1", "--registar", "a"}), "no option '--registar'; did you mean '--registrar'?");
    EXPECT_EQ(fault_of({"Pool", "1", "-registrar=a"}), "no option '-registrar'; did you mean '--registrar'?");
    EXPECT_EQ(fault_of({"Pool", "1", "--registrar"}), "'--registrar' needs a value");
    EXPECT_EQ(fault_of({"Pool", "1", "--registrar", "a:0"}),
              "'a:0' for 'registrar': it is an address and a port, like 10.1.1.2:3863");
    EXPECT_EQ(fault_of({"Pool", "1", "--registrar", "a", "--json=yes"}), "'--json' takes no value");
    EXPECT_EQ(fault_of({"Pool", "1", "--registrar", "a", "--count", "2", "--count", "3"}), "'count' is given twice");
    EXPECT_EQ(fault_of({"Pool", "one", "--registrar", "a"}), "'one' for 'ID': it is an identifier, like 0x20000001");
    EXPECT_EQ(fault_of({std::string(33, 'x'), "1", "--registrar", "a"}),
              "'" + std::string(33, 'x') + "' for 'HANDLE': it has 1 to 32 bytes");
    EXPECT_NE(fault_of({"Pool", "1", "--registrar", "a", "--deadline", "0"}), "");
    EXPECT_NE(fault_of({"Pool", "1", "--registrar", "a", "--deadline", "inf"}), "");
    EXPECT_NE(fault_of({"Pool", "1", "--registrar", "a", "--count", "-1"}), "");
}

TEST(MemberArguments, NegativeNumbersAreValues)
{
    const Parsed parsed = parse_words({"Pool", "1", "--registrar", "a", "--from", "-1.5,1"});
    EXPECT_EQ(parsed.fault, "");
    EXPECT_EQ(parsed.arguments.text("from"), "-1.5,1");
}

TEST(MemberEndpoint, IsAnAddressAndAPort)
{
    EXPECT_EQ(parse_endpoint("10.1.1.2:80"), (Endpoint{"10.1.1.2", 80}));
    EXPECT_EQ(parse_endpoint("[fd00::1]:80"), (Endpoint{"fd00::1", 80}));
    EXPECT_EQ(parse_endpoint("fd00::1", 3863), (Endpoint{"fd00::1", 3863}));
    EXPECT_EQ(parse_endpoint("10.1.1.2"), std::nullopt);
    for (const std::string_view wrong : {"", ":80", "a:", "a:65536", "a:8o", "[fd00::1", "[fd00::1]80", "[]:80"})
    {
        EXPECT_EQ(parse_endpoint(wrong), std::nullopt) << wrong;
    }
    EXPECT_EQ(to_string(Endpoint{"fd00::1", 80}), "[fd00::1]:80");
}

} // namespace

} // namespace edgepool::member
