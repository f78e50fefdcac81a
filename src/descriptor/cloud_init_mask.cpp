// SPDX-License-Identifier: Apache-2.0
#include "descriptor/cloud_init_mask.h"

#include <algorithm>
#include <string_view>

namespace edgepool::descriptor
{

namespace
{

constexpr char statement_cover = static_cast<char>(Cover::statement);
constexpr char nothing_cover = static_cast<char>(Cover::nothing);
constexpr std::string_view empty_on_a_line = " \t\r\1\2";

void settle_line(std::string& masked, std::size_t begin, std::size_t end)
{
    const std::string_view line = std::string_view(masked).substr(begin, end - begin);
    const bool has_cover = line.find_first_of("\1\2") != std::string_view::npos;
    const bool is_empty = line.find_first_not_of(empty_on_a_line) == std::string_view::npos;
    for (std::size_t i = begin; has_cover && i < end; ++i)
    {
        if (is_empty)
        {
            masked[i] = '\n';
        }
        else if (masked[i] == statement_cover || masked[i] == nothing_cover)
        {
            masked[i] = masked[i] == statement_cover ? static_cast<char>(Cover::value) : ' ';
        }
    }
}

} // namespace

void cover(std::string& masked, std::size_t begin, std::size_t end, Cover with)
{
    for (std::size_t i = begin; i < end; ++i)
    {
        masked[i] = with != Cover::value && masked[i] == '\n' ? '\n' : static_cast<char>(with);
    }
}

void settle_covers(std::string& masked)
{
    for (std::size_t begin = 0; begin < masked.size();)
    {
        const std::size_t end = std::min(masked.find('\n', begin), masked.size());
        settle_line(masked, begin, end);
        begin = end + 1;
    }
}

} // namespace edgepool::descriptor
