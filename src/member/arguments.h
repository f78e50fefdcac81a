// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "member/endpoint.h"

namespace edgepool::member
{

/// What the value of an option is; it is checked before a command sees it.
enum class Kind
{
    flag, ///< there is none
    text,
    handle, ///< a pool's: at most 32 bytes
    number, ///< above zero
    port,
    pixels,
    iterations,
    fractal,
    point,
    seconds,
    identifier, ///< 0x20000001 or decimal
    registrars, ///< endpoints, several by several options or with commas between; may be repeated
    endpoint,
    policy,
};

struct Option
{
    std::string_view name{};
    Kind kind = Kind::flag;
    std::string_view value{}; ///< what stands for it in the help
    std::string_view text{};
    bool is_required = false;
};

/// What is given without the name of an option.
struct Operand
{
    std::string_view name{};
    Kind kind = Kind::text;
};

class Arguments
{
public:
    bool has(std::string_view name) const { return values_.contains(name); }
    std::string text(std::string_view name, std::string_view otherwise = {}) const;
    std::int64_t number(std::string_view name, std::int64_t otherwise) const;
    std::optional<std::chrono::milliseconds> seconds(std::string_view name) const;
    std::optional<std::uint32_t> identifier(std::string_view name) const;
    std::vector<Endpoint> registrars() const;
    std::optional<Endpoint> endpoint(std::string_view name) const;

private:
    friend struct Parser;

    std::map<std::string, std::vector<std::string>, std::less<>> values_{}; ///< operands too
};

struct Parsed
{
    Arguments arguments{};
    std::string fault{}; ///< empty: there is none
};

/// Operands come in their order, anywhere between the options; an option's value may follow a '='.
Parsed parse(std::span<const Option> options, std::span<const Operand> operands, std::span<const std::string> words);

/// An identifier as RSPLIB's options write it.
std::optional<std::uint32_t> parse_identifier(std::string_view text);
std::string identifier_text(std::uint32_t identifier);

} // namespace edgepool::member
