// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "asap/message.h"

namespace edgepool::asap
{

/// What a value of a policy says.
enum class Meaning
{
    weight,
    priority,
    load,        ///< a share of 0xffffffff, like the others below
    degradation, ///< how much load one more session is
    weight_dpf,
    load_dpf,
    distance, ///< milliseconds, filled in by the registrar
};

std::string_view to_string(Meaning meaning);

struct PolicyKind
{
    std::string_view name{}; ///< RSPLIB's spelling
    std::uint32_t type = 0;
    std::span<const Meaning> values{};

    bool has(Meaning meaning) const;
};

std::span<const PolicyKind> policy_kinds();
/// Nullptr: RSPLIB has no such policy.
const PolicyKind* find_policy(std::uint32_t type);

/// The value of that meaning, if the policy has one and it was told.
std::optional<std::uint32_t> value_of(const Policy& policy, Meaning meaning);
/// False: the policy has no such value.
bool set_value(Policy& policy, Meaning meaning, std::uint32_t value);

double to_share(std::uint32_t value);
std::uint32_t from_share(double share);

struct ParsedPolicy
{
    std::optional<Policy> policy{};
    std::string fault{};
};

/// "RoundRobin", "WeightedRandom:3", "PriorityLeastUsed:0.1", with the parameters that rspserver's option -policy
/// takes.
ParsedPolicy parse_policy(std::string_view text);

} // namespace edgepool::asap
