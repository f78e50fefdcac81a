// SPDX-License-Identifier: Apache-2.0
#include "drawing/rows.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>

#include "drawing/geometry.h"
#include "drawing/grid.h"

namespace edgepool::drawing
{

namespace
{

using Groups = std::span<const std::size_t>;

Column make_column(const Scene& scene, Groups groups)
{
    Column column{.groups = {groups.begin(), groups.end()}};
    for (const std::size_t group : groups)
    {
        std::ranges::copy(scene.groups[group].networks, std::back_inserter(column.networks));
    }
    sort_networks(scene, column.networks);
    return column;
}

void add_columns(const Scene& scene, Groups groups, std::size_t rows, std::vector<Column>& columns)
{
    for (std::size_t i = 0; i < groups.size(); i += rows)
    {
        columns.push_back(make_column(scene, groups.subspan(i, std::min(rows, groups.size() - i))));
    }
}

std::size_t divided_up(std::size_t dividend, std::size_t divisor)
{
    return (dividend + divisor - 1) / divisor;
}

/// As few columns as keep the site low.
std::vector<Column> narrow_columns(const Scene& scene, Groups groups)
{
    if (groups.empty())
    {
        return {Column{}}; // for the note that says so
    }
    constexpr std::size_t most = grid::most_columns;
    const std::size_t count = std::min(most, divided_up(groups.size(), grid::good_rows));
    std::vector<Column> columns;
    add_columns(scene, groups, divided_up(groups.size(), count), columns);
    return columns;
}

/// Users, registrars and elements in columns of their own.
std::vector<Column> columns_by_role(const Scene& scene, Groups groups)
{
    std::vector<Column> columns;
    while (!groups.empty())
    {
        const model::Role role = scene.groups[groups.front()].role;
        const auto end = std::ranges::find_if(groups, [&](std::size_t i) { return scene.groups[i].role != role; });
        const auto count = static_cast<std::size_t>(end - groups.begin());
        add_columns(scene, groups.first(count), grid::good_rows, columns);
        groups = groups.subspan(count);
    }
    return columns;
}

struct Parts
{
    std::vector<std::size_t> functions{};
    std::vector<std::size_t> cards{};
};

/// A function that is alone needs no chain: it is a card like others.
Parts parts_of(const Scene& scene, const SceneSite& site)
{
    Parts parts;
    for (const std::size_t group : site.groups)
    {
        const bool is_in_chain = !scene.chain.empty() && !is_pool_member(scene.groups[group].role);
        (is_in_chain ? parts.functions : parts.cards).push_back(group);
    }
    return parts;
}

SitePlan narrow_plan(const Scene& scene, std::size_t site)
{
    Parts parts = parts_of(scene, scene.sites[site]);
    SitePlan plan{.site = site, .functions = std::move(parts.functions), .card_width = grid::card_width};
    if (!parts.cards.empty() || plan.functions.empty())
    {
        plan.columns = narrow_columns(scene, parts.cards);
    }
    for (const std::size_t function : plan.functions)
    {
        plan.chain_taps += to_int(make_column(scene, {&function, 1}).networks.size());
    }
    if (!plan.functions.empty())
    {
        // Left of the second function, the space below the site is the names' of the networks.
        const bool is_clear = make_column(scene, {plan.functions.data(), 1}).networks.empty();
        plan.chain = Chain::beside;
        plan.chain = is_clear && plan.needed_width() <= grid::widest ? Chain::beside : Chain::above;
    }
    plan.width = plan.needed_width();
    return plan;
}

/// The same site with more columns; as it was if these would be too many.
SitePlan wide_plan(const Scene& scene, const SitePlan& narrow)
{
    SitePlan plan = narrow;
    plan.columns = columns_by_role(scene, parts_of(scene, scene.sites[narrow.site]).cards);
    plan.width = plan.needed_width();
    return plan.columns.empty() || plan.columns.size() > grid::most_columns ? narrow : plan;
}

int gaps(const Row& row)
{
    return grid::site_gap * (to_int(row.sites.size()) - 1);
}

/// Where the row's width allows it, roles get columns of their own: in all of its sites or in none.
void widen(const Scene& scene, Row& row)
{
    Row wide;
    for (const SitePlan& narrow : row.sites)
    {
        wide.sites.push_back(wide_plan(scene, narrow));
    }
    if (wide.width() <= grid::widest)
    {
        row = std::move(wide);
    }
}

/// Gives the site that width, as far as cards may become so wide.
void set_width(SitePlan& plan, int width)
{
    const int columns = std::max(to_int(plan.columns.size()), 1);
    const int share = (width - plan.needed_width()) / columns;
    plan.card_width = std::clamp(plan.card_width + share, grid::card_width, grid::widest_card);
    plan.width = std::max(plan.needed_width(), plan.chain == Chain::none ? 0 : width);
    const bool is_rounding = width - plan.width < columns;
    plan.width = is_rounding ? std::max(plan.width, width) : plan.width;
}

/// Makes sites wider until the row is as wide as the others: all alike if they have as many columns.
void stretch(Row& row, int most)
{
    const std::size_t columns = row.sites.front().columns.size();
    const bool are_alike =
        std::ranges::all_of(row.sites, [&](const SitePlan& plan) { return plan.columns.size() == columns; });
    const int alike = std::min(most, (grid::widest - gaps(row)) / to_int(row.sites.size()));
    int all_columns = 0;
    for (const SitePlan& plan : row.sites)
    {
        all_columns += to_int(plan.columns.size());
    }
    const int share = std::max(grid::widest - row.width(), 0) / std::max(all_columns, 1);
    for (SitePlan& plan : row.sites)
    {
        set_width(plan, are_alike ? std::max(alike, plan.width) : plan.width + share * to_int(plan.columns.size()));
    }
}

/// The mobile core comes first, then those who reach the pool through it.
std::vector<std::size_t> order_of_sites(const Scene& scene)
{
    std::vector<std::size_t> order(scene.sites.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t site) {
        const auto has = [&](auto&& what) {
            return std::ranges::any_of(scene.sites[site].groups, [&](std::size_t i) { return what(scene.groups[i]); });
        };
        return has([](const Group& group) { return !is_pool_member(group.role); }) ? 0
               : has([](const Group& group) { return group.behind_core; })         ? 1
                                                                                   : 2;
    });
    return order;
}

bool has_core(const Scene& scene, const Row& row)
{
    return std::ranges::any_of(row.sites, [&](const SitePlan& plan) {
        return std::ranges::any_of(scene.sites[plan.site].groups,
                                   [&](std::size_t i) { return !is_pool_member(scene.groups[i].role); });
    });
}

std::vector<SitePlan> plan_sites(const Scene& scene)
{
    std::vector<SitePlan> plans;
    for (const std::size_t site : order_of_sites(scene))
    {
        plans.push_back(narrow_plan(scene, site));
    }
    return plans;
}

/// The mobile core has a row of its own.
std::vector<Row> pack(const Scene& scene, std::span<const SitePlan> plans, std::size_t most_in_row)
{
    std::vector<Row> rows;
    for (const SitePlan& plan : plans)
    {
        const bool fits = !rows.empty() && !has_core(scene, rows.back()) && rows.back().sites.size() < most_in_row &&
                          rows.back().width() + grid::site_gap + plan.width <= grid::widest;
        if (!fits)
        {
            rows.emplace_back();
        }
        rows.back().sites.push_back(plan);
    }
    return rows;
}

} // namespace

int Column::gutter() const
{
    return networks.empty() ? 0 : grid::lane_start + grid::lane * (to_int(networks.size()) - 1);
}

std::size_t SitePlan::rows() const
{
    std::size_t rows = 0;
    for (const Column& column : columns)
    {
        rows = std::max(rows, column.groups.size());
    }
    return rows;
}

int SitePlan::columns_width() const
{
    int sum = columns.empty() ? 0 : grid::column_gap * (to_int(columns.size()) - 1);
    for (const Column& column : columns)
    {
        sum += card_width + column.gutter();
    }
    return sum;
}

int SitePlan::chain_width() const
{
    const int count = to_int(functions.size());
    return functions.empty() ? 0 : grid::chain_card * count + grid::chain_link * (count - 1);
}

int SitePlan::chain_lanes() const
{
    return 2 * grid::chain_lanes_start + grid::lane * (chain_taps - 1);
}

int SitePlan::needed_width() const
{
    const int cards = columns_width();
    const int padding = 2 * grid::site_padding;
    switch (chain)
    {
    case Chain::beside:
        return padding + chain_width() + (columns.empty() ? 0 : grid::chain_gap + cards);
    case Chain::above:
        return padding + std::max(chain_width(), cards) + chain_lanes();
    case Chain::none:
        break;
    }
    return padding + cards;
}

int SitePlan::chain_offset() const
{
    return chain == Chain::beside && rows() > 1 ? grid::card_height + grid::card_gap - grid::chain_caption : 0;
}

int SitePlan::columns_offset() const
{
    return chain == Chain::beside && rows() == 1 ? grid::chain_caption : 0;
}

int SitePlan::height() const
{
    const int cards = std::max(to_int(rows()) * (grid::card_height + grid::card_gap) - grid::card_gap, grid::card_face);
    const int core = grid::chain_caption + grid::card_face;
    const int frame = grid::site_header + grid::site_footer;
    switch (chain)
    {
    case Chain::beside:
        return frame + std::max(chain_offset() + core, columns_offset() + cards);
    case Chain::above:
        return frame + core + chain_lanes() + cards;
    case Chain::none:
        break;
    }
    return frame + cards;
}

int Row::width() const
{
    int sum = gaps(*this);
    for (const SitePlan& site : sites)
    {
        sum += site.width;
    }
    return sum;
}

int Row::height() const
{
    int height = 0;
    for (const SitePlan& site : sites)
    {
        height = std::max(height, site.height());
    }
    return height;
}

void sort_networks(const Scene& scene, std::vector<std::size_t>& networks)
{
    const auto rank = [&](std::size_t network) {
        const SceneNetwork& it = scene.networks[network];
        return std::tuple(it.plane == Plane::control ? 0 : it.serves_pool ? 2 : 1, network);
    };
    std::ranges::sort(networks, {}, rank);
    const auto repeated = std::ranges::unique(networks);
    networks.erase(repeated.begin(), repeated.end());
    std::erase_if(networks, [&](std::size_t network) { return scene.is_link(network); });
}

std::vector<Row> make_rows(const Scene& scene)
{
    const std::vector<SitePlan> plans = plan_sites(scene);
    std::vector<Row> rows = pack(scene, plans, plans.size());
    const std::size_t first = !rows.empty() && has_core(scene, rows.front()) ? 1 : 0;
    if (rows.size() > first)
    {
        // As many rows as needed, but about as many sites in each.
        auto even = pack(scene, plans, divided_up(plans.size() - first, rows.size() - first));
        if (even.size() == rows.size())
        {
            rows = std::move(even);
        }
    }
    int most = grid::widest;
    for (Row& row : rows)
    {
        widen(scene, row);
        // A last row of few sites does not boast: its sites line up with those above.
        const bool is_last = rows.size() > first + 1 && &row == &rows.back();
        stretch(row, is_last ? most : grid::widest);
        most = row.sites.front().width;
    }
    return rows;
}

} // namespace edgepool::drawing
