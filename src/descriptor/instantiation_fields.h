// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

/// The body of the NBI's instantiate request (v19) as one table. The files that osmclient takes with --config have the
/// same form, but for three keys in which it puts names instead of ids.
namespace edgepool::descriptor
{

enum class ParameterType : std::uint8_t
{
    text,        ///< at least one character
    name,        ///< without , ; ( ) ' "
    description, ///< without quotes
    uuid,
    integer,
    boolean,
    ipv4,
    ip, ///< of either version
    ipv4_network,
    mac,
    choice,
    network,    ///< a network's name or id; or an object, by VIM account
    wim,        ///< a uuid, true, or false
    parameters, ///< values by names that a template can have
    values,     ///< values by any names
    object,
    objects, ///< a list of them
    texts,   ///< a list of them
};

struct ParameterObject;

struct ParameterField
{
    std::string_view key{};
    ParameterType type = ParameterType::text;
    bool required = false;
    bool nullable = false; ///< null is a value, too
    const ParameterObject* object = nullptr;
    std::int64_t least = 1; ///< of integers, and of the length of lists
    std::int64_t most = 0;  ///< of integers; 0: any
    std::span<const std::string_view> choices{};
};

struct ParameterObject
{
    std::string_view name{}; ///< in messages: "a VNF"
    std::span<const ParameterField> fields{};
    std::size_t least_members = 1;
    bool open = false;                ///< may have other keys
    std::string_view told_apart_by{}; ///< the key that no two in a list may share
};

/// The whole file.
const ParameterObject& instantiation_object();

} // namespace edgepool::descriptor
