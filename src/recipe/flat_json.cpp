// SPDX-License-Identifier: Apache-2.0
#include "recipe/flat_json.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace edgepool::recipe
{

namespace
{

constexpr std::size_t most_fields = 16;

class Reader
{
public:
    explicit Reader(std::string_view line) : rest_(line) {}

    std::optional<FlatObject> object()
    {
        FlatObject fields;
        if (!take('{'))
        {
            return std::nullopt;
        }
        do
        {
            if (fields.size() == most_fields || !field(fields))
            {
                return std::nullopt;
            }
        }
        while (take(','));
        return take('}') && rest_.empty() ? std::optional(std::move(fields)) : std::nullopt;
    }

private:
    bool take(char wanted)
    {
        if (!rest_.starts_with(wanted))
        {
            return false;
        }
        rest_.remove_prefix(1);
        return true;
    }

    bool field(FlatObject& fields)
    {
        auto key = string();
        if (!key || !take(':'))
        {
            return false;
        }
        auto value = rest_.starts_with('"') ? string() : number();
        return value && fields.emplace(std::move(*key), std::move(*value)).second;
    }

    std::optional<std::string> string()
    {
        std::string text;
        if (!take('"'))
        {
            return std::nullopt;
        }
        while (!rest_.empty() && !rest_.starts_with('"'))
        {
            const auto c = character();
            if (!c)
            {
                return std::nullopt;
            }
            text += *c;
        }
        return take('"') ? std::optional(std::move(text)) : std::nullopt;
    }

    std::optional<char> character()
    {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        if (c != '\\')
        {
            return c;
        }
        if (take('n'))
        {
            return '\n';
        }
        return take('"') ? std::optional('"') : take('\\') ? std::optional('\\') : std::nullopt;
    }

    std::optional<std::string> number()
    {
        const std::size_t length = std::min(rest_.find_first_not_of("0123456789."), rest_.size());
        std::string text(rest_.substr(0, length));
        rest_.remove_prefix(length);
        return text.empty() ? std::nullopt : std::optional(std::move(text));
    }

    std::string_view rest_;
};

} // namespace

std::optional<FlatObject> read_flat_json(std::string_view line)
{
    return Reader(line).object();
}

} // namespace edgepool::recipe
