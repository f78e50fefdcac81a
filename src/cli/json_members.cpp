// SPDX-License-Identifier: Apache-2.0
#include "cli/json_members.h"

#include <charconv>

namespace edgepool::cli
{

std::string text_in(const doc::Value& value, std::string_view key)
{
    const doc::Value* const member = value.find(key);
    const auto* const text = member != nullptr ? std::get_if<std::string>(&member->data()) : nullptr;
    return text != nullptr ? *text : std::string();
}

std::uint64_t identifier_in(const doc::Value& value, std::string_view key)
{
    constexpr int hexadecimal = 16;
    const std::string text = text_in(value, key);
    std::uint64_t identifier = 0;
    if (text.starts_with("0x"))
    {
        std::from_chars(text.data() + 2, text.data() + text.size(), identifier, hexadecimal);
    }
    return identifier;
}

std::optional<double> number_in(const doc::Value& value, std::string_view key)
{
    const doc::Value* const member = value.find(key);
    if (member == nullptr)
    {
        return std::nullopt;
    }
    if (const auto* const whole = std::get_if<std::int64_t>(&member->data()))
    {
        return static_cast<double>(*whole);
    }
    const auto* const number = std::get_if<double>(&member->data());
    return number != nullptr ? std::optional(*number) : std::nullopt;
}

} // namespace edgepool::cli
