// SPDX-License-Identifier: Apache-2.0
#include "drawing/text.h"

#include <string>

#include <gtest/gtest.h>

namespace edgepool::drawing
{

namespace
{

constexpr Font normal{.size = 10};

TEST(DrawingText, KeepsWhatCanBePrinted)
{
    EXPECT_EQ(printable("Köln · 東京 🚀"), "Köln · 東京 🚀");
}

TEST(DrawingText, PutsEverythingOnOneLine)
{
    EXPECT_EQ(printable("a\nb\tc\rd\x7f"), "a b c d ");
    EXPECT_EQ(printable("a\u2028b"), "a b");
}

TEST(DrawingText, ReplacesWhatIsNoTextOrReordersIt)
{
    EXPECT_EQ(printable("a\xff"
                        "b"),
              "a\uFFFDb");
    EXPECT_EQ(printable("a\u202Eb\u2066c\uFFFF"), "a\uFFFDb\uFFFDc\uFFFD");
}

TEST(DrawingText, KeepsLinesWhereTheyAreWanted)
{
    EXPECT_EQ(printable_lines("a\nb\x01\n"), "a\nb \n");
}

TEST(DrawingText, MeasuresWidths)
{
    EXPECT_EQ(width_of("", normal), 0);
    EXPECT_EQ(width_of("0000", normal), 26); // 4 × 0.636 em
    EXPECT_GT(width_of("mec", {.size = 10, .weight = Weight::bold}), width_of("mec", normal));
    EXPECT_GT(width_of("東", normal), width_of("m", normal));
    EXPECT_EQ(width_of("e\u0301", normal), width_of("e", normal));
}

TEST(DrawingText, MeasuresTextsOfAnyLength)
{
    EXPECT_GT(width_of(std::string(1'000'000, 'x'), normal), 900'000);
}

TEST(DrawingText, ShortensWhatHasNoRoom)
{
    const std::string text = "simula-openstack";
    EXPECT_EQ(shortened(text, normal, width_of(text, normal)), text);
    const std::string shorter = shortened(text, normal, 50);
    EXPECT_TRUE(shorter.starts_with("simula")) << shorter;
    EXPECT_TRUE(shorter.ends_with("…")) << shorter;
    EXPECT_LE(width_of(shorter, normal), 50);
    EXPECT_EQ(shortened(text, normal, 5), "");
    EXPECT_EQ(shortened("two words", normal, width_of("two w", normal) + 2), "two…");
}

TEST(DrawingText, ShortensBetweenCharacters)
{
    for (int room = 10; room < 60; ++room)
    {
        EXPECT_EQ(shortened("äöü東京äöü", normal, room).find("\uFFFD"), std::string::npos);
        EXPECT_EQ(printable(shortened("äöü東京äöü", normal, room)), shortened("äöü東京äöü", normal, room));
    }
}

TEST(DrawingText, SetsLinesAtTheirAnchor)
{
    const std::vector<Piece> pieces{{.text = "sgi", .style = Style::network}};
    const Text start = set_text({.x = 100, .y = 50}, Anchor::start, pieces, 200);
    const Text middle = set_text({.x = 100, .y = 50}, Anchor::middle, pieces, 200);
    const Text end = set_text({.x = 100, .y = 50}, Anchor::end, pieces, 200);
    EXPECT_EQ(start.box.x, 100);
    EXPECT_EQ(end.box.right(), 100);
    EXPECT_LE(middle.box.x, 100 - middle.box.width / 2);
    EXPECT_LT(start.box.y, 50);
    EXPECT_GT(start.box.bottom(), 50);
}

TEST(DrawingText, ShortensFirstWhatMayGiveWay)
{
    const std::vector<Piece> pieces{{.text = "a-long-name-of-a-group", .style = Style::name},
                                    {.text = "×2", .style = Style::name, .gap = 5}};
    const Text text = set_text({}, Anchor::start, pieces, 80);
    ASSERT_EQ(text.pieces.size(), 2U);
    EXPECT_TRUE(text.pieces[0].text.ends_with("…"));
    EXPECT_EQ(text.pieces[1].text, "×2");
    EXPECT_LE(text.box.width, 80);
}

TEST(DrawingText, NeverExceedsItsRoom)
{
    const std::vector<Piece> pieces{{.text = "name", .style = Style::name},
                                    {.text = "×10000", .style = Style::name, .gap = 5}};
    for (int room = 0; room < 100; ++room)
    {
        EXPECT_LE(set_text({}, Anchor::start, pieces, room).box.width, room);
    }
}

} // namespace

} // namespace edgepool::drawing
