// SPDX-License-Identifier: Apache-2.0
#include "doc/write.h"

#include <array>
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

std::string escaped(char c)
{
    switch (c)
    {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        break;
    }
    if (static_cast<unsigned char>(c) >= 0x20)
    {
        return {c};
    }
    std::array<char, 8> escape{};
    std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
    return escape.data();
}

class JsonWriter
{
public:
    explicit JsonWriter(JsonLayout layout) : indented_(layout == JsonLayout::indented) {}

    std::string finish() && { return std::move(out_); }

    void write(const Value& value)
    {
        std::visit([this](const auto& data) { write_data(data); }, value.data());
    }

private:
    void write_data(std::monostate) { out_ += "null"; }
    void write_data(bool boolean) { out_ += boolean ? "true" : "false"; }
    void write_data(std::int64_t number) { out_ += std::to_string(number); }
    /// JSON has no word for what is not finite.
    void write_data(double number) { out_ += std::isfinite(number) ? number_text(number) : "null"; }

    void write_data(const std::string& text)
    {
        out_ += '"';
        for (const char c : repaired(text))
        {
            out_ += escaped(c);
        }
        out_ += '"';
    }

    void write_data(const List& list)
    {
        open('[', list.empty());
        bool first = true;
        for (const Value& item : list)
        {
            separate(first);
            write(item);
        }
        close(']', list.empty());
    }

    void write_data(const Object& object)
    {
        open('{', object.empty());
        bool first = true;
        for (const auto& [key, value] : object)
        {
            separate(first);
            write_data(key);
            out_ += indented_ ? ": " : ":";
            write(value);
        }
        close('}', object.empty());
    }

    void open(char bracket, bool is_empty)
    {
        out_ += bracket;
        ++depth_;
        if (!is_empty)
        {
            new_line();
        }
    }

    void close(char bracket, bool is_empty)
    {
        --depth_;
        if (!is_empty)
        {
            new_line();
        }
        out_ += bracket;
    }

    void separate(bool& first)
    {
        if (!first)
        {
            out_ += ',';
            new_line();
        }
        first = false;
    }

    void new_line()
    {
        if (indented_)
        {
            out_ += '\n';
            out_.append(depth_ * 2, ' ');
        }
    }

    bool indented_;
    std::size_t depth_ = 0;
    std::string out_;
};

} // namespace

std::string to_json(const Value& value, JsonLayout layout)
{
    JsonWriter writer(layout);
    writer.write(value);
    return std::move(writer).finish();
}

} // namespace edgepool::doc
