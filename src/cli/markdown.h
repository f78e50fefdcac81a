// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/render.h"

/// The part of Markdown that the help pages are written in, and two ways to show it.
namespace edgepool::cli
{

struct Block
{
    enum class Kind
    {
        title,
        heading,
        paragraph,
        item, ///< of a list
        code,
        row, ///< of a table: the first cell is the term, the others explain it
    };

    Kind kind = Kind::paragraph;
    std::string text{};               ///< inline marks left in
    std::vector<std::string> cells{}; ///< of a row
};

/// Lines of one paragraph or item are joined; comments and the heads of tables are left out.
std::vector<Block> parse_markdown(std::string_view text);

std::string to_terminal(const std::vector<Block>& blocks, std::size_t width, Color color);

/// A manual page for man(7).
std::string to_manual(const std::vector<Block>& blocks, std::string_view name, std::string_view version);

} // namespace edgepool::cli
