// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace edgepool::doc
{

// What lines look like to the eye of who mistyped them.

/// The colon of "word:value", as it is mistyped for "word: value"; npos if the text does not look so.
std::size_t find_tight_colon(std::string_view text);

/// Whether it is "-item", as it is mistyped for "- item".
bool has_tight_dash(std::string_view text);

/// Whether it begins like "key: value", "key:" or "- item".
bool looks_like_key_or_entry(std::string_view line);

/// Whether it is a comment of C or JavaScript.
bool looks_like_foreign_comment(std::string_view line);

/// The beginning of a text, short enough for a message.
std::string shortened(std::string_view text);

/// The same in 'quotes'.
std::string quoted_for_people(std::string_view text);

} // namespace edgepool::doc
