// SPDX-License-Identifier: Apache-2.0
#include "drawing/states.h"

#include <fmt/format.h>

namespace edgepool::drawing
{

namespace
{

constexpr std::string_view ready = "ready";
constexpr std::string_view absent = "absent";

/// Nothing is known of one that was made after the question.
std::map<std::string_view, std::size_t> counts_of(std::span<const model::Machine* const> machines, const States& states)
{
    std::map<std::string_view, std::size_t> counts;
    for (const model::Machine* const machine : machines)
    {
        const auto state = states.find(machine->name);
        ++counts[state == states.end() ? absent : std::string_view(state->second)];
    }
    return counts;
}

} // namespace

Health health_of(std::span<const model::Machine* const> machines, const States& states)
{
    if (states.empty() || machines.empty())
    {
        return Health::unknown;
    }
    const auto counts = counts_of(machines, states);
    if (counts.size() > 1)
    {
        return Health::amiss;
    }
    const std::string_view all = counts.begin()->first;
    return all == ready ? Health::ready : all == absent ? Health::absent : Health::amiss;
}

std::string states_text(std::span<const model::Machine* const> machines, const States& states)
{
    if (states.empty() || machines.empty())
    {
        return {};
    }
    const auto counts = counts_of(machines, states);
    std::string text;
    for (const auto& [state, count] : counts)
    {
        const std::string part = machines.size() == 1 ? std::string(state) : fmt::format("{} {}", count, state);
        const bool goes_first = state == ready;
        text = text.empty() ? part : fmt::format("{}, {}", goes_first ? part : text, goes_first ? text : part);
    }
    return text;
}

std::string_view color_of(Health health)
{
    switch (health)
    {
    case Health::ready:
        return "#1a7f37";
    case Health::amiss:
        return "#cf222e";
    case Health::absent:
    case Health::unknown:
        break;
    }
    return "#59636e";
}

} // namespace edgepool::drawing
