// SPDX-License-Identifier: Apache-2.0
#include "doc/yaml_encoding.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>

#include "base/utf8.h"
#include "doc/characters.h"

namespace edgepool::doc
{

namespace
{

Span span_at(std::size_t begin, std::size_t size)
{
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + size)};
}

/// Windows editors write UTF-16 when they are asked for "Unicode".
bool is_utf16(std::string_view text)
{
    const std::string_view start = text.substr(0, 4);
    const bool has_mark = start.starts_with("\xff\xfe") || start.starts_with("\xfe\xff");
    const bool every_other_is_zero = start.size() == 4 && (start[0] == '\0') != (start[1] == '\0') &&
                                     (start[0] == '\0') == (start[2] == '\0') &&
                                     (start[1] == '\0') == (start[3] == '\0');
    return has_mark || every_other_is_zero;
}

YamlFault invalid_byte(std::string_view text, std::size_t at)
{
    std::array<char, 8> hex{};
    std::snprintf(hex.data(), hex.size(), "0x%02X", static_cast<unsigned>(static_cast<unsigned char>(text[at])));
    return {.code = "yaml.invalid-utf8",
            .detail = "the byte " + std::string(hex.data()) + " does not belong here",
            .hint = "save the file as UTF-8",
            .where = span_at(at, 1)};
}

std::string hint_for(char32_t code)
{
    switch (code)
    {
    case '\r':
        return "end lines by LF or CR LF";
    case 0xfeff:
        return "remove it: a byte order mark can only be the first thing in a file";
    case 0x85:
        return R"(end lines by LF, or write "\N" in double quotes)";
    case 0x2028:
        return R"(end lines by LF, or write "\L" in double quotes)";
    case 0x2029:
        return R"(end lines by LF, or write "\P" in double quotes)";
    default:
        return R"(remove it, or write it as an escape such as "\x1B" in double quotes)";
    }
}

std::string name_of(char32_t code)
{
    switch (code)
    {
    case '\0':
        return "the NUL byte";
    case '\r':
        return "a carriage return that does not end a line";
    case 0xfeff:
        return "the invisible character U+FEFF";
    case 0x85:
    case 0x2028:
    case 0x2029:
        return code_point_name(code) + ", at which only some YAML readers begin a new line,";
    default:
        return "the control character " + code_point_name(code);
    }
}

YamlFault forbidden(char32_t code, Span where)
{
    return {.code = "yaml.control-character",
            .detail = name_of(code) + " cannot be in a YAML file",
            .hint = hint_for(code),
            .where = where};
}

/// Quick refusal of the common case: printable ASCII, tabs and line feeds.
bool is_surely_allowed(char c)
{
    return (c >= ' ' && c < '\x7f') || c == '\n' || c == '\t';
}

} // namespace

std::optional<YamlFault> find_forbidden_character(std::string_view text)
{
    if (is_utf16(text))
    {
        return YamlFault{.code = "yaml.invalid-utf8",
                         .detail = "the file is UTF-16",
                         .hint = "save it as UTF-8, or convert it: iconv -f UTF-16 -t UTF-8",
                         .where = span_at(0, 1)};
    }
    const std::size_t first_invalid = utf8::first_invalid(text).value_or(text.size());
    std::size_t at = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    while (at < first_invalid)
    {
        if (is_surely_allowed(text[at]))
        {
            ++at;
            continue;
        }
        const Character character = first_character(text.substr(at));
        const bool is_lone_return = character.code == '\r' && !text.substr(at + 1).starts_with('\n');
        if (!is_allowed_in_yaml(character.code) || is_lone_return)
        {
            return forbidden(character.code, span_at(at, character.bytes));
        }
        at += character.bytes;
    }
    return first_invalid < text.size() ? std::optional(invalid_byte(text, first_invalid)) : std::nullopt;
}

} // namespace edgepool::doc
