// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Texts and numbers as SSH writes them: a text has its length before it, and a number has four bytes.
namespace edgepool::ssh
{

/// Takes it from the front. Nothing, and nothing is taken, if it is not all there.
std::optional<std::uint32_t> take_number(std::string_view& from);
std::optional<std::string_view> take_text(std::string_view& from);

std::string as_number(std::uint32_t number);
std::string with_length(std::string_view text);

} // namespace edgepool::ssh
