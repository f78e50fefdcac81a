// SPDX-License-Identifier: Apache-2.0
#include "model/address.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace edgepool::model
{

namespace
{

Ipv4Network ipv4(std::string_view text)
{
    return parse_ipv4_network(text).value();
}

Ipv6Network ipv6(std::string_view text)
{
    return parse_ipv6_network(text).value();
}

TEST(Ipv4, ReadsWhatItWrites)
{
    for (const std::string_view text : {"0.0.0.0", "10.45.0.1", "192.168.100.254", "255.255.255.255", "1.2.3.4"})
    {
        const auto address = parse_ipv4(text);
        ASSERT_TRUE(address) << text;
        EXPECT_EQ(to_string(*address), text);
    }
    EXPECT_EQ(parse_ipv4("10.1.2.3")->bits, 0x0a010203U);
}

TEST(Ipv4, RefusesWhatIsNotFourNumbers)
{
    using namespace std::string_view_literals;
    for (const std::string_view text : {""sv,
                                        "."sv,
                                        "..."sv,
                                        "1.2.3"sv,
                                        "1.2.3.4.5"sv,
                                        "1.2.3."sv,
                                        ".1.2.3"sv,
                                        "1..2.3"sv,
                                        "256.1.1.1"sv,
                                        "1.1.1.256"sv,
                                        "1.2.3.999999999999"sv,
                                        "01.2.3.4"sv,
                                        "1.2.3.00"sv,
                                        "1.2.3.4 "sv,
                                        " 1.2.3.4"sv,
                                        "1.2.3.-4"sv,
                                        "1.2.3.+4"sv,
                                        "0x1.2.3.4"sv,
                                        "1.2.3.4/24"sv,
                                        "1,2,3,4"sv,
                                        "a.b.c.d"sv,
                                        "16909060"sv,
                                        "::1"sv,
                                        "1.2.3.4\0"sv,
                                        "١.2.3.4"sv})
    {
        EXPECT_EQ(parse_ipv4(text), std::nullopt) << text;
    }
}

TEST(Ipv4Network, ReadsWhatItWrites)
{
    for (const std::string_view text : {"0.0.0.0/0", "10.0.0.0/8", "10.45.0.0/16", "10.1.2.3/24", "1.2.3.4/32"})
    {
        EXPECT_EQ(to_string(ipv4(text)), text) << "bits behind the prefix are kept";
    }
}

TEST(Ipv4Network, RefusesWhatHasNoPrefix)
{
    for (const std::string_view text :
         {"", "/", "10.0.0.0", "10.0.0.0/", "/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.0/+8",
          "10.0.0.0/8/8", "10.0.0.0 /8", "10.0.0.0/ 8", "10.0.0.0/255.0.0.0", "10.0.0/8", "10.0.0.0/4294967304"})
    {
        EXPECT_EQ(parse_ipv4_network(text), std::nullopt) << text;
    }
}

struct Extent
{
    std::string_view network;
    std::string_view first;
    std::string_view last;
    std::uint64_t size;
};

TEST(Ipv4Network, KnowsItsExtent)
{
    for (const Extent& each : {
             Extent{"0.0.0.0/0", "0.0.0.0", "255.255.255.255", 4'294'967'296},
             Extent{"10.0.0.0/8", "10.0.0.0", "10.255.255.255", 16'777'216},
             Extent{"10.216.0.0/16", "10.216.0.0", "10.216.255.255", 65'536},
             Extent{"10.1.0.248/29", "10.1.0.248", "10.1.0.255", 8},
             Extent{"10.216.9.9/16", "10.216.0.0", "10.216.255.255", 65'536},
             Extent{"10.1.0.4/31", "10.1.0.4", "10.1.0.5", 2},
             Extent{"255.255.255.255/32", "255.255.255.255", "255.255.255.255", 1},
         })
    {
        const Ipv4Network network = ipv4(each.network);
        EXPECT_EQ(to_string(network.first()), each.first);
        EXPECT_EQ(to_string(network.last()), each.last);
        EXPECT_EQ(network.size(), each.size);
        EXPECT_TRUE(network.contains(network.first()) && network.contains(network.last()));
    }
}

TEST(Ipv4Network, ContainsItsAddressesOnly)
{
    const Ipv4Network network = ipv4("10.1.0.0/24");
    EXPECT_FALSE(network.contains(*parse_ipv4("10.0.255.255")));
    EXPECT_TRUE(network.contains(*parse_ipv4("10.1.0.0")));
    EXPECT_TRUE(network.contains(*parse_ipv4("10.1.0.255")));
    EXPECT_FALSE(network.contains(*parse_ipv4("10.1.1.0")));
}

TEST(Ipv4Network, OverlapsWhatSharesAnAddress)
{
    EXPECT_TRUE(ipv4("10.0.0.0/8").overlaps(ipv4("10.1.0.0/16")));
    EXPECT_TRUE(ipv4("10.1.0.0/16").overlaps(ipv4("10.0.0.0/8")));
    EXPECT_TRUE(ipv4("0.0.0.0/0").overlaps(ipv4("255.255.255.255/32")));
    EXPECT_TRUE(ipv4("10.1.0.0/24").overlaps(ipv4("10.1.0.0/24")));
    EXPECT_FALSE(ipv4("10.1.0.0/24").overlaps(ipv4("10.1.1.0/24")));
    EXPECT_FALSE(ipv4("10.1.0.0/25").overlaps(ipv4("10.1.0.128/25")));
    EXPECT_TRUE(ipv4("10.1.0.200/24").overlaps(ipv4("10.1.0.0/25"))) << "whatever is written behind the prefix";
}

TEST(Ipv4Network, IsAlignedWithoutBitsBehindThePrefix)
{
    EXPECT_TRUE(is_aligned(ipv4("10.1.0.0/16")));
    EXPECT_FALSE(is_aligned(ipv4("10.1.0.1/16")));
    EXPECT_TRUE(is_aligned(ipv4("10.1.0.1/32")));
    EXPECT_FALSE(is_aligned(ipv4("1.0.0.0/0")));
    EXPECT_EQ(to_string(aligned(ipv4("10.1.2.3/20"))), "10.1.0.0/20");
    EXPECT_EQ(to_string(aligned(ipv4("255.1.2.3/0"))), "0.0.0.0/0");
}

TEST(Ipv4Network, IsPrivateOnlyAsAWhole)
{
    for (const std::string_view text :
         {"10.0.0.0/8", "10.255.255.255/32", "172.16.0.0/12", "172.31.0.0/16", "192.168.0.0/16", "100.64.0.0/10",
          "100.127.255.0/24", "198.18.0.0/15", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.128/25"})
    {
        EXPECT_TRUE(is_private(ipv4(text))) << text;
    }
    for (const std::string_view text :
         {"10.0.0.0/7", "0.0.0.0/0", "172.32.0.0/16", "172.15.0.0/16", "192.169.0.0/16", "100.128.0.0/16",
          "192.0.0.0/16", "8.8.8.0/24", "198.20.0.0/16", "203.0.113.0/23"})
    {
        EXPECT_FALSE(is_private(ipv4(text))) << text;
    }
}

TEST(Ipv4Network, IsUnusableIfItTouchesSpaceThatNoMachineHas)
{
    for (const std::string_view text :
         {"0.0.0.0/0", "0.1.0.0/16", "127.0.0.0/8", "126.0.0.0/7", "169.254.1.0/24", "224.0.0.0/24", "239.0.0.0/8",
          "240.0.0.0/4", "255.255.255.0/24", "128.0.0.0/1"})
    {
        EXPECT_TRUE(is_unusable(ipv4(text))) << text;
    }
    for (const std::string_view text : {"1.0.0.0/8", "10.0.0.0/8", "126.0.0.0/8", "128.0.0.0/8", "169.253.0.0/16",
                                        "169.255.0.0/16", "223.255.255.0/24"})
    {
        EXPECT_FALSE(is_unusable(ipv4(text))) << text;
    }
}

TEST(Ipv4Range, ReadsTwoAddressesWithAHyphen)
{
    for (const std::string_view text :
         {"10.45.0.2 - 10.45.0.254", "10.45.0.2-10.45.0.254", "  10.45.0.2   -10.45.0.254 "})
    {
        const auto range = parse_ipv4_range(text);
        ASSERT_TRUE(range) << text;
        EXPECT_EQ(to_string(*range), "10.45.0.2 - 10.45.0.254");
        EXPECT_EQ(range->size(), 253U);
    }
    EXPECT_EQ(parse_ipv4_range("0.0.0.0 - 255.255.255.255")->size(), 4'294'967'296U);
    EXPECT_EQ(parse_ipv4_range("10.0.0.7 - 10.0.0.7")->size(), 1U);
}

TEST(Ipv4Range, RefusesEverythingElse)
{
    for (const std::string_view text :
         {"", "-", "10.45.0.2", "10.45.0.2 -", "- 10.45.0.2", "10.45.0.2 - 254", "10.45.0.2 - 10.45.0.3 - 10.45.0.4",
          "10.45.0.2 to 10.45.0.3", "10.45.0.2\t-\t10.45.0.3", "10.45.0.0/24", "::1 - ::2"})
    {
        EXPECT_EQ(parse_ipv4_range(text), std::nullopt) << text;
    }
}

struct Spelling
{
    std::string_view written;
    std::string_view canonical;
};

TEST(Ipv6, IsWrittenInTheOneCanonicalForm)
{
    for (const Spelling& each : {
             Spelling{"::", "::"},
             Spelling{"::1", "::1"},
             Spelling{"1::", "1::"},
             Spelling{"FD65:6467:6500:0010:0000:0000:0000:000A", "fd65:6467:6500:10::a"},
             Spelling{"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},    // the first of two equal runs
             Spelling{"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"}, // a single zero is not shortened
             Spelling{"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},          // the longest run
             Spelling{"0:0:0:1:2:3:4:5", "::1:2:3:4:5"},
             Spelling{"1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"},
             Spelling{"::ffff:192.0.2.1", "::ffff:192.0.2.1"},
             Spelling{"fd00::10.1.2.3", "fd00::a01:203"},
         })
    {
        const auto address = parse_ipv6(each.written);
        ASSERT_TRUE(address) << each.written;
        EXPECT_EQ(to_string(*address), each.canonical);
        EXPECT_EQ(parse_ipv6(to_string(*address)), address);
    }
}

TEST(Ipv6, RefusesEverythingElse)
{
    using namespace std::string_view_literals;
    for (const std::string_view text : {""sv, ":"sv, ":::"sv, "1"sv, "1:2:3:4:5:6:7"sv, "1:2:3:4:5:6:7:8:9"sv,
                                        "1::2::3"sv, "12345::"sv, "g::"sv, "::1%eth0"sv, "[::1]"sv, "::1 "sv, " ::1"sv,
                                        "::1\0"sv, "1.2.3.4"sv, "::1.2.3"sv, "::1/64"sv, "::-1"sv, "1:2:3:4:5:6:7:"sv})
    {
        EXPECT_EQ(parse_ipv6(text), std::nullopt) << text;
    }
    for (const std::string_view text :
         {"", "fd00::", "fd00::/", "fd00::/129", "fd00::/-1", "fd00::/064", "/64", "fd00::/64/64"})
    {
        EXPECT_EQ(parse_ipv6_network(text), std::nullopt) << text;
    }
}

TEST(Ipv6Network, ReadsWhatItWrites)
{
    for (const std::string_view text : {"::/0", "fd65:6467:6500:10::/64", "fd00::1/64", "::1/128"})
    {
        EXPECT_EQ(to_string(ipv6(text)), text);
    }
}

struct Step
{
    std::string_view network;
    std::uint32_t offset;
    std::string_view address;
};

TEST(Ipv6Network, CountsUpFromItsBase)
{
    for (const Step& each : {
             Step{"fd00::/64", 0, "fd00::"},
             Step{"fd00::/64", 10, "fd00::a"},
             Step{"fd00::/64", 255, "fd00::ff"},
             Step{"fd00::/64", 256, "fd00::100"},
             Step{"fd00::/64", 65'536, "fd00::1:0"},
             Step{"fd00::/64", 0xffff'ffff, "fd00::ffff:ffff"},
             Step{"fd00::ff/64", 1, "fd00::100"},
             Step{"fd00::ffff:ffff:ffff/64", 1, "fd00::1:0:0:0"},
             Step{"fd00::ff/64", 0xffff'ffff, "fd00::1:0:fe"},
             Step{"fd00::ffff:ffff/64", 0xffff'ffff, "fd00::1:ffff:fffe"},
             Step{"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128", 1, "::"},
         })
    {
        EXPECT_EQ(to_string(ipv6(each.network).at(each.offset)), each.address) << each.network << " " << each.offset;
    }
}

TEST(Ipv6Network, OverlapsWhatSharesAnAddress)
{
    EXPECT_TRUE(ipv6("fd00::/8").overlaps(ipv6("fd65:6467::/64")));
    EXPECT_TRUE(ipv6("fd65:6467::/64").overlaps(ipv6("fd00::/8")));
    EXPECT_TRUE(ipv6("::/0").overlaps(ipv6("ffff::/128")));
    EXPECT_TRUE(ipv6("fd00::/7").overlaps(ipv6("fc00::/8")));
    EXPECT_FALSE(ipv6("fd00:0:0:1::/64").overlaps(ipv6("fd00:0:0:2::/64")));
    EXPECT_FALSE(ipv6("fd00::/127").overlaps(ipv6("fd00::2/127")));
    EXPECT_FALSE(ipv6("fc00::/8").overlaps(ipv6("fd00::/8")));
}

TEST(Ipv6Network, IsAlignedWithoutBitsBehindThePrefix)
{
    EXPECT_TRUE(is_aligned(ipv6("fd00::/64")));
    EXPECT_FALSE(is_aligned(ipv6("fd00::1/64")));
    EXPECT_TRUE(is_aligned(ipv6("fd00::1/128")));
    EXPECT_FALSE(is_aligned(ipv6("fd00:0:0:1::/63")));
    EXPECT_EQ(to_string(aligned(ipv6("fdff:ffff::1/12"))), "fdf0::/12");
    EXPECT_EQ(to_string(aligned(ipv6("fd00::1/0"))), "::/0");
}

TEST(Ipv6Network, IsPrivateOnlyAsAWhole)
{
    for (const std::string_view text : {"fc00::/7", "fd65:6467:6500:10::/64", "2001:db8::/32", "2001:db8:ffff::/48"})
    {
        EXPECT_TRUE(is_private(ipv6(text))) << text;
    }
    for (const std::string_view text : {"::/0", "f800::/5", "fe80::/64", "2001:db9::/32", "2001:db8::/31", "2a00::/16"})
    {
        EXPECT_FALSE(is_private(ipv6(text))) << text;
    }
}

} // namespace

} // namespace edgepool::model
