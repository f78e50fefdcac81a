// SPDX-License-Identifier: Apache-2.0
#include "base/suggest.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace edgepool
{

namespace
{

constexpr std::array<std::string_view, 12> keys{"name",   "site",     "service", "initial", "min",     "max",
                                                "weight", "priority", "network", "machine", "address", "first-address"};

std::string meant(std::string_view word)
{
    return std::string(did_you_mean(word, keys).value_or("nothing"));
}

struct Typo
{
    std::string_view written;
    std::string_view meant;
};

TEST(DidYouMean, UnderstandsMistypedWords)
{
    for (const Typo& each : {
             Typo{"nam", "name"},
             Typo{"naem", "name"},
             Typo{"nmae", "name"},
             Typo{"nname", "name"},
             Typo{"Name", "name"},
             Typo{"sites", "site"},
             Typo{"sit", "site"},
             Typo{"servcie", "service"},
             Typo{"servise", "service"},
             Typo{"inital", "initial"},
             Typo{"intial", "initial"},
             Typo{"maxx", "max"},
             Typo{"mni", "min"},
             Typo{"wieght", "weight"},
             Typo{"priorty", "priority"},
             Typo{"netwrok", "network"},
             Typo{"adress", "address"},
             Typo{"addres", "address"},
             Typo{"maschine", "machine"},
             Typo{"first_address", "first-address"},
             Typo{"First Address", "first-address"},
             Typo{"fristadress", "first-address"},
         })
    {
        EXPECT_EQ(meant(each.written), each.meant) << each.written;
    }
}

TEST(DidYouMean, UnderstandsBeginningsAndEndings)
{
    EXPECT_EQ(meant("net"), "network");
    EXPECT_EQ(meant("prio"), "priority");
    EXPECT_EQ(meant("networks-list"), "network");
    EXPECT_EQ(meant("min-replicas"), "min");
}

TEST(DidYouMean, SaysNothingOfNonsense)
{
    for (const std::string_view word :
         {"", "x", "xy", "foo", "zzz", "colour", "temperature", "-", "ä", "12", "replicas"})
    {
        EXPECT_EQ(meant(word), "nothing") << word;
    }
}

TEST(DidYouMean, DoesNotTakeShortWordsForOtherShortWords)
{
    constexpr std::array<std::string_view, 4> candidates{"ue", "a", "up", "k"};
    for (const std::string_view word : {"ip", "ok", "b", "x", "id", "on", "pu1"})
    {
        EXPECT_EQ(did_you_mean(word, candidates), std::nullopt) << word;
    }
    EXPECT_EQ(did_you_mean("UE", candidates), "ue");
    EXPECT_EQ(did_you_mean("ude", candidates), "ue");
}

TEST(DidYouMean, PrefersTheNearest)
{
    constexpr std::array<std::string_view, 3> candidates{"mec-far", "mec-fast", "mec-east"};
    EXPECT_EQ(did_you_mean("mec-eas", candidates), "mec-east");
    EXPECT_EQ(did_you_mean("mec-fsat", candidates), "mec-fast");
}

TEST(DidYouMean, HasAnAnswerOnlyWhereThereAreCandidates)
{
    EXPECT_EQ(did_you_mean("name", {}), std::nullopt);
}

TEST(DidYouMean, CopesWithVeryLongWords)
{
    const std::string long_word(1'000'000, 'n');
    EXPECT_EQ(did_you_mean(long_word, keys), std::nullopt);
    EXPECT_EQ(did_you_mean("network" + long_word, keys), "network");
}

TEST(EditDistance, CountsMistakes)
{
    EXPECT_EQ(edit_distance("", ""), 0U);
    EXPECT_EQ(edit_distance("", "abc"), 3U);
    EXPECT_EQ(edit_distance("abc", ""), 3U);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
    EXPECT_EQ(edit_distance("site", "iste"), 1U) << "a swap of neighbours is one mistake";
    EXPECT_EQ(edit_distance("ab", "ba"), 1U);
    EXPECT_EQ(edit_distance("First_Address", "first-address"), 0U);
    EXPECT_EQ(edit_distance("ca", "abc"), 3U) << "a swapped pair is not torn apart again";
}

TEST(EditDistance, IsTheSameBothWays)
{
    const std::vector<std::string_view> words{"name", "naem", "site", "", "service", "vice", "x", "first-address"};
    for (const std::string_view from : words)
    {
        for (const std::string_view to : words)
        {
            EXPECT_EQ(edit_distance(from, to), edit_distance(to, from)) << from << " " << to;
        }
    }
}

TEST(EditDistance, DecidesWhatIsNear)
{
    const std::vector<std::string_view> words{"abcdef", "abcfed",  "badcfe", "bcdefa",
                                              "abc",    "abcdefg", "xbcdef", "abcxyz"};
    for (const std::string_view from : words)
    {
        for (const std::string_view to : words)
        {
            const std::vector<std::string_view> only{to};
            const bool is_extended = from.starts_with(to) || to.starts_with(from);
            const std::size_t most = from.size() < 6 ? 1 : 2;
            EXPECT_EQ(did_you_mean(from, only).has_value(), edit_distance(from, to) <= most || is_extended)
                << from << " " << to;
        }
    }
}

TEST(Suggestion, NamesWhatWasMeantOrWhatThereIs)
{
    constexpr std::array<std::string_view, 3> sites{"edge", "cloud", "device"};
    EXPECT_EQ(suggestion("egde", sites), "did you mean 'edge'?");
    EXPECT_EQ(suggestion("oslo", sites), "one of: edge, cloud, device");
    EXPECT_EQ(suggestion("", sites), "one of: edge, cloud, device");
    EXPECT_EQ(suggestion("oslo", {}), "");
}

TEST(Suggestion, ShortensLongLists)
{
    const std::vector<std::string_view> many(1000, "site");
    const std::string text = suggestion("oslo", many);
    EXPECT_TRUE(text.ends_with("site, and 988 more")) << text;
    EXPECT_LT(text.size(), 100U);
}

} // namespace

} // namespace edgepool
