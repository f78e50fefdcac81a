// SPDX-License-Identifier: Apache-2.0
#include "doc/write.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "doc/characters.h"
#include "doc/number_text.h"

namespace edgepool::doc
{

namespace
{

constexpr std::string_view digits = "0123456789";

/// Words that some reader takes for a boolean, for nothing or for a number, in whatever case.
constexpr std::array<std::string_view, 12> reserved{"y",    "n",     "yes",  "no",  "on",  "off",
                                                    "true", "false", "null", "nan", "inf", "infinity"};

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_reserved(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c; });
    return std::ranges::find(reserved, lower) != reserved.end();
}

/// A number, a time, a date or an address in the eyes of any reader, with or without a base.
bool could_be_number(std::string_view text)
{
    return digits.find(text.front()) != std::string_view::npos &&
           text.find_first_not_of("0123456789abcdefABCDEFxXoO_.,:+-TZ ") == std::string_view::npos;
}

bool is_harmless_inside(char32_t code)
{
    constexpr std::string_view harmless = "_-./+@%*()$^~=;&!,:# ";
    if (code >= 0x80)
    {
        return is_visible(code);
    }
    const char c = static_cast<char>(code);
    return is_letter(c) || digits.find(c) != std::string_view::npos || harmless.find(c) != std::string_view::npos;
}

bool has_only_harmless_characters(std::string_view text)
{
    while (!text.empty())
    {
        const Character character = first_character(text);
        if (!character.valid || !is_harmless_inside(character.code))
        {
            return false;
        }
        text.remove_prefix(character.bytes);
    }
    return true;
}

bool may_begin_plain(char c)
{
    return is_letter(c) || digits.find(c) != std::string_view::npos || c == '_' || c == '/' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Whether every reader of YAML 1.1 and 1.2 takes the bare words for this very text.
bool is_plain(std::string_view text)
{
    if (text.empty() || !may_begin_plain(text.front()) || is_reserved(text) || could_be_number(text))
    {
        return false;
    }
    const bool ends_badly = text.ends_with(' ') || text.ends_with(':');
    const bool has_indicator = text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos;
    return !ends_badly && !has_indicator && has_only_harmless_characters(text);
}

/// Whether the lines can stand as they are, below a '|'.
bool is_literal(std::string_view text)
{
    if (text.find('\n') == std::string_view::npos || text.find_first_of("\n \t") == 0 ||
        text.find(" \n") != std::string_view::npos || text.find("\t\n") != std::string_view::npos ||
        text.ends_with(' ') || text.ends_with('\t'))
    {
        return false;
    }
    while (!text.empty())
    {
        const Character character = first_character(text);
        const bool stands = character.code == '\n' || character.code == '\t' || is_visible(character.code);
        if (!character.valid || !stands)
        {
            return false;
        }
        text.remove_prefix(character.bytes);
    }
    return true;
}

void append_escape(std::string& out, char32_t code)
{
    switch (code)
    {
    case '\0':
        out += "\\0";
        return;
    case '\t':
        out += "\\t";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    default:
        break;
    }
    std::array<char, 16> escape{};
    const char* format = code > 0xffff ? "\\U%08X" : (code > 0xff ? "\\u%04X" : "\\x%02X");
    std::snprintf(escape.data(), escape.size(), format, static_cast<unsigned>(code));
    out += escape.data();
}

std::string quoted(std::string_view text)
{
    std::string out = "\"";
    while (!text.empty())
    {
        const Character character = first_character(text);
        const std::string_view bytes = text.substr(0, character.bytes);
        if (bytes == "\"" || bytes == "\\")
        {
            out += '\\';
            out += bytes;
        }
        else if (is_visible(character.code))
        {
            out += character.valid ? bytes : std::string_view("\xef\xbf\xbd");
        }
        else
        {
            append_escape(out, character.code);
        }
        text.remove_prefix(character.bytes);
    }
    out += '"';
    return out;
}

std::string one_line(std::string_view text)
{
    return is_plain(text) ? std::string(text) : quoted(text);
}

class YamlWriter
{
public:
    std::string finish() && { return std::move(out_); }

    /// The cursor stands where the value may begin: at the start of a line, after "- " or after "key:".
    void write(const Value& value, std::size_t indent)
    {
        if (const auto* object = std::get_if<Object>(&value.data()); object != nullptr && !object->empty())
        {
            write_members(*object, indent);
        }
        else if (const auto* list = std::get_if<List>(&value.data()); list != nullptr && !list->empty())
        {
            write_items(*list, indent);
        }
        else
        {
            write_leaf(value, indent);
            out_ += '\n';
        }
    }

private:
    void write_members(const Object& object, std::size_t indent)
    {
        bool first = true;
        for (const auto& [key, value] : object)
        {
            start_line(first, indent);
            write_key(key, indent);
            write_value_of_key(value, indent);
        }
    }

    /// Readers take a "key:" for one up to 1024 characters only; a longer key is announced.
    void write_key(std::string_view key, std::size_t indent)
    {
        constexpr std::size_t longest = 1000;
        const std::string written = one_line(key);
        if (written.size() <= longest)
        {
            out_ += written + ":";
            return;
        }
        out_ += "? " + written + "\n";
        out_.append(indent, ' ');
        out_ += ":";
    }

    void write_value_of_key(const Value& value, std::size_t indent)
    {
        if (is_filled_collection(value))
        {
            out_ += '\n';
            out_.append(indent + 2, ' ');
            write(value, indent + 2);
            return;
        }
        out_ += ' ';
        write(value, indent + 2);
    }

    void write_items(const List& list, std::size_t indent)
    {
        bool first = true;
        for (const Value& item : list)
        {
            start_line(first, indent);
            out_ += "- ";
            write(item, indent + 2);
        }
    }

    void start_line(bool& first, std::size_t indent)
    {
        if (!first)
        {
            out_.append(indent, ' ');
        }
        first = false;
    }

    static bool is_filled_collection(const Value& value)
    {
        const auto* object = std::get_if<Object>(&value.data());
        const auto* list = std::get_if<List>(&value.data());
        return (object != nullptr && !object->empty()) || (list != nullptr && !list->empty());
    }

    void write_leaf(const Value& value, std::size_t indent)
    {
        const auto& data = value.data();
        if (const auto* boolean = std::get_if<bool>(&data))
        {
            out_ += *boolean ? "true" : "false";
        }
        else if (const auto* integer = std::get_if<std::int64_t>(&data))
        {
            out_ += std::to_string(*integer);
        }
        else if (const auto* number = std::get_if<double>(&data))
        {
            out_ += number_text(*number);
        }
        else if (const auto* text = std::get_if<std::string>(&data))
        {
            write_text(*text, indent);
        }
        else
        {
            out_ += std::holds_alternative<List>(data) ? "[]" : (std::holds_alternative<Object>(data) ? "{}" : "null");
        }
    }

    void write_text(std::string_view text, std::size_t indent)
    {
        if (!is_literal(text))
        {
            out_ += one_line(text);
            return;
        }
        const std::size_t ends = text.size() - 1 - text.find_last_not_of('\n');
        out_ += ends == 0 ? "|-" : (ends == 1 ? "|" : "|+");
        if (ends > 0)
        {
            text.remove_suffix(1); // the line end that follows every value
        }
        write_lines(text, std::max<std::size_t>(indent, 2));
    }

    void write_lines(std::string_view text, std::size_t indent)
    {
        while (true)
        {
            const std::size_t end = std::min(text.find('\n'), text.size());
            out_ += '\n';
            if (end > 0)
            {
                out_.append(indent, ' ');
                out_ += text.substr(0, end);
            }
            if (end == text.size())
            {
                return;
            }
            text.remove_prefix(end + 1);
        }
    }

    std::string out_;
};

} // namespace

std::string to_yaml(const Value& value)
{
    YamlWriter writer;
    writer.write(value, 0);
    return std::move(writer).finish();
}

} // namespace edgepool::doc
