// SPDX-License-Identifier: Apache-2.0
#include "descriptor/references.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

#include "base/suggest.h"
#include "descriptor/scalar.h"

namespace edgepool::descriptor
{

namespace
{

using doc::Node;

constexpr std::size_t most_related = 8;
constexpr std::size_t most_candidates = 200;  ///< that a wrong name is compared with
constexpr std::size_t most_suggestions = 100; ///< for one descriptor: each costs time

std::string joined(std::span<const std::string_view> steps)
{
    std::string path;
    for (const std::string_view step : steps)
    {
        path += path.empty() ? "" : "/";
        path += step;
    }
    return path;
}

/// "the id of a vdu"; of a leaf-list, the leaf-list's own name.
std::string description(std::span<const std::string_view> steps)
{
    const std::string last(steps.back());
    if (last != "id" && last != "name")
    {
        return "in " + last;
    }
    const std::string of = steps.size() > 1 ? std::string(steps[steps.size() - 2]) : "entry";
    return "the " + last + " of any " + of;
}

void add_name(const Node& value, Names& names)
{
    if (value.is_scalar())
    {
        names.entries.emplace(text_of(value), &value);
    }
    else
    {
        ++names.nameless;
    }
}

/// Whether one of them has the name, which is then one that is referred to.
bool refers_to(const std::vector<Names*>& names, const std::string& name)
{
    bool found = false;
    for (Names* const some : names)
    {
        if (const auto entry = some->entries.find(name); entry != some->entries.end())
        {
            some->referred.insert(entry->first);
            found = true;
        }
    }
    return found;
}

/// The shorter begins or ends the longer: "ens4" and "ens4-int".
bool is_part_of_other(std::string_view one, std::string_view other)
{
    const auto& [part, whole] = std::minmax(one, other, [](auto a, auto b) { return a.size() < b.size(); });
    constexpr std::size_t least = 3;
    return part.size() >= least && (whole.starts_with(part) || whole.ends_with(part));
}

std::vector<std::string_view> candidates_of(const std::vector<Names*>& names)
{
    std::vector<std::string_view> candidates;
    for (const Names* const some : names)
    {
        for (const auto& [name, node] : some->entries)
        {
            candidates.push_back(name);
        }
    }
    std::ranges::sort(candidates);
    candidates.resize(std::min(candidates.size(), most_candidates));
    return candidates;
}

/// What was renamed is most likely what no other reference names.
std::optional<std::string_view> renamed(std::string_view name, const std::vector<Names*>& names,
                                        std::span<const std::string_view> candidates)
{
    std::vector<std::string_view> free;
    std::ranges::copy_if(candidates, std::back_inserter(free), [&](std::string_view candidate) {
        return std::ranges::none_of(names, [&](const Names* n) { return n->referred.contains(candidate); });
    });
    const auto is_part = [&](std::string_view candidate) { return is_part_of_other(name, candidate); };
    const auto part = std::ranges::find_if(free, is_part);
    const bool is_only = part != free.end() && std::none_of(std::next(part), free.end(), is_part);
    return is_only ? std::optional(*part) : did_you_mean(name, free);
}

const Node* place_of(std::string_view name, const std::vector<Names*>& names)
{
    for (const Names* const some : names)
    {
        if (const auto found = some->entries.find(std::string(name)); found != some->entries.end())
        {
            return found->second;
        }
    }
    return nullptr;
}

} // namespace

Names& References::names(std::span<const std::string_view> steps)
{
    return names(descriptor_->root(), descriptor_->schema().root(), steps);
}

Names& References::names(const Node& from, const SchemaNode& schema, std::span<const std::string_view> steps)
{
    const auto [entry, is_new] = names_.try_emplace({&from, joined(steps)});
    Names& names = entry->second;
    if (is_new)
    {
        names.what = description(steps);
        collect(from, steps, names);
        const SchemaNode* node = &schema;
        for (const std::string_view step : steps)
        {
            node = node->child(step);
            names.spoiled |= descriptor_->is_spoiled(*node);
        }
    }
    return names;
}

void References::collect(const Node& node, std::span<const std::string_view> steps, Names& names) const
{
    if (steps.empty())
    {
        add_name(node, names);
        return;
    }
    const Node* const next = descriptor_->get(&node, steps.front());
    if (next == nullptr)
    {
        names.nameless += steps.size() == 1 && node.is_mapping() ? 1 : 0;
        return;
    }
    if (!next->is_sequence())
    {
        collect(*next, steps.subspan(1), names);
        return;
    }
    for (const Node& item : next->items())
    {
        collect(item, steps.subspan(1), names);
    }
}

void References::expect(const Node& reference, Names& names, const Rule& rule, std::string detail)
{
    expect(reference, std::vector<Names*>{&names}, rule, std::move(detail));
}

void References::expect(const Node& reference, std::vector<Names*> names, const Rule& rule, std::string detail)
{
    const std::string name = text_of(reference);
    if (refers_to(names, name) || std::ranges::any_of(names, [](const Names* n) { return n->spoiled; }))
    {
        return;
    }
    broken_.insert(&reference);
    Group& group = group_of(name, names);
    group.places.push_back({.place = &reference, .rule = &rule, .detail = std::move(detail)});
}

/// The group of references that got the same name wrong, of the same things.
References::Group& References::group_of(const std::string& name, const std::vector<Names*>& names)
{
    const auto [begin, end] = groups_of_.equal_range(name);
    for (auto each = begin; each != end; ++each)
    {
        const std::vector<Names*>& others = groups_[each->second].names;
        if (std::find_first_of(names.begin(), names.end(), others.begin(), others.end()) != names.end())
        {
            return groups_[each->second];
        }
    }
    ++wrong_names_[names];
    groups_of_.emplace(name, groups_.size());
    return groups_.emplace_back(Group{.name = name, .names = names});
}

/// Entries without a name, and those whose name is a reference that is wrong itself.
std::size_t References::nameless_of(const std::vector<Names*>& names) const
{
    std::size_t nameless = 0;
    for (const Names* const some : names)
    {
        const auto is_broken = [&](const auto& entry) { return broken_.contains(entry.second); };
        nameless += some->nameless;
        nameless += static_cast<std::size_t>(std::ranges::count_if(some->entries, is_broken));
    }
    return nameless;
}

Diagnostic References::diagnostic(const Group& group, bool with_suggestion) const
{
    const auto worse = [](const Broken& a, const Broken& b) { return a.rule->severity > b.rule->severity; };
    const Broken& worst = *std::ranges::min_element(group.places, worse);
    std::string detail =
        worst.detail.empty() ? quoted(group.name) + " is not " + group.names.front()->what : worst.detail;
    Diagnostic diagnostic = found(*worst.rule, descriptor_->range(*worst.place), std::move(detail));

    const auto candidates = with_suggestion ? candidates_of(group.names) : std::vector<std::string_view>{};
    auto meant = renamed(group.name, group.names, candidates);
    meant = meant ? meant : did_you_mean(group.name, candidates);
    if (!candidates.empty())
    {
        diagnostic.hint = meant ? "did you mean '" + std::string(*meant) + "'?" : suggestion(group.name, candidates);
    }
    if (meant)
    {
        const Node* const place = place_of(*meant, group.names);
        diagnostic.related.push_back({.text = quoted(*meant) + " is here", .where = descriptor_->range(*place)});
    }
    for (const Broken& other : group.places)
    {
        if (&other != &worst && diagnostic.related.size() < most_related)
        {
            diagnostic.related.push_back({.text = "also named here", .where = descriptor_->range(*other.place)});
        }
    }
    return diagnostic;
}

void References::report(Diagnostics& diagnostics) const
{
    // Nameless entries have been reported; as many wrong names are most likely theirs.
    std::set<std::vector<Names*>> explained;
    for (const auto& [names, wrong] : wrong_names_)
    {
        const std::size_t nameless = nameless_of(names);
        if (nameless > 0 && wrong <= nameless)
        {
            explained.insert(names);
        }
    }
    std::size_t suggestions = 0;
    for (const Group& group : groups_)
    {
        if (!explained.contains(group.names))
        {
            diagnostics.add(diagnostic(group, ++suggestions <= most_suggestions));
        }
    }
}

} // namespace edgepool::descriptor
