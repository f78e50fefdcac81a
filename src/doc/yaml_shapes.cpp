// SPDX-License-Identifier: Apache-2.0
#include "doc/yaml_shapes.h"

#include <algorithm>

#include "doc/yaml_scalar_ends.h"

namespace edgepool::doc
{

namespace
{

bool is_word_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.';
}

std::size_t end_of_word(std::string_view text)
{
    const auto end = std::ranges::find_if_not(text, is_word_character);
    return static_cast<std::size_t>(end - text.begin());
}

} // namespace

std::size_t find_tight_colon(std::string_view text)
{
    const std::size_t at = end_of_word(text);
    const bool fits = at > 0 && at + 1 < text.size() && text[at] == ':' && !is_blank_at(text, at + 1) &&
                      !text.substr(at).starts_with("://");
    return fits ? at : std::string_view::npos;
}

bool has_tight_dash(std::string_view text)
{
    return text.size() > 1 && text[0] == '-' && text[1] != '-' && !is_blank_at(text, 1);
}

bool looks_like_key_or_entry(std::string_view line)
{
    if (line.starts_with("- "))
    {
        return true;
    }
    std::size_t end = end_of_word(line);
    if (end == 0 && (line.starts_with('"') || line.starts_with('\'')))
    {
        end = line.find(line.front(), 1);
        end = end == std::string_view::npos ? 0 : end + 1;
    }
    return end > 0 && end < line.size() && line[end] == ':' && is_blank_at(line, end + 1);
}

bool looks_like_foreign_comment(std::string_view line)
{
    return line.starts_with("//") || line.starts_with("/*");
}

std::string shortened(std::string_view text)
{
    constexpr std::size_t longest = 40;
    const std::string_view first_line = text.substr(0, text.find_first_of("\r\n"));
    if (first_line.size() == text.size() && text.size() <= longest)
    {
        return std::string(text);
    }
    std::size_t end = std::min(first_line.size(), longest);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
    {
        --end;
    }
    return std::string(text.substr(0, end)) + "...";
}

std::string quoted_for_people(std::string_view text)
{
    return "'" + shortened(text) + "'";
}

} // namespace edgepool::doc
