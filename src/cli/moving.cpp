// SPDX-License-Identifier: Apache-2.0
#include "cli/moving.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "cli/input.h"
#include "doc/read_yaml.h"
#include "doc/write.h"
#include "model/layout.h"

namespace edgepool::cli
{

namespace
{

model::ElementGroup* group_of(model::Testbed& testbed, std::string_view name)
{
    const auto group = std::ranges::find(testbed.elements, name, &model::ElementGroup::name);
    return group != testbed.elements.end() ? &*group : nullptr;
}

/// The value of 'site' where the file describes the group.
const doc::Node* site_node(const doc::Document& document, std::string_view group)
{
    const doc::Node* const elements = document.root().find("elements");
    for (const doc::Node& each : elements != nullptr ? elements->items() : std::span<const doc::Node>())
    {
        const doc::Node* const name = each.find("name");
        if (name != nullptr && name->text() == group)
        {
            return each.find("site");
        }
    }
    return nullptr;
}

/// Which machine is where, at the most: what a change of sites may change.
std::vector<std::pair<std::string, std::string>> places(const model::Testbed& testbed)
{
    std::vector<std::pair<std::string, std::string>> places;
    for (const model::Machine& machine : plan::largest_layout(testbed).machines)
    {
        places.emplace_back(machine.name, machine.site);
    }
    return places;
}

std::optional<model::Testbed> judged(const SourcePtr& file, const Console& console)
{
    Diagnostics diagnostics;
    return judge_testbed(file, console, diagnostics);
}

} // namespace

std::size_t Move::surplus() const
{
    const std::size_t all = here.size() + there.size();
    return std::min(here.size(), all - std::min(all, size));
}

Move move_of(const model::ElementGroup& group, std::string_view target, std::size_t size,
             std::span<const plan::Observed> found)
{
    Move move{.size = size, .most = std::max(group.max, group.initial)};
    for (const plan::Observed& observed : found)
    {
        const auto number = plan::number_in_group(observed.id.name, group.name);
        if (number && observed.id.kind == plan::machine_kind)
        {
            (observed.id.site == target ? move.there : move.here).insert(*number);
        }
    }
    return move;
}

plan::Numbers next_arrivals(const Move& move)
{
    plan::Numbers taken = move.here;
    taken.insert(move.there.begin(), move.there.end());
    plan::Numbers arrivals;
    for (unsigned number = 1; number <= move.most && move.there.size() + arrivals.size() < move.size; ++number)
    {
        if (!taken.contains(number))
        {
            arrivals.insert(number);
        }
    }
    return arrivals;
}

model::Testbed in_both_places(model::Testbed testbed, std::string_view group, std::string_view target,
                              const plan::Numbers& there)
{
    model::ElementGroup* const moved = group_of(testbed, group);
    for (const unsigned number : there)
    {
        moved->elsewhere[number] = target;
    }
    return testbed;
}

std::optional<std::string> with_site(const SourcePtr& file, std::string_view group, std::string_view site,
                                     const Console& console)
{
    Diagnostics diagnostics;
    const auto document = doc::read_yaml(file, diagnostics);
    const doc::Node* const node = document ? site_node(*document, group) : nullptr;
    auto wanted = judged(file, console);
    if (node == nullptr || !wanted || group_of(*wanted, group) == nullptr)
    {
        return std::nullopt;
    }
    std::string word = doc::to_yaml(doc::Value(site));
    word.erase(word.find_last_not_of('\n') + 1);
    std::string text(file->text());
    text.replace(node->where().begin, node->where().end - node->where().begin, word);

    group_of(*wanted, group)->site = site;
    const auto read = judged(std::make_shared<Source>(file->name(), text), console);
    return read && places(*read) == places(*wanted) ? std::optional(std::move(text)) : std::nullopt;
}

} // namespace edgepool::cli
