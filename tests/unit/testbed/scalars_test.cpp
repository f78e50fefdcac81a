// SPDX-License-Identifier: Apache-2.0
#include "testbed/scalars.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace edgepool::testbed
{

namespace
{

using namespace std::string_literals;

struct Sorts
{
    Type type;
    std::vector<std::string> accepted;
    std::vector<std::string> refused;
};

const std::string ed25519 = "AAAAC3NzaC1lZDI1NTE5AAAAIHlOhnZR8hG1wzNRzHf3RxSHKcKvVqTEKmVQ5Lb2X0Yd";

std::vector<Sorts> words()
{
    return {
        {Type::text,
         {"x", " ", "Grüße 🚀", "# no comment", std::string(255, 'x')},
         {"", "a\nb", "a\tb", "\x7f", "a\0b"s, std::string(256, 'x')}},
        {Type::name,
         {"a", "mec", "mec-2", "a--b", "x1", "yes", "null", std::string(24, 'x')},
         {"", "-", "-a", "a-", "1a", "Mec", "mec_2", "mec.2", "mec 2", "é", std::string(25, 'x')}},
        {Type::dns_name,
         {"example", "epc.example", "a-b.c", "1.example", "EPC.Example", std::string(63, 'x') + ".example"},
         {"", ".", "a.", ".a", "a..b", "-a.b", "a-.b", "a_b.c", "10.0.0.1", "1.2", "ü.example",
          std::string(64, 'x') + ".example", std::string(250, 'x')}},
        {Type::host_name,
         {"localhost", "ue.example", "10.0.0.1", "fd00::1", "::1", "a-1", std::string(63, 'x')},
         {"", "10.0.0", "10.0.0.256", "10.0.0.1:22", "[::1]", "fd00::1%eth0", "user@host", "a b", std::string(64, 'x'),
          "host."}},
        {Type::apn,
         {"internet", "ims.mnc001.mcc001.gprs", "a", "Internet"},
         {"", "inter net", "a_b", ".a", "a.", std::string(64, 'x'), std::string(50, 'x') + "." + std::string(50, 'x')}},
        {Type::handle,
         {"EdgePool", "Fractal Generator Pool", std::string(32, 'x'), "日本日本日本日本日本"},
         {"", std::string(33, 'x'), "日本日本日本日本日本日", "a\nb"}},
        {Type::user_name,
         {"demo", "root", "j.doe", "a_b-c", "Ada"},
         {"", "-x", "a b", "a:b", "ü", std::string(33, 'x')}},
        {Type::file_name, {"/etc/key", "secrets/op", "k"}, {"", "a\nb"}},
        {Type::machine_path,
         {"/etc/motd", "/a", "/usr/local/bin/a b", "/etc/.hidden", "/a..b"},
         {"", "/", "etc/motd", "~/motd", "/etc/", "/etc//motd", "/etc/../motd", "/..", "/etc/.", "/a\nb"}},
        {Type::package_name,
         {"iperf3", "g++", "libc6-dev", "0ad", "linux-image-6.1"},
         {"", "a", "Iperf3", "-x", "+x", "a b", "a=1", "a_b", "./a.deb"}},
        {Type::variable_name, {"EPC_K", "k", "_", "K1"}, {"", "1K", "A-B", "A B", "$K", "É"}},
    };
}

std::vector<Sorts> numbers()
{
    return {
        {Type::integer,
         {"0", "1", "-1", "65000", "9223372036854775807"},
         {"", "+1", "01", "00", "1.0", "1e3", "0x1f", "1_000", "1,000", " 1", "1 ", "9223372036854775808", "one", "-",
          "nan"}},
        {Type::number,
         {"0", "1", "0.5", "1e-1", "-0.5"},
         {"", "+0.5", "0,5", "5%", "inf", "nan", "1e999", "0x1", "1 ", "half"}},
        {Type::plmn, {"00101", "001001", "310410", "24288"}, {"", "0010", "0010101", "00 101", "001-01", "٠٠١٠١"}},
        {Type::imsi,
         {"001010000000001", "999999999999999"},
         {"", "00101000000000", "0010100000000001", "00101000000000a"}},
        {Type::msisdn, {"1", "24288880000000", "123456789012345"}, {"", "+4712345678", "1234567890123456", "12 34"}},
        {Type::bytes, {"512MiB", "4 GiB", "1.5TB", "0B"}, {"", "512", "512mb", "-1MiB", "1e3MiB"}},
        {Type::bit_rate, {"50Mbit", "800 kbit", "1.5Gbit"}, {"", "50", "50Mbps", "50Mbit/s"}},
        {Type::delay, {"20ms", "1.5 s", "300us"}, {"", "20", "-1s", "nan", "20 m"}},
        {Type::share, {"0%", "0.5 %", "100%"}, {"", "0.5", "101%", "-1%", "nan%"}},
    };
}

std::vector<Sorts> addresses()
{
    return {
        {Type::ipv4,
         {"10.1.0.5", "0.0.0.0", "255.255.255.255"},
         {"", "10.1.0", "10.1.0.05", "10.1.0.256", "10.1.0.5/24", "::1"}},
        {Type::ipv4_network,
         {"10.1.0.0/24", "0.0.0.0/0", "10.1.0.5/32"},
         {"", "10.1.0.0", "10.1.0.0/33", "10.1.0.0/024"}},
        {Type::ipv6_network,
         {"fd00:1::/64", "none", "::/0", "FD00::/128"},
         {"", "None", "fd00::", "fd00::/129", "10.1.0.0/24"}},
        {Type::ipv4_range,
         {"10.45.0.2 - 10.45.0.99", "10.45.0.2-10.45.0.99"},
         {"", "10.45.0.2", "10.45.0.2 - 99", "10.45.0.0/24"}},
        {Type::host_key,
         {"ssh-ed25519 " + ed25519, "ssh-ed25519 " + ed25519 + " root@host"},
         {"", ed25519, "ssh-ed25519", "ssh-ed25519  " + ed25519, "ssh-ed25519 AAAA", "ssh-rsa " + ed25519,
          "ecdsa-sha2-nistp256 " + ed25519, "ssh-ed25519 " + ed25519 + "AAAA", "host ssh-ed25519 " + ed25519,
          "ssh-ed25519 " + ed25519.substr(1) + "A", "ssh-ed25519 " + ed25519.substr(0, 67) + "!"}},
    };
}

std::vector<Sorts> all_sorts()
{
    std::vector<Sorts> all = words();
    for (const auto& more : {numbers(), addresses()})
    {
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

TEST(Scalars, AreAcceptedOrRefused)
{
    for (const Sorts& sorts : all_sorts())
    {
        const ScalarRule* const rule = scalar_rule(sorts.type);
        ASSERT_NE(rule, nullptr);
        for (const std::string& text : sorts.accepted)
        {
            EXPECT_TRUE(rule->accepts(text)) << rule->code << " " << text;
        }
        for (const std::string& text : sorts.refused)
        {
            EXPECT_FALSE(rule->accepts(text)) << rule->code << " " << text;
        }
    }
}

TEST(Scalars, MatchThePatternThatEditorsKnow)
{
    for (const Sorts& sorts : all_sorts())
    {
        const ScalarRule& rule = *scalar_rule(sorts.type);
        const std::regex pattern{std::string(rule.pattern.empty() ? "[^]*" : rule.pattern)};
        for (const std::string& text : sorts.accepted)
        {
            EXPECT_TRUE(std::regex_search(text, pattern)) << rule.code << " " << text;
        }
    }
}

TEST(Scalars, AreDescribedOnce)
{
    std::set<std::string_view> codes;
    for (const Sorts& sorts : all_sorts())
    {
        const ScalarRule& rule = *scalar_rule(sorts.type);
        EXPECT_EQ(rule.type, sorts.type);
        EXPECT_TRUE(codes.insert(rule.code).second) << rule.code;
        EXPECT_TRUE(rule.code.starts_with("value.")) << rule.code;
        EXPECT_TRUE(rule.summary.starts_with("not ")) << rule.summary;
        EXPECT_FALSE(rule.expects.empty()) << rule.code;
    }
}

TEST(Scalars, AreNotWhatNeedsMoreThanItsText)
{
    for (const Type type : {Type::choice, Type::secret, Type::object, Type::list, Type::map})
    {
        EXPECT_EQ(scalar_rule(type), nullptr);
    }
}

TEST(Scalars, NeverOverrunAText)
{
    const std::string text = "10.1.0.5/24";
    const auto part = std::string_view(text).substr(0, 8); // what follows is not part of it
    EXPECT_TRUE(scalar_rule(Type::ipv4)->accepts(part));
    EXPECT_EQ(parse_integer(std::string_view("123456").substr(1, 2)), 23);
    EXPECT_EQ(parse_number(std::string_view("0.55").substr(0, 3)), 0.5);
}

TEST(Integers, AreReadExactly)
{
    EXPECT_EQ(parse_integer("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(parse_integer("-0"), 0);
    EXPECT_EQ(parse_integer("--1"), std::nullopt);
}

struct Amount
{
    Type type;
    std::string_view text;
    std::optional<double> amount;
};

TEST(Amounts, AreInTheUnitOfTheTablesBounds)
{
    for (const Amount& each : {
             Amount{Type::integer, "65000", 65000},
             Amount{Type::number, "0.5", 0.5},
             Amount{Type::bytes, "2KiB", 2048},
             Amount{Type::bit_rate, "5kbit", 5000},
             Amount{Type::delay, "20ms", 20'000},
             Amount{Type::text, "5", std::nullopt},
             Amount{Type::bytes, "5", std::nullopt},
         })
    {
        EXPECT_EQ(amount_of(each.type, each.text), each.amount) << each.text;
    }
    EXPECT_EQ(amount_text(Type::bytes, 64 << 20), "64MiB");
    EXPECT_EQ(amount_text(Type::bit_rate, 100'000'000'000), "100Gbit");
    EXPECT_EQ(amount_text(Type::delay, 60'000'000), "60s");
    EXPECT_EQ(amount_text(Type::integer, 65'535), "65535");
}

} // namespace

} // namespace edgepool::testbed
