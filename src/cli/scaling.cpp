// SPDX-License-Identifier: Apache-2.0
#include "cli/scaling.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>

#include "base/rule.h"
#include "base/suggest.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule no_wish{"usage.no-group-size", "that says of no group how large it is to be"};
constexpr Rule unknown_group{"usage.unknown-group", "no such group of elements"};
constexpr Rule not_scaled{"usage.not-scaled", "a group on machines of others is not scaled"};
constexpr Rule named_twice{"usage.group-named-twice", "a group is named twice"};
constexpr Rule out_of_bounds{"usage.out-of-bounds", "the group may not have so many elements"};

std::optional<Wish> parse_wish(std::string_view word)
{
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos || equals == 0)
    {
        return std::nullopt;
    }
    Wish wish{.group = std::string(word.substr(0, equals))};
    std::string_view number = word.substr(equals + 1);
    if (number.starts_with('+') || number.starts_with('-'))
    {
        wish.kind = number.front() == '+' ? Wish::Kind::more : Wish::Kind::fewer;
        number.remove_prefix(1);
    }
    const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), wish.count);
    return fault == std::errc() && end == number.data() + number.size() ? std::optional(wish) : std::nullopt;
}

std::vector<std::string_view> group_names(const model::Testbed& testbed)
{
    std::vector<std::string_view> names;
    names.reserve(testbed.elements.size());
    for (const model::ElementGroup& each : testbed.elements)
    {
        names.push_back(each.name);
    }
    return names;
}

std::string why_it_goes(const Candidate& candidate, std::size_t of)
{
    if (!candidate.sessions)
    {
        return "it does not answer";
    }
    const std::size_t sessions = *candidate.sessions;
    return "it serves " + std::to_string(sessions) + (sessions == 1 ? " session" : " sessions") + ", the fewest of " +
           std::to_string(of);
}

} // namespace

const model::ElementGroup* scaled_group(std::string_view name, const model::Testbed& testbed, Diagnostics& diagnostics)
{
    const auto group = std::ranges::find(testbed.elements, name, &model::ElementGroup::name);
    if (group == testbed.elements.end())
    {
        diagnostics.add(
            found(unknown_group, {}, "'" + std::string(name) + "'", suggestion(name, group_names(testbed))));
        return nullptr;
    }
    const model::Site* const site = testbed.site(group->site);
    if (site != nullptr && site->via == model::Via::hosts)
    {
        diagnostics.add(found(not_scaled, {}, "'" + group->name + "' is at '" + site->name + "'",
                              "give the group another 'initial' in the testbed file, then run 'edgepool up'"));
        return nullptr;
    }
    return &*group;
}

std::optional<std::vector<Wish>> parse_wishes(const std::vector<std::string>& words, const model::Testbed& testbed,
                                              Diagnostics& diagnostics)
{
    std::vector<Wish> wishes;
    std::set<std::string, std::less<>> named;
    bool well = true;
    for (const std::string& word : words)
    {
        const auto wish = parse_wish(word);
        if (!wish)
        {
            diagnostics.add(found(no_wish, {}, "'" + word + "'", "write GROUP=4, GROUP=+2 or GROUP=-1"));
        }
        else if (named.contains(wish->group))
        {
            diagnostics.add(
                found(named_twice, {}, "'" + wish->group + "'", "say once how many elements it is to have"));
        }
        else if (scaled_group(wish->group, testbed, diagnostics) != nullptr)
        {
            named.insert(wish->group);
            wishes.push_back(*wish);
            continue;
        }
        well = false;
    }
    return well ? std::optional(std::move(wishes)) : std::nullopt;
}

std::optional<unsigned> size_after(const Wish& wish, const model::ElementGroup& group, std::size_t now,
                                   Diagnostics& diagnostics)
{
    const auto have = static_cast<std::int64_t>(now);
    const auto count = static_cast<std::int64_t>(wish.count);
    const std::int64_t size = wish.kind == Wish::Kind::exactly ? count
                              : wish.kind == Wish::Kind::more  ? have + count
                                                               : have - count;
    if (size >= std::int64_t{group.min} && size <= std::int64_t{group.max})
    {
        return static_cast<unsigned>(size);
    }
    const bool too_many = size > std::int64_t{group.max};
    diagnostics.add(found(out_of_bounds, {},
                          "'" + group.name + "' would have " + std::to_string(size) + ", and may have " +
                              std::to_string(group.min) + " to " + std::to_string(group.max),
                          too_many ? "raise its 'max' in the testbed file" : "lower its 'min' in the testbed file"));
    return std::nullopt;
}

std::vector<Leaver> least_loaded(std::vector<Candidate> candidates, std::size_t count)
{
    std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
        return std::tuple(a.sessions, b.number) < std::tuple(b.sessions, a.number);
    });
    std::vector<Leaver> leavers;
    for (const Candidate& candidate : candidates)
    {
        if (leavers.size() < count)
        {
            leavers.push_back({.number = candidate.number, .why = why_it_goes(candidate, candidates.size())});
        }
    }
    return leavers;
}

} // namespace edgepool::cli
