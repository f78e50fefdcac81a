// SPDX-License-Identifier: Apache-2.0
#include "drawing/picture.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/drawing/scenes.h"

namespace edgepool::drawing
{

namespace
{

std::string words_of(const Text& text)
{
    std::string words;
    for (const Piece& piece : text.pieces)
    {
        words += piece.text + " ";
    }
    return words;
}

/// The place that a straight line takes, a pixel wide.
Box box_of(Point from, Point to)
{
    return {.x = std::min(from.x, to.x),
            .y = std::min(from.y, to.y),
            .width = std::abs(to.x - from.x) + 1,
            .height = std::abs(to.y - from.y) + 1};
}

std::vector<Box> lines_of(const Picture& picture)
{
    std::vector<Box> lines;
    for (const auto* const wires : {&picture.wires, &picture.band})
    {
        for (const Wire& wire : *wires)
        {
            for (std::size_t i = 1; i < wire.points.size(); ++i)
            {
                EXPECT_TRUE(wire.points[i - 1].x == wire.points[i].x || wire.points[i - 1].y == wire.points[i].y);
                lines.push_back(box_of(wire.points[i - 1], wire.points[i]));
            }
        }
    }
    for (const Rail& rail : picture.rails)
    {
        lines.push_back(box_of(rail.from, rail.to));
    }
    for (const LinkView& link : picture.links)
    {
        lines.push_back(box_of({.x = link.from.x + 1, .y = link.from.y}, {.x = link.to.x - 1, .y = link.to.y}));
    }
    return lines;
}

void expect_apart(const std::vector<Box>& boxes, const std::string& what)
{
    for (std::size_t i = 0; i < boxes.size(); ++i)
    {
        for (std::size_t k = i + 1; k < boxes.size(); ++k)
        {
            ASSERT_FALSE(boxes[i].overlaps(boxes[k])) << what << " at " << boxes[i].x << "," << boxes[i].y;
        }
    }
}

void expect_texts_apart(const Picture& picture)
{
    const std::vector<const Text*> texts = texts_of(picture);
    for (std::size_t i = 0; i < texts.size(); ++i)
    {
        ASSERT_TRUE(picture.canvas.contains(texts[i]->box)) << words_of(*texts[i]);
        for (std::size_t k = i + 1; k < texts.size(); ++k)
        {
            ASSERT_FALSE(texts[i]->box.overlaps(texts[k]->box))
                << words_of(*texts[i]) << " and " << words_of(*texts[k]);
        }
    }
}

void expect_texts_inside(const Picture& picture)
{
    for (const CardView& card : picture.cards)
    {
        for (const Text& text : card.texts)
        {
            ASSERT_TRUE(card.box.contains(text.box)) << words_of(text);
        }
    }
    for (const SiteView& site : picture.sites)
    {
        ASSERT_TRUE(site.box.contains(site.header.box)) << words_of(site.header);
        ASSERT_TRUE(!site.distance || site.distance->box.contains(site.distance->text.box));
        ASSERT_TRUE(!site.note || site.box.contains(site.note->box));
    }
}

void expect_cards_in_sites(const Scene& scene, const Picture& picture)
{
    std::map<std::size_t, Box> sites;
    std::vector<Box> site_boxes;
    std::vector<Box> cards;
    for (const SiteView& site : picture.sites)
    {
        ASSERT_TRUE(picture.canvas.contains(site.box));
        sites.emplace(site.site, site.box);
        site_boxes.push_back(site.box);
    }
    std::vector<int> times(scene.groups.size(), 0);
    for (const CardView& card : picture.cards)
    {
        ++times[card.group];
        cards.push_back(card.box);
        ASSERT_TRUE(sites.at(scene.groups[card.group].site).contains(card.box)) << scene.groups[card.group].name;
    }
    EXPECT_EQ(sites.size(), scene.sites.size());
    EXPECT_TRUE(std::ranges::all_of(times, [](int count) { return count == 1; }));
    expect_apart(site_boxes, "sites");
    expect_apart(cards, "cards");
}

void expect_lines_clear(const Picture& picture)
{
    const std::vector<const Text*> texts = texts_of(picture);
    for (const Box& line : lines_of(picture))
    {
        ASSERT_TRUE(picture.canvas.contains(line));
        for (const CardView& card : picture.cards)
        {
            const Box inside{
                .x = card.box.x + 1, .y = card.box.y + 1, .width = card.box.width - 2, .height = card.box.height - 8};
            ASSERT_FALSE(line.overlaps(inside)) << "line at " << line.x << "," << line.y << " crosses a card";
        }
        for (const Text* const text : texts)
        {
            ASSERT_FALSE(line.overlaps(text->box))
                << "line at " << line.x << "," << line.y << " crosses " << words_of(*text);
        }
    }
}

/// Each line of a card begins at a dot on its edge and ends at a dot on its network's rail.
void expect_dots(const Scene& scene, const Picture& picture)
{
    std::map<std::size_t, std::size_t> at_cards;
    for (const Dot& dot : picture.dots)
    {
        for (const CardView& card : picture.cards)
        {
            const bool is_beside =
                dot.at.x == card.box.right() && dot.at.y > card.box.y && dot.at.y < card.box.bottom();
            const bool is_below = dot.at.y == card.box.bottom() && dot.at.x > card.box.x && dot.at.x < card.box.right();
            at_cards[card.group] += is_beside || is_below ? 1 : 0;
        }
    }
    for (std::size_t i = 0; i < scene.groups.size(); ++i)
    {
        const auto& networks = scene.groups[i].networks;
        const auto links = std::ranges::count_if(networks, [&](std::size_t network) { return scene.is_link(network); });
        EXPECT_EQ(at_cards[i], networks.size() - static_cast<std::size_t>(links)) << scene.groups[i].name;
    }
}

void expect_good(const model::Testbed& testbed)
{
    const Scene scene = make_scene(testbed, lay_out(testbed));
    const Picture picture = arrange(scene);
    expect_texts_apart(picture);
    expect_texts_inside(picture);
    expect_cards_in_sites(scene, picture);
    expect_lines_clear(picture);
    expect_dots(scene, picture);
}

TEST(DrawingPicture, IsTidy)
{
    expect_good(scenes::seed());
    expect_good(scenes::mec());
    expect_good(scenes::gateway());
    expect_good(scenes::hostile());
    expect_good({});
}

TEST(DrawingPicture, IsTidyWhenLarge)
{
    expect_good(scenes::many(5, 2, 3));
    expect_good(scenes::many(2, 41, 3));
}

TEST(DrawingPicture, IsTidyWhateverTheCore)
{
    for (const auto& core : model::names<model::Core>)
    {
        model::Testbed testbed = scenes::seed();
        testbed.epc->core = core.value;
        expect_good(testbed);
    }
}

model::Testbed at_one_site(model::Testbed testbed)
{
    testbed.sites.resize(1);
    const auto move = [](auto& machines) { machines.site = "core"; };
    std::ranges::for_each(testbed.registrars, move);
    std::ranges::for_each(testbed.elements, move);
    std::ranges::for_each(testbed.users, move);
    return testbed;
}

TEST(DrawingPicture, IsTidyAtOneSite)
{
    expect_good(at_one_site(scenes::seed()));
    model::Testbed small = at_one_site(scenes::seed());
    small.registrars.resize(1);
    small.elements.resize(1);
    expect_good(small);
}

TEST(DrawingPicture, IsTidyWithLongNames)
{
    model::Testbed testbed = scenes::seed();
    testbed.name = std::string(63, 'W');
    testbed.description = std::string(5'000, 'w');
    testbed.pool.handle = std::string(32, 'W');
    testbed.sites[1].cloud = std::string(200, 'W');
    testbed.elements[0].name = std::string(63, 'm');
    testbed.users[0].name = std::string(63, 'm');
    testbed.networks[6].name = "sgi";
    testbed.sites[3].distance = {
        .delay = Delay{123'456}, .jitter = Delay{12'345}, .rate = BitRate{123'456'789}, .loss = Share{0.12345}};
    expect_good(testbed);
}

class Dice
{
public:
    explicit Dice(unsigned seed) : engine_(seed) {}

    unsigned roll(unsigned least, unsigned most)
    {
        return least + static_cast<unsigned>(engine_() % (most - least + 1));
    }

private:
    std::minstd_rand engine_;
};

model::Testbed any_testbed(unsigned seed)
{
    Dice dice(seed);
    model::Testbed testbed = scenes::seed();
    testbed.epc->core = model::names<model::Core>[dice.roll(0, 4)].value;
    testbed.sites.resize(dice.roll(1, 4));
    const unsigned more = dice.roll(0, 4);
    for (unsigned i = 0; i < more; ++i)
    {
        testbed.sites.push_back(
            {.name = "site-" + std::to_string(i), .distance = {.delay = Delay{dice.roll(0, 1) * 5'000}}});
        testbed.networks.push_back(testbed.networks.back());
        testbed.networks.back().name = "net-" + std::to_string(i);
    }
    const auto any_site = [&] {
        return testbed.sites[dice.roll(0, static_cast<unsigned>(testbed.sites.size() - 1))].name;
    };
    const auto any_network = [&] {
        return dice.roll(0, 1) == 0 ? "sgi" : testbed.networks[dice.roll(0, 6 + more)].name;
    };
    testbed.epc->site = any_site();
    testbed.registrars.assign(dice.roll(0, 6), {});
    testbed.elements.assign(dice.roll(0, 30), {});
    testbed.users.assign(dice.roll(0, 6), {});
    unsigned number = 0;
    const auto settle = [&](auto& machines) {
        machines.site = any_site();
        machines.network = any_network();
    };
    std::ranges::for_each(testbed.registrars, settle);
    std::ranges::for_each(testbed.elements, settle);
    std::ranges::for_each(testbed.users, settle);
    for (model::ElementGroup& group : testbed.elements)
    {
        group.name = "pe-" + std::to_string(++number);
        group.max = dice.roll(1, 1000);
    }
    for (model::UserGroup& group : testbed.users)
    {
        group.name = "pu-" + std::to_string(++number);
        group.attach = dice.roll(0, 1) == 0 ? model::Attachment::direct : model::Attachment::epc;
    }
    return testbed;
}

TEST(DrawingPicture, IsTidyWhateverTheTestbed)
{
    for (unsigned seed = 1; seed <= 200; ++seed)
    {
        SCOPED_TRACE(seed);
        expect_good(any_testbed(seed));
        if (HasFailure())
        {
            return;
        }
    }
}

TEST(DrawingPicture, IsAsWideAsAPage)
{
    const auto width = [](const model::Testbed& testbed) {
        return arrange(make_scene(testbed, lay_out(testbed))).canvas.width;
    };
    EXPECT_EQ(width(scenes::seed()), width(scenes::mec()));
    EXPECT_LE(width(scenes::seed()), 910);
    EXPECT_LE(width(scenes::many(50, 40, 5)), 940);
}

TEST(DrawingPicture, JoinsThePoolAlongItsNetworks)
{
    const model::Testbed testbed = scenes::seed();
    const Scene scene = make_scene(testbed, lay_out(testbed));
    const Picture picture = arrange(scene);
    std::map<std::string, int> wires;
    for (const Wire& wire : picture.wires)
    {
        wires[scene.networks[wire.network].name] += wire.in_pool ? 1 : 0;
    }
    EXPECT_EQ(wires["s1u"], 2); // the phone's, the gateway's
    EXPECT_EQ(wires["sgi"], 7); // three registrars', three element groups', the gateway's
    EXPECT_EQ(wires["s1c"], 0);
    EXPECT_EQ(picture.band.size(), 2U);
    ASSERT_EQ(picture.pool.size(), 2U);
    EXPECT_EQ(words_of(picture.pool[0]), "‘Fractal Generator Pool’ ");
}

TEST(DrawingPicture, PutsADistanceWhereItsLinesLeave)
{
    const model::Testbed testbed = scenes::seed();
    const Picture picture = arrange(make_scene(testbed, lay_out(testbed)));
    const auto laptop = std::ranges::find(picture.sites, std::size_t{3}, &SiteView::site);
    ASSERT_TRUE(laptop != picture.sites.end() && laptop->distance);
    EXPECT_EQ(words_of(laptop->distance->text), "20ms away ");
    EXPECT_LT(laptop->distance->box.y, laptop->box.y);
    EXPECT_GT(laptop->distance->box.bottom(), laptop->box.y);
}

} // namespace

} // namespace edgepool::drawing
