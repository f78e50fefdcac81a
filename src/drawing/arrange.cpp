// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "drawing/grid.h"
#include "drawing/picture.h"
#include "drawing/place_site.h"
#include "drawing/rows.h"

namespace edgepool::drawing
{

namespace
{

void collect_networks(const Scene& scene, const Row& row, std::vector<std::size_t>& networks)
{
    for (const SitePlan& plan : row.sites)
    {
        for (const std::size_t group : scene.sites[plan.site].groups)
        {
            const auto& on = scene.groups[group].networks;
            networks.insert(networks.end(), on.begin(), on.end());
        }
    }
}

/// A network that runs through several aisles has a trunk at the left, which joins its rails.
struct Trunk
{
    int x = 0;
    int first = 0; ///< y
    int last = 0;
    unsigned pool_rails = 0;
};

class Arranger
{
public:
    explicit Arranger(const Scene& scene) : scene_(scene), rows_(make_rows(scene)) {}

    Picture make()
    {
        find_networks();
        int width = grid::narrowest;
        for (const Row& row : rows_)
        {
            width = std::max(width, row.width());
        }
        picture_.canvas.width = left_ + width + grid::margin;
        place_title();
        for (std::size_t i = 0; i < rows_.size(); i += 2)
        {
            place_rows(i);
        }
        place_trunks();
        place_notes();
        picture_.canvas.height = y_ + grid::margin;
        return std::move(picture_);
    }

private:
    int right() const { return picture_.canvas.right() - grid::margin; }

    void find_networks()
    {
        std::map<std::size_t, unsigned> uses;
        std::vector<std::size_t> all;
        for (std::size_t i = 0; i < rows_.size(); i += 2)
        {
            Aisle& aisle = aisles_.emplace_back();
            collect_networks(scene_, rows_[i], aisle.networks);
            if (i + 1 < rows_.size())
            {
                collect_networks(scene_, rows_[i + 1], aisle.networks);
            }
            sort_networks(scene_, aisle.networks);
            for (const std::size_t network : aisle.networks)
            {
                if (++uses[network] == 2)
                {
                    all.push_back(network);
                }
            }
        }
        sort_networks(scene_, all);
        for (const std::size_t network : all)
        {
            trunks_[network].x = left_;
            left_ += grid::trunk_lane;
        }
        left_ += all.empty() ? 0 : grid::trunk_lane;
    }

    void place_title()
    {
        Text summary = set_text({.x = right(), .y = y_ + 18}, Anchor::end,
                                {{.text = scene_.summary, .style = Style::description}}, right() - grid::margin);
        picture_.notes.push_back(set_text({.x = grid::margin, .y = y_ + 18}, Anchor::start,
                                          {{.text = scene_.name, .style = Style::title}},
                                          right() - grid::margin - summary.box.width - 16));
        picture_.notes.push_back(std::move(summary));
        y_ += 24;
        if (!scene_.description.empty())
        {
            picture_.notes.push_back(set_text({.x = grid::margin, .y = y_ + 14}, Anchor::start,
                                              {{.text = scene_.description, .style = Style::description}},
                                              right() - grid::margin));
            y_ += 20;
        }
        y_ += 16;
    }

    void place_rows(std::size_t first)
    {
        Aisle& aisle = aisles_[first / 2];
        const bool has_second = first + 1 < rows_.size();
        const int above = y_;
        y_ += rows_[first].height();
        const int rails_start = y_;
        plan_rails(aisle);
        place_row(rows_[first], above, Side::above, aisle);
        if (has_second)
        {
            place_row(rows_[first + 1], y_, Side::below, aisle);
            y_ += rows_[first + 1].height();
        }
        else if (!aisle.networks.empty())
        {
            y_ -= grid::rail_end / 2;
        }
        place_rails(aisle);
        const bool goes_on = first + 2 < rows_.size();
        y_ += goes_on && (has_second || rails_start == y_) ? grid::row_gap : 0;
    }

    void plan_rails(Aisle& aisle)
    {
        if (aisle.networks.empty())
        {
            y_ += grid::row_gap;
            return;
        }
        y_ += grid::rail_start;
        for (const std::size_t network : aisle.networks)
        {
            aisle.heights.emplace(network, y_);
            y_ += grid::rail_pitch;
        }
        y_ += grid::rail_end - grid::rail_pitch;
        if (!pool_rail_ && scene_.has_pool() && scene_.networks[aisle.networks.back()].serves_pool)
        {
            pool_rail_ = aisle.heights.at(aisle.networks.back());
            y_ += grid::pool_label;
        }
    }

    void place_row(const Row& row, int y, Side side, Aisle& aisle)
    {
        Box box{.x = left_, .y = y, .height = row.height()};
        for (const SitePlan& plan : row.sites)
        {
            box.width = plan.width;
            place_site(scene_, plan, box, side, aisle, picture_);
            box.x += box.width + grid::site_gap;
        }
    }

    struct Reach
    {
        std::optional<int> last{};
        std::optional<int> first_in_pool{};
        std::optional<int> last_in_pool{};
    };

    static void widen(Reach& reach, const Tap& tap)
    {
        reach.last = std::max(reach.last.value_or(tap.x), tap.x);
        if (tap.in_pool)
        {
            reach.first_in_pool = std::min(reach.first_in_pool.value_or(tap.x), tap.x);
            reach.last_in_pool = std::max(reach.last_in_pool.value_or(tap.x), tap.x);
        }
    }

    void place_rails(const Aisle& aisle)
    {
        std::map<std::size_t, Reach> reaches;
        int first_tap = right();
        for (const Tap& tap : aisle.taps)
        {
            widen(reaches[tap.network], tap);
            first_tap = std::min(first_tap, tap.x);
            picture_.dots.push_back({.network = tap.network, .at = {.x = tap.x, .y = aisle.heights.at(tap.network)}});
        }
        const int room = first_tap - left_ - 8;
        for (const std::size_t network : aisle.networks)
        {
            place_rail(network, aisle.heights.at(network), reaches[network], room);
        }
    }

    void place_rail(std::size_t index, int y, const Reach& reach, int room)
    {
        const SceneNetwork& network = scene_.networks[index];
        const auto trunk = trunks_.find(index);
        const int start = trunk != trunks_.end() ? trunk->second.x : left_;
        picture_.rails.push_back({.network = index,
                                  .from = {.x = start, .y = y},
                                  .to = {.x = reach.last.value_or(start), .y = y},
                                  .label = set_text({.x = left_, .y = y - 8}, Anchor::start,
                                                    {{.text = network.name, .style = Style::network},
                                                     {.text = network.cidr, .style = Style::cidr, .gap = 5}},
                                                    room, 1)});
        if (trunk != trunks_.end())
        {
            Trunk& it = trunk->second;
            it.first = it.first == 0 ? y : it.first;
            it.last = y;
            it.pool_rails += reach.first_in_pool ? 1 : 0;
        }
        if (reach.first_in_pool)
        {
            const bool is_named = y == pool_rail_;
            const bool has_trunk = trunk != trunks_.end();
            const int from = has_trunk ? start : is_named ? start + grid::corner : *reach.first_in_pool;
            picture_.band.push_back({.network = index,
                                     .in_pool = true,
                                     .points = {{.x = from, .y = y}, {.x = *reach.last_in_pool, .y = y}}});
            if (is_named)
            {
                place_pool_name(y, room);
            }
        }
    }

    void place_pool_name(int y, int room)
    {
        picture_.pool.push_back(set_text({.x = left_, .y = y + 18}, Anchor::start,
                                         {{.text = "‘" + scene_.handle + "’", .style = Style::handle}}, room));
        picture_.pool.push_back(set_text({.x = left_, .y = y + 31}, Anchor::start,
                                         {{.text = "pool · " + scene_.policy, .style = Style::policy}}, room));
    }

    void place_trunks()
    {
        for (const auto& [network, trunk] : trunks_)
        {
            std::vector<Point> points{{.x = trunk.x, .y = trunk.first}, {.x = trunk.x, .y = trunk.last}};
            picture_.wires.push_back(
                {.network = network, .in_pool = trunk.pool_rails > 1, .points = std::move(points)});
        }
    }

    /// What the badges and the lines mean, from the right to the left; tells how far it comes.
    int place_legend(int y)
    {
        int x = right();
        const auto add = [&](model::Role role, std::vector<Piece> pieces) {
            Text text = set_text({.x = x, .y = y}, Anchor::end, std::move(pieces), x - left_);
            x -= text.box.width + 16;
            picture_.legend.push_back({.role = role, .text = std::move(text)});
        };
        if (std::ranges::any_of(scene_.networks, is_drawn_dashed))
        {
            add(model::Role::mme, {{.text = "dashed: control plane", .style = Style::note}});
        }
        for (const auto& [role, words] :
             {std::pair{model::Role::element, "pool element"}, std::pair{model::Role::registrar, "registrar"},
              std::pair{model::Role::user, "pool user"}})
        {
            if (std::ranges::find(scene_.groups, role, &Group::role) != scene_.groups.end())
            {
                add(role, {{.text = std::string(badge_of(role)), .style = Style::badge},
                           {.text = words, .style = Style::note, .gap = 5}});
            }
        }
        return x;
    }

    static bool is_drawn_dashed(const SceneNetwork& network)
    {
        return network.plane == Plane::control && !network.groups.empty();
    }

    void place_notes()
    {
        y_ += 22;
        const int end = place_legend(y_);
        if (scene_.management)
        {
            const SceneNetwork& network = scene_.networks[*scene_.management];
            picture_.notes.push_back(set_text({.x = left_, .y = y_}, Anchor::start,
                                              {{.text = network.name, .style = Style::network},
                                               {.text = network.cidr, .style = Style::cidr, .gap = 5},
                                               {.text = "every machine is on it", .style = Style::note, .gap = 10}},
                                              end - left_, 2));
        }
        std::string unused;
        for (const std::size_t index : scene_.unused)
        {
            const SceneNetwork& network = scene_.networks[index];
            unused += (unused.empty() ? "no machine is on " : ", ") + network.name + " " + network.cidr;
        }
        if (!unused.empty())
        {
            y_ += 16;
            picture_.notes.push_back(set_text({.x = left_, .y = y_}, Anchor::start,
                                              {{.text = unused, .style = Style::note}}, right() - left_));
        }
    }

    const Scene& scene_;
    std::vector<Row> rows_;
    std::vector<Aisle> aisles_{};
    std::map<std::size_t, Trunk> trunks_{};
    Picture picture_{};
    int left_ = grid::margin; ///< where sites begin
    int y_ = grid::margin;
    std::optional<int> pool_rail_{}; ///< y of the rail that the pool's name stands at
};

void add(std::vector<const Text*>& all, const std::vector<Text>& texts)
{
    for (const Text& text : texts)
    {
        all.push_back(&text);
    }
}

} // namespace

Picture arrange(const Scene& scene)
{
    return Arranger(scene).make();
}

std::vector<const Text*> texts_of(const Picture& picture)
{
    std::vector<const Text*> all;
    add(all, picture.notes);
    for (const SiteView& site : picture.sites)
    {
        all.push_back(&site.header);
        if (site.distance)
        {
            all.push_back(&site.distance->text);
        }
        if (site.note)
        {
            all.push_back(&*site.note);
        }
    }
    for (const CardView& card : picture.cards)
    {
        add(all, card.texts);
    }
    for (const LinkView& link : picture.links)
    {
        add(all, link.texts);
    }
    for (const Rail& rail : picture.rails)
    {
        all.push_back(&rail.label);
    }
    for (const LegendView& legend : picture.legend)
    {
        all.push_back(&legend.text);
    }
    add(all, picture.captions);
    add(all, picture.pool);
    return all;
}

} // namespace edgepool::drawing
