// SPDX-License-Identifier: Apache-2.0
#include "base/units.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string_view>

#include <gtest/gtest.h>

namespace edgepool
{

// Found by googletest when it prints a value.
static void PrintTo(const Bytes& bytes, std::ostream* out) // NOLINT(readability-identifier-naming)
{
    *out << bytes.count << " bytes";
}

static void PrintTo(const BitRate& rate, std::ostream* out) // NOLINT(readability-identifier-naming)
{
    *out << rate.per_second << " bit/s";
}

namespace
{

using namespace std::chrono_literals;

struct Amount
{
    std::string_view text;
    std::uint64_t count;
};

constexpr std::uint64_t kibi = 1024;

TEST(Bytes, AreReadInEveryUnit)
{
    for (const Amount& each : {
             Amount{"7B", 7},
             Amount{"1kB", 1000},
             Amount{"3MB", 3'000'000},
             Amount{"2GB", 2'000'000'000},
             Amount{"1TB", 1'000'000'000'000},
             Amount{"1KiB", kibi},
             Amount{"512MiB", 512 * kibi * kibi},
             Amount{"4GiB", 4 * kibi * kibi * kibi},
             Amount{"2TiB", 2 * kibi * kibi * kibi * kibi},
             Amount{"1.5KiB", 1536},
             Amount{"0.1MB", 100'000},
             Amount{"0B", 0},
             Amount{"0.0GiB", 0},
             Amount{"512 MiB", 512 * kibi * kibi},
             Amount{"007B", 7},
             Amount{"8000TiB", 8000 * kibi * kibi * kibi * kibi},
         })
    {
        EXPECT_EQ(parse_bytes(each.text), std::optional(Bytes{each.count})) << each.text;
    }
}

TEST(BitRate, IsReadInEveryUnit)
{
    for (const Amount& each : {
             Amount{"9bit", 9},
             Amount{"800kbit", 800'000},
             Amount{"50Mbit", 50'000'000},
             Amount{"1.5Gbit", 1'500'000'000},
             Amount{"100 Mbit", 100'000'000},
             Amount{"0.001kbit", 1},
         })
    {
        EXPECT_EQ(parse_bit_rate(each.text), std::optional(BitRate{each.count})) << each.text;
    }
}

TEST(Delay, IsReadInEveryUnit)
{
    EXPECT_EQ(parse_delay("300us"), std::optional<Delay>(300us));
    EXPECT_EQ(parse_delay("20ms"), std::optional<Delay>(20ms));
    EXPECT_EQ(parse_delay("1.5s"), std::optional<Delay>(1500ms));
    EXPECT_EQ(parse_delay("0.25 ms"), std::optional<Delay>(250us));
    EXPECT_EQ(parse_delay("0s"), std::optional<Delay>(0us));
}

TEST(Share, IsReadInPercent)
{
    EXPECT_EQ(parse_share("0%"), std::optional(Share{0}));
    EXPECT_EQ(parse_share("0.5%"), std::optional(Share{0.005}));
    EXPECT_EQ(parse_share("12 %"), std::optional(Share{0.12}));
    EXPECT_EQ(parse_share("100%"), std::optional(Share{1}));
    EXPECT_EQ(parse_share("100.0000000001%"), std::nullopt);
    EXPECT_EQ(parse_share("101%"), std::nullopt);
    EXPECT_EQ(parse_share("0.5"), std::nullopt);
}

TEST(Units, RefuseWhatIsNotDigitsAndAUnit)
{
    for (const std::string_view text :
         {"",        " ",     "5",      "B",        "MiB",    "5 ",     "5  MiB",  " 5MiB", "5MiB ", "5\tMiB",
          "-1MiB",   "+1MiB", "1e3MiB", "1E3B",     "0x10B",  "nanB",   "nan MiB", "infB",  "inf",   "NaN",
          "nan(0)B", ".5MiB", "5.MiB",  "1.2.3MiB", "1,5GiB", "1'000B", "1_000B",  "5mib",  "5MIB",  "5M",
          "5Mi",     "5KB",   "5kib",   "5MiBs",    "5MiB5",  "5%",     "5s",      "5Mbit", "٥MiB"})
    {
        EXPECT_EQ(parse_bytes(text), std::nullopt) << text;
    }
}

TEST(Units, RefuseTheUnitsOfOthers)
{
    for (const std::string_view text : {"5", "5B", "5Mbps", "5Mb", "5mbit", "5Mbit/s", "5kBit", "nanMbit", "-5Mbit"})
    {
        EXPECT_EQ(parse_bit_rate(text), std::nullopt) << text;
    }
    for (const std::string_view text :
         {"5", "0", "-1s", "nans", "infs", "5 m", "5min", "5h", "5S", "5MS", "5µs", "1e3ms"})
    {
        EXPECT_EQ(parse_delay(text), std::nullopt) << text;
    }
    for (const std::string_view text : {"5", "0.05", "%", "-1%", "nan%", "inf%", "5%%", "1e1%", "5percent"})
    {
        EXPECT_EQ(parse_share(text), std::nullopt) << text;
    }
}

TEST(Units, RefuseWhatIsTooLarge)
{
    for (const std::string_view text :
         {"9000000000000001B", "9001TB", "99999999999999999999TiB", "18446744073709551616B",
          "99999999999999999999999999999999999999999999999999999999999999999999999999999999999B"})
    {
        EXPECT_EQ(parse_bytes(text), std::nullopt) << text;
    }
    EXPECT_EQ(parse_bytes("9000000000000000B"), std::optional(Bytes{9'000'000'000'000'000}));
    EXPECT_EQ(parse_delay("9000000001s"), std::nullopt);
}

TEST(Units, DoNotRoundSomethingToNothing)
{
    EXPECT_EQ(parse_delay("0.4us"), std::nullopt);
    EXPECT_EQ(parse_bytes("0.0001kB"), std::nullopt);
    EXPECT_EQ(parse_share("0.00000000001%"), std::nullopt);
    EXPECT_EQ(parse_delay("0.6us"), std::optional<Delay>(1us));
}

TEST(Units, AreWrittenShort)
{
    EXPECT_EQ(to_string(Bytes{0}), "0B");
    EXPECT_EQ(to_string(Bytes{1023}), "1023B");
    EXPECT_EQ(to_string(Bytes{1024}), "1KiB");
    EXPECT_EQ(to_string(Bytes{1000}), "1kB");
    EXPECT_EQ(to_string(Bytes{20'000'000'000}), "20GB");
    EXPECT_EQ(to_string(Bytes{1536 * kibi * kibi}), "1536MiB");
    EXPECT_EQ(to_string(Bytes{4 * kibi * kibi * kibi}), "4GiB");
    EXPECT_EQ(to_string(BitRate{0}), "0bit");
    EXPECT_EQ(to_string(BitRate{1'500'000'000}), "1500Mbit");
    EXPECT_EQ(to_string(BitRate{1'000'000'001}), "1000000001bit");
    EXPECT_EQ(to_string(Delay{0us}), "0us");
    EXPECT_EQ(to_string(Delay{20ms}), "20ms");
    EXPECT_EQ(to_string(Delay{90s}), "90s");
    EXPECT_EQ(to_string(Share{0}), "0%");
    EXPECT_EQ(to_string(Share{0.005}), "0.5%");
    EXPECT_EQ(to_string(Share{0.07}), "7%");
    EXPECT_EQ(to_string(Share{1}), "100%");
}

TEST(Units, ReadWhatTheyWrite)
{
    for (std::uint64_t count = 1; count < 9'000'000'000'000'000 / 7; count = count * 7 + 3)
    {
        EXPECT_EQ(parse_bytes(to_string(Bytes{count})), std::optional(Bytes{count}));
        EXPECT_EQ(parse_bit_rate(to_string(BitRate{count})), std::optional(BitRate{count}));
        const Delay delay{static_cast<std::int64_t>(count)};
        EXPECT_EQ(parse_delay(to_string(delay)), std::optional(delay));
    }
    for (const std::string_view text : {"0.0000000001%", "0.1%", "3.3333333333%", "7%", "33.1%", "99.9999999999%"})
    {
        const auto share = parse_share(text);
        ASSERT_TRUE(share) << text;
        EXPECT_EQ(to_string(*share), text);
        EXPECT_EQ(parse_share(to_string(*share)), share) << text;
    }
}

} // namespace

} // namespace edgepool
