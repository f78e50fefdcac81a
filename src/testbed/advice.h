// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "doc/node.h"
#include "testbed/fields.h"

/// What someone is told whose file does not follow the table.
namespace edgepool::testbed
{

/// In messages: 'text', shortened.
std::string quoted_value(std::string_view text);
/// "a site", "an EPC".
std::string with_article(std::string_view noun);
/// "a list": what the file has where something else belongs.
std::string_view kind_of(const doc::Node& node);

/// A type that has a key, and how to say where it stands.
struct Home
{
    const ObjectType* type = nullptr;
    std::string name{}; ///< "'machine'", "an entry of 'sites'"
    std::string_view key{};
};

/// What somebody meant who wrote a key that the type does not have: another key of it, or one that belongs elsewhere.
/// Words of other tools are understood: replicas, ram.
struct MeantKey
{
    std::optional<std::string_view> key{};
    std::optional<Home> home{};
    std::string_view note{}; ///< what to do where the other name alone does not say it
};
MeantKey meant_key(std::string_view written, const ObjectType& type);

/// The choice that was meant; also by the words of RSPLIB and of other tools: PriorityLeastUsed:0.1, qemu.
std::optional<std::string_view> meant_choice(std::string_view written, std::span<const std::string_view> choices);

/// Where a secret was meant to come from: env or file.
std::optional<std::string_view> meant_secret_source(std::string_view written);

/// What to do about a value of another kind than the field's.
std::string kind_hint(const doc::Node& node, const Field& field);
/// What to do about an entry of another kind.
std::string entry_hint(const doc::Node& node, const Field& list);
/// What to do about a secret that is written down.
std::string secret_hint(std::string_view text);

} // namespace edgepool::testbed
