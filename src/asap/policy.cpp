// SPDX-License-Identifier: Apache-2.0
#include "asap/policy.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>
#include <system_error>
#include <vector>

#include "base/suggest.h"

namespace edgepool::asap
{

namespace
{

constexpr std::array weighted{Meaning::weight};
constexpr std::array priority{Meaning::priority};
constexpr std::array loaded{Meaning::load};
constexpr std::array degrading{Meaning::load, Meaning::degradation};
constexpr std::array weighted_dpf{Meaning::weight, Meaning::weight_dpf, Meaning::distance};
constexpr std::array loaded_dpf{Meaning::load, Meaning::load_dpf, Meaning::distance};
constexpr std::array degrading_dpf{Meaning::load, Meaning::degradation, Meaning::load_dpf, Meaning::distance};

/// The last ones have no names on RSPLIB's command line.
constexpr auto kinds = std::to_array<PolicyKind>({
    {"RoundRobin", 0x00000001, {}},
    {"WeightedRoundRobin", 0x00000002, weighted},
    {"Random", 0x00000003, {}},
    {"WeightedRandom", 0x00000004, weighted},
    {"Priority", 0x00000005, priority},
    {"LeastUsed", 0x40000001, loaded},
    {"LeastUsedDegradation", 0x40000002, degrading},
    {"PriorityLeastUsed", 0x40000003, degrading},
    {"RandomizedLeastUsed", 0x40000004, loaded},
    {"RandomizedPriorityLeastUsed", 0xb0001001, degrading},
    {"RandomizedLeastUsedDegradation", 0xb0001002, degrading},
    {"PriorityLeastUsedDegradation", 0xb0001003, degrading},
    {"RandomizedPriorityLeastUsedDegradation", 0xb0001004, degrading},
    {"WeightedRandomDPF", 0xb0002001, weighted_dpf},
    {"LeastUsedDPF", 0xb0002002, loaded_dpf},
    {"LeastUsedDegradationDPF", 0xb0002003, degrading_dpf},
    {"PriorityLeastUsedDPF", 0xb0002004, degrading_dpf},
    {"PriorityLeastUsedDegradationDPF", 0xb0002005, degrading_dpf},
});

/// What a user gives; the load is measured, the distance is the registrar's.
bool is_parameter(Meaning meaning)
{
    return meaning != Meaning::load && meaning != Meaning::distance;
}

bool is_share(Meaning meaning)
{
    return meaning != Meaning::weight && meaning != Meaning::priority && meaning != Meaning::distance;
}

std::vector<std::string_view> split(std::string_view text)
{
    std::vector<std::string_view> parts;
    for (std::size_t start = 0; start <= text.size();)
    {
        const std::size_t end = std::min(text.find(':', start), text.size());
        parts.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

template <typename Number>
std::optional<Number> parse_number(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::optional<std::uint32_t> parse_value(Meaning meaning, std::string_view text)
{
    if (!is_share(meaning))
    {
        return parse_number<std::uint32_t>(text);
    }
    const auto share = parse_number<double>(text);
    return share && *share >= 0 && *share <= 1 ? std::optional(from_share(*share)) : std::nullopt;
}

std::string names_of_kinds(std::string_view word)
{
    std::vector<std::string_view> names;
    std::ranges::transform(kinds, std::back_inserter(names), &PolicyKind::name);
    return suggestion(word, names);
}

} // namespace

std::string_view to_string(Meaning meaning)
{
    switch (meaning)
    {
    case Meaning::weight:
        return "weight";
    case Meaning::priority:
        return "priority";
    case Meaning::load:
        return "load";
    case Meaning::degradation:
        return "degradation";
    case Meaning::weight_dpf:
        return "weight_dpf";
    case Meaning::load_dpf:
        return "load_dpf";
    case Meaning::distance:
        break;
    }
    return "distance";
}

bool PolicyKind::has(Meaning meaning) const
{
    return std::ranges::find(values, meaning) != values.end();
}

std::span<const PolicyKind> policy_kinds()
{
    return kinds;
}

const PolicyKind* find_policy(std::uint32_t type)
{
    const auto* const kind = std::ranges::find(kinds, type, &PolicyKind::type);
    return kind == kinds.end() ? nullptr : kind;
}

std::optional<std::uint32_t> value_of(const Policy& policy, Meaning meaning)
{
    const PolicyKind* const kind = find_policy(policy.type);
    for (std::size_t index = 0; kind != nullptr && index < std::min(kind->values.size(), policy.values.size()); ++index)
    {
        if (kind->values[index] == meaning)
        {
            return policy.values[index];
        }
    }
    return std::nullopt;
}

bool set_value(Policy& policy, Meaning meaning, std::uint32_t value)
{
    const PolicyKind* const kind = find_policy(policy.type);
    if (kind == nullptr || !kind->has(meaning))
    {
        return false;
    }
    policy.values.resize(kind->values.size());
    policy.values[static_cast<std::size_t>(std::ranges::find(kind->values, meaning) - kind->values.begin())] = value;
    return true;
}

double to_share(std::uint32_t value)
{
    return static_cast<double>(value) / std::numeric_limits<std::uint32_t>::max();
}

std::uint32_t from_share(double share)
{
    return static_cast<std::uint32_t>(
        std::llround(std::clamp(share, 0.0, 1.0) * std::numeric_limits<std::uint32_t>::max()));
}

ParsedPolicy parse_policy(std::string_view text)
{
    const std::vector<std::string_view> words = split(text);
    const auto* const kind = std::ranges::find(kinds, words.front(), &PolicyKind::name);
    if (kind == kinds.end())
    {
        return {.fault = "no policy '" + std::string(words.front()) + "': " + names_of_kinds(words.front())};
    }
    Policy policy{.type = kind->type, .values = std::vector<std::uint32_t>(kind->values.size())};
    std::size_t given = 1;
    for (std::size_t index = 0; index < kind->values.size(); ++index)
    {
        if (!is_parameter(kind->values[index]))
        {
            continue;
        }
        const auto value = given < words.size() ? parse_value(kind->values[index], words[given]) : std::nullopt;
        if (!value)
        {
            return {.fault = std::string(kind->name) + " needs a " + std::string(to_string(kind->values[index])) +
                             (is_share(kind->values[index]) ? ", from 0 to 1" : ", a whole number")};
        }
        policy.values[index] = *value;
        ++given;
    }
    if (given != words.size())
    {
        return {.fault = std::string(kind->name) + " takes " + std::to_string(given - 1) + " parameters"};
    }
    return {.policy = std::move(policy)};
}

} // namespace edgepool::asap
