// SPDX-License-Identifier: Apache-2.0
#include "unit/drawing/xml_check.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "base/utf8.h"

namespace edgepool::drawing
{

namespace
{

class Checker
{
public:
    explicit Checker(std::string_view text) : text_(text) {}

    std::string fault()
    {
        if (utf8::first_invalid(text_))
        {
            return "not UTF-8";
        }
        if (std::ranges::any_of(text_, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; }))
        {
            return "control character";
        }
        while (fault_.empty() && !text_.empty())
        {
            text_.front() == '<' ? read_tag() : read_data();
        }
        return fault_.empty() && !open_.empty() ? "unclosed " + open_.back() : fault_;
    }

private:
    void check_data(std::string_view data)
    {
        constexpr std::array<std::string_view, 4> entities{"&amp;", "&lt;", "&gt;", "&quot;"};
        for (std::size_t at = data.find('&'); at != std::string_view::npos; at = data.find('&', at + 1))
        {
            const std::string_view rest = data.substr(at);
            if (std::ranges::none_of(entities, [rest](std::string_view it) { return rest.starts_with(it); }))
            {
                fault_ = "bare & in " + std::string(data);
            }
        }
        if (data.find_first_of("<>") != std::string_view::npos)
        {
            fault_ = "bare < or > in " + std::string(data);
        }
    }

    void read_data()
    {
        const std::string_view data = text_.substr(0, text_.find('<'));
        check_data(data);
        text_.remove_prefix(data.size());
    }

    void read_tag()
    {
        const std::size_t end = text_.find('>');
        if (end == std::string_view::npos)
        {
            fault_ = "unfinished tag";
            return;
        }
        std::string_view tag = text_.substr(1, end - 1);
        text_.remove_prefix(end + 1);
        if (tag.starts_with('/'))
        {
            if (open_.empty() || open_.back() != tag.substr(1))
            {
                fault_ = "unexpected </" + std::string(tag.substr(1));
                return;
            }
            open_.pop_back();
            return;
        }
        const bool is_empty = tag.ends_with('/');
        tag.remove_suffix(is_empty ? 1 : 0);
        const std::string_view name = tag.substr(0, tag.find(' '));
        read_attributes(tag.substr(name.size()));
        if (!is_empty)
        {
            open_.emplace_back(name);
        }
    }

    void read_attributes(std::string_view rest)
    {
        std::set<std::string_view> seen;
        while (fault_.empty() && !rest.empty())
        {
            const std::size_t equals = rest.find("=\"");
            const std::size_t end = equals == std::string_view::npos ? equals : rest.find('"', equals + 2);
            if (end == std::string_view::npos || rest.front() != ' ')
            {
                fault_ = "attributes:" + std::string(rest);
                return;
            }
            if (!seen.insert(rest.substr(1, equals - 1)).second)
            {
                fault_ = "attribute given twice: " + std::string(rest);
            }
            check_data(rest.substr(equals + 2, end - equals - 2));
            rest.remove_prefix(end + 1);
        }
    }

    std::string_view text_;
    std::vector<std::string> open_{};
    std::string fault_{};
};

} // namespace

std::string fault_of_xml(std::string_view text)
{
    return Checker(text).fault();
}

} // namespace edgepool::drawing
