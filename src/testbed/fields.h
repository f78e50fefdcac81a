// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

/// The testbed file as one table. The reader, the reference, the JSON Schema and the suggestions all come from it.
namespace edgepool::testbed
{

enum class Type
{
    text,
    name,
    dns_name,
    host_name,
    integer,
    number,
    choice,
    plmn,
    imsi,
    msisdn,
    apn,
    handle,
    ipv4,
    ipv4_network,
    ipv6_network,
    ipv4_range,
    bytes,
    bit_rate,
    delay,
    share,
    host_key,
    user_name,
    file_name,
    machine_path,
    package_name,
    variable_name,
    secret,
    object,
    list,
    map,
};

enum class Presence
{
    optional,
    required,
};

struct ObjectType;

struct Field
{
    std::string_view key{};
    Type type = Type::text;
    std::string_view says{};
    Presence presence = Presence::optional;
    std::string_view fallback{};  ///< the default as it would be written in the file
    std::string_view otherwise{}; ///< the default in words, where it follows from something else
    std::int64_t least = 0;       ///< of numbers, in bytes, bit/s and µs of quantities, and of a list's length
    std::int64_t most = 0;
    std::span<const std::string_view> choices{};
    Type item = Type::object;           ///< of lists and maps
    const ObjectType* object = nullptr; ///< of objects, and of lists and maps of objects
};

struct ObjectType
{
    std::string_view name{}; ///< in messages: "a site"
    std::string_view says{};
    std::span<const Field> fields{};

    const Field* field(std::string_view key) const;
};

/// The whole file.
const ObjectType& testbed_type();

} // namespace edgepool::testbed
