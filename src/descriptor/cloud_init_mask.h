// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace edgepool::descriptor
{

/// What stands in a masked text where Jinja2 does something.
enum class Cover : char
{
    value = 'J',      ///< a value comes in: a word that no key, number or boolean of YAML is
    statement = '\1', ///< perhaps something comes in, perhaps nothing
    nothing = '\2',   ///< nothing comes in
};

/// Covers a piece of the text. Lines stay lines, except in values.
void cover(std::string& masked, std::size_t begin, std::size_t end, Cover with);

/// Turns what covers statements and comments into something that YAML reads: an empty line if there is nothing else on
/// the line, for that is right everywhere, else a word or blanks.
void settle_covers(std::string& masked);

} // namespace edgepool::descriptor
