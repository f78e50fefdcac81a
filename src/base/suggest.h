// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace edgepool
{

/// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other; letter case is free.
std::size_t edit_distance(std::string_view from, std::string_view to);

/// The candidate that was most likely meant, if one is near enough to be worth saying.
std::optional<std::string_view> did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

/// "did you mean 'x'?", or else "one of: a, b, c" (shortened when there are many).
std::string suggestion(std::string_view word, std::span<const std::string_view> candidates);

} // namespace edgepool
