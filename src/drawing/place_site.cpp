// SPDX-License-Identifier: Apache-2.0
#include "drawing/place_site.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "drawing/grid.h"

namespace edgepool::drawing
{

namespace
{

bool brings_to_pool(const Group& group, std::size_t network)
{
    return std::ranges::find(group.pool_networks, network) != group.pool_networks.end();
}

Style style_of(Health health)
{
    return health == Health::ready ? Style::ready : health == Health::amiss ? Style::amiss : Style::absent;
}

/// How the machines are comes first: it is what changes.
std::vector<Piece> detail_of(const Group& group)
{
    if (group.states.empty())
    {
        return {{.text = group.detail, .style = Style::detail}};
    }
    return {{.text = "● " + group.states, .style = style_of(group.health)},
            {.text = group.detail, .style = Style::detail, .gap = 6}};
}

CardView make_card(const Group& group, std::size_t index, const Box& box)
{
    constexpr int left = 14;
    constexpr int right = 9;
    const std::string badge(badge_of(group.role));
    const int badge_width = width_of(badge, font_of(Style::badge)) + 6;
    const int room = box.width - left - right;
    return {.group = index,
            .box = box,
            .texts = {set_text({.x = box.x + left, .y = box.y + 18}, Anchor::start,
                               {{.text = group.name, .style = Style::name},
                                {.text = count_text(group), .style = Style::name, .gap = 5},
                                {.text = range_text(group), .style = Style::range, .gap = 5}},
                               room - badge_width),
                      set_text({.x = box.right() - right, .y = box.y + 17}, Anchor::end,
                               {{.text = badge, .style = Style::badge}}, badge_width),
                      set_text({.x = box.x + left, .y = box.y + 33}, Anchor::start, detail_of(group), room, 1)}};
}

/// The name in the middle, and if it is known how it is, above that.
std::vector<Text> texts_of_function(const Group& group, Point middle, int room)
{
    const bool both = !group.states.empty();
    std::vector<Text> texts{set_text({.x = middle.x, .y = middle.y - (both ? 7 : 0)}, Anchor::middle,
                                     {{.text = group.name, .style = Style::function}}, room)};
    if (both)
    {
        texts.push_back(set_text({.x = middle.x, .y = middle.y + 9}, Anchor::middle,
                                 {{.text = "● " + group.states, .style = style_of(group.health)}}, room));
    }
    return texts;
}

class Placer
{
public:
    Placer(const Scene& scene, const SitePlan& plan, const Box& box, Side side, Aisle& aisle, Picture& picture)
        : scene_(scene), plan_(plan), box_(box), side_(side), aisle_(aisle), picture_(picture)
    {
    }

    void place()
    {
        place_frame();
        Point at{.x = box_.x + grid::site_padding, .y = box_.y + grid::site_header};
        switch (plan_.chain)
        {
        case Chain::none:
            break;
        case Chain::beside:
            place_chain_beside({.x = at.x, .y = at.y + plan_.chain_offset()});
            at.y += plan_.columns_offset();
            at.x = box_.right() - grid::site_padding - plan_.columns_width();
            break;
        case Chain::above:
            place_chain_above(at);
            at.y += grid::chain_caption + grid::card_face + plan_.chain_lanes();
            break;
        }
        for (const Column& column : plan_.columns)
        {
            place_column(column, at);
            at.x += wanted_width(column) + column.gutter() + grid::column_gap;
        }
    }

private:
    /// The last column takes what is left when all have been rounded down, so that its lines run where those of other
    /// rows do.
    int wanted_width(const Column& column) const
    {
        const int left = box_.width - plan_.needed_width();
        const bool takes_rest = &column == &plan_.columns.back() && plan_.chain == Chain::none;
        return plan_.card_width + (takes_rest && left < to_int(plan_.columns.size()) ? left : 0);
    }

    /// What the left side of the site has room for: lines pass at the right of the first column.
    int first_width() const
    {
        const Point at{.x = box_.x + grid::site_padding, .y = box_.y + grid::site_header};
        const bool is_chain = plan_.chain != Chain::none || plan_.columns.empty();
        return is_chain ? grid::card_width : width_of_cards(plan_.columns.front(), at);
    }

    void place_frame()
    {
        const SceneSite& site = scene_.sites[plan_.site];
        const int left = box_.x + grid::site_padding;
        const int room = side_ == Side::above ? box_.width - 2 * grid::site_padding : first_width();
        SiteView view{.site = plan_.site, .box = box_};
        view.header =
            set_text({.x = left, .y = box_.y + 24}, Anchor::start,
                     {{.text = site.name, .style = Style::site}, {.text = site.place, .style = Style::place, .gap = 8}},
                     room, 1);
        if (!site.distance.empty())
        {
            view.distance = make_distance(site.distance);
        }
        if (site.groups.empty())
        {
            view.note = set_text({.x = left, .y = box_.y + grid::site_header + 16}, Anchor::start,
                                 {{.text = "no machines", .style = Style::note}}, plan_.card_width);
        }
        picture_.sites.push_back(std::move(view));
    }

    /// On the side of the networks: what is said there happens to every packet that passes.
    Tag make_distance(const std::string& distance) const
    {
        constexpr int height = 18;
        constexpr int padding = 8;
        const std::vector<Piece> pieces{{.text = distance, .style = Style::distance}};
        const int room = first_width() - 2 * padding;
        Box box{.x = box_.x + grid::site_padding, .height = height};
        box.y = (side_ == Side::above ? box_.bottom() : box_.y) - height / 2;
        box.width = set_text({}, Anchor::start, pieces, room).box.width + 2 * padding;
        const Point middle{.x = box.x + box.width / 2, .y = box.y + height / 2 + 4};
        return {.box = box, .text = set_text(middle, Anchor::middle, pieces, room)};
    }

    int rail(std::size_t network) const { return aisle_.heights.at(network); }

    void connect(std::size_t network, bool in_pool, std::vector<Point> points)
    {
        const int x = points.back().x;
        points.push_back({.x = x, .y = rail(network)});
        picture_.wires.push_back({.network = network, .in_pool = in_pool, .points = std::move(points)});
        aisle_.taps.push_back({.network = network, .in_pool = in_pool, .x = x});
    }

    int lane_x(Point at, int width, std::size_t lane) const
    {
        return at.x + width + grid::lane_start + grid::lane * to_int(lane);
    }

    /// Whether a line from below would run so near to a line from above that they look like one. Lines of one network
    /// may meet, but exactly.
    bool is_mistakable(std::size_t network, int x) const
    {
        return side_ == Side::below && std::ranges::any_of(aisle_.taps, [&](const Tap& tap) {
                   const bool is_same = tap.network == network && tap.x == x;
                   return !is_same && std::abs(tap.x - x) < grid::apart;
               });
    }

    /// The cards' width, a bit less than wanted where that keeps lines apart.
    int width_of_cards(const Column& column, Point at) const
    {
        constexpr int most_given = 2 * grid::apart + grid::lane;
        for (int given = 0; given <= most_given; ++given)
        {
            const int width = wanted_width(column) - given;
            std::size_t lane = 0;
            const bool is_clear = std::ranges::none_of(column.networks, [&](std::size_t network) {
                return is_mistakable(network, lane_x(at, width, lane++));
            });
            if (is_clear)
            {
                return width;
            }
        }
        return wanted_width(column);
    }

    void place_column(const Column& column, Point at)
    {
        const int width = width_of_cards(column, at);
        for (std::size_t i = 0; i < column.groups.size(); ++i)
        {
            const Box box{.x = at.x,
                          .y = at.y + to_int(i) * (grid::card_height + grid::card_gap),
                          .width = width,
                          .height = grid::card_height};
            const std::size_t group = column.groups[i];
            picture_.cards.push_back(make_card(scene_.groups[group], group, box));
        }
        for (std::size_t lane = 0; lane < column.networks.size(); ++lane)
        {
            place_lane(column, at, width, lane);
        }
    }

    /// Where a card's lines leave it: in such an order that those of one card do not cross.
    int stub(const Group& group, const Column& column, std::size_t lane, int card_y) const
    {
        int before = 0;
        int all = 0;
        for (std::size_t other = 0; other < column.networks.size(); ++other)
        {
            const bool is_on = std::ranges::find(group.networks, column.networks[other]) != group.networks.end();
            before += is_on && (side_ == Side::above ? other > lane : other < lane) ? 1 : 0;
            all += is_on ? 1 : 0;
        }
        constexpr int spread = 10;
        return card_y + grid::card_face / 2 - spread * (all - 1) / 2 + spread * before;
    }

    /// One network's line along a column, from the farthest card on it to the rail.
    void place_lane(const Column& column, Point at, int width, std::size_t lane)
    {
        const std::size_t network = column.networks[lane];
        const int x = lane_x(at, width, lane);
        std::vector<Point> ends; // of the cards' stubs
        std::vector<bool> in_pool;
        for (std::size_t k = 0; k < column.groups.size(); ++k)
        {
            const std::size_t i = side_ == Side::above ? k : column.groups.size() - 1 - k;
            const Group& group = scene_.groups[column.groups[i]];
            if (std::ranges::find(group.networks, network) != group.networks.end())
            {
                const int card_y = at.y + to_int(i) * (grid::card_height + grid::card_gap);
                ends.push_back({.x = at.x + width, .y = stub(group, column, lane, card_y)});
                in_pool.push_back(brings_to_pool(group, network) || (!in_pool.empty() && in_pool.back()));
            }
        }
        for (std::size_t k = 0; k < ends.size(); ++k)
        {
            picture_.dots.push_back({.network = network, .at = ends[k]});
            std::vector<Point> points{ends[k], {.x = x, .y = ends[k].y}};
            if (k + 1 == ends.size())
            {
                connect(network, in_pool[k], std::move(points));
                continue;
            }
            // The next card's line joins in a curve, behind which this one ends.
            const int corner = side_ == Side::above ? grid::corner : -grid::corner;
            points.push_back({.x = x, .y = ends[k + 1].y + corner});
            picture_.wires.push_back({.network = network, .in_pool = in_pool[k], .points = std::move(points)});
        }
    }

    struct ChainTap
    {
        std::size_t network = 0;
        bool in_pool = false;
        Point at{};
    };

    /// Functions in a line of that width, and the reference points between them. Tells where lines leave them
    /// downwards.
    std::vector<ChainTap> place_chain(Point at, int width)
    {
        const int count = to_int(plan_.functions.size());
        const int card =
            std::min(grid::chain_card + (width - plan_.chain_width()) / (2 * count), grid::widest_chain_card);
        const int link = (width - card * count) / (count - 1);
        picture_.captions.push_back(set_text(
            {.x = at.x, .y = at.y + 9}, Anchor::start,
            {{.text = "mobile core", .style = Style::network}, {.text = scene_.core, .style = Style::note, .gap = 6}},
            width, 1));
        std::vector<ChainTap> taps;
        Box box{.x = at.x, .y = at.y + grid::chain_caption, .width = card, .height = grid::card_face};
        for (std::size_t i = 0; i < plan_.functions.size(); ++i, box.x += card + link)
        {
            place_function(plan_.functions[i], box, taps);
            if (i + 1 < plan_.functions.size())
            {
                place_link(plan_.functions[i], plan_.functions[i + 1], box, link);
            }
        }
        return taps;
    }

    void place_function(std::size_t index, const Box& box, std::vector<ChainTap>& taps)
    {
        const Group& group = scene_.groups[index];
        const int middle = box.x + box.width / 2;
        picture_.cards.push_back(
            {.group = index,
             .box = box,
             .texts = texts_of_function(group, {.x = middle, .y = box.y + box.height / 2 + 4}, box.width - 12)});
        std::vector<std::size_t> networks = group.networks;
        sort_networks(scene_, networks);
        int x = middle - grid::tap_spread * (to_int(networks.size()) - 1) / 2;
        for (const std::size_t network : networks)
        {
            const Point at{.x = x, .y = box.bottom()};
            taps.push_back({.network = network, .in_pool = brings_to_pool(group, network), .at = at});
            picture_.dots.push_back({.network = network, .at = at});
            x += grid::tap_spread;
        }
    }

    void place_link(std::size_t from, std::size_t to, const Box& box, int length)
    {
        const auto link =
            std::ranges::find_if(scene_.links, [&](const Link& it) { return it.from == from && it.to == to; });
        if (link == scene_.links.end())
        {
            return;
        }
        const SceneNetwork& network = scene_.networks[link->network];
        const int y = box.y + box.height / 2;
        const int middle = box.right() + length / 2;
        const int room = length - 8;
        picture_.links.push_back({.network = link->network,
                                  .from = {.x = box.right(), .y = y},
                                  .to = {.x = box.right() + length, .y = y},
                                  .texts = {set_text({.x = middle, .y = y - 6}, Anchor::middle,
                                                     {{.text = network.name, .style = Style::network}}, room),
                                            set_text({.x = middle, .y = y + 15}, Anchor::middle,
                                                     {{.text = network.cidr, .style = Style::cidr}}, room)}});
    }

    void place_chain_beside(Point at)
    {
        const int cards = plan_.columns.empty() ? 0 : grid::chain_gap + plan_.columns_width();
        const int width = box_.width - 2 * grid::site_padding - cards;
        for (const ChainTap& tap : place_chain(at, width))
        {
            connect(tap.network, tap.in_pool, {tap.at});
        }
    }

    /// The chain's lines go around the cards below it, at the right; the rightmost one stays outermost, so that none
    /// crosses another.
    void place_chain_above(Point at)
    {
        auto taps = place_chain(at, box_.width - 2 * grid::site_padding - plan_.chain_lanes());
        std::ranges::sort(taps, {}, [](const ChainTap& tap) { return -tap.at.x; });
        for (std::size_t i = 0; i < taps.size(); ++i)
        {
            const int x = box_.right() - grid::site_padding - 4 - grid::lane * to_int(i);
            const int y = taps[i].at.y + grid::chain_lanes_start + grid::lane * to_int(i);
            connect(taps[i].network, taps[i].in_pool, {taps[i].at, {.x = taps[i].at.x, .y = y}, {.x = x, .y = y}});
        }
    }

    const Scene& scene_;
    const SitePlan& plan_;
    Box box_;
    Side side_;
    Aisle& aisle_;
    Picture& picture_;
};

} // namespace

void place_site(const Scene& scene, const SitePlan& plan, const Box& box, Side side, Aisle& aisle, Picture& picture)
{
    Placer(scene, plan, box, side, aisle, picture).place();
}

} // namespace edgepool::drawing
