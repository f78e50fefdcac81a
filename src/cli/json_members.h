// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "doc/value.h"

/// What a program in a machine said: each member may be missing, or be something else.
namespace edgepool::cli
{

/// Empty for what is no text.
std::string text_in(const doc::Value& value, std::string_view key);
/// Of a text like "0x10001"; 0 for what is none.
std::uint64_t identifier_in(const doc::Value& value, std::string_view key);
std::optional<double> number_in(const doc::Value& value, std::string_view key);

} // namespace edgepool::cli
