// SPDX-License-Identifier: Apache-2.0
#include "cli/markdown.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace edgepool::cli
{

namespace
{

using Kind = Block::Kind;

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
    {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<std::string_view> without(std::string_view prefix, std::string_view line)
{
    return line.starts_with(prefix) ? std::optional(line.substr(prefix.size())) : std::nullopt;
}

std::vector<std::string> cells_of(std::string_view line)
{
    std::vector<std::string> cells;
    std::string cell;
    bool in_code = false;
    for (std::size_t i = 1; i < line.size(); ++i) // behind the first bar
    {
        in_code = line[i] == '`' ? !in_code : in_code;
        if (line[i] == '|' && !in_code)
        {
            cells.emplace_back(trimmed(cell));
            cell.clear();
        }
        else
        {
            cell += line[i];
        }
    }
    return cells;
}

bool is_table_rule(std::string_view line)
{
    return line.find_first_not_of("|-: ") == std::string_view::npos;
}

class Parser
{
public:
    std::vector<Block> parse(std::string_view text)
    {
        while (!text.empty())
        {
            const std::size_t end = std::min(text.find('\n'), text.size());
            line(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return std::move(blocks_);
    }

private:
    void line(std::string_view line)
    {
        if (line.starts_with("```"))
        {
            fenced_ = !fenced_;
            open_ = false;
        }
        else if (fenced_ || (line.starts_with("    ") && (!open_ || blocks_.back().kind != Kind::item)))
        {
            code(fenced_ ? line : line.substr(4));
        }
        else if (trimmed(line).empty())
        {
            blank();
        }
        else if (!line.starts_with("<!--"))
        {
            prose(line);
        }
    }

    void code(std::string_view line)
    {
        const bool goes_on = !blocks_.empty() && blocks_.back().kind == Kind::code;
        if (!goes_on)
        {
            blocks_.push_back({.kind = Kind::code});
        }
        blocks_.back().text += std::string(pending_blank_lines_, '\n') + std::string(line) + "\n";
        pending_blank_lines_ = 0;
        open_ = false;
    }

    void blank()
    {
        const bool in_code = !blocks_.empty() && blocks_.back().kind == Kind::code;
        pending_blank_lines_ += in_code ? 1 : 0;
        open_ = false;
    }

    void prose(std::string_view line)
    {
        pending_blank_lines_ = 0;
        if (line.front() == '|')
        {
            if (!is_table_rule(line))
            {
                blocks_.push_back({.kind = Kind::row, .cells = cells_of(line)});
            }
            else if (!blocks_.empty() && blocks_.back().kind == Kind::row)
            {
                blocks_.pop_back(); // the head, which says what the layout says already
            }
            open_ = false;
            return;
        }
        if (starts_block(line, "# ", Kind::title) || starts_block(line, "## ", Kind::heading) ||
            starts_block(line, "### ", Kind::heading) || starts_block(line, "- ", Kind::item))
        {
            open_ = blocks_.back().kind == Kind::item;
            return;
        }
        if (open_)
        {
            blocks_.back().text += " " + std::string(trimmed(line));
            return;
        }
        blocks_.push_back({.kind = Kind::paragraph, .text = std::string(trimmed(line))});
        open_ = true;
    }

    bool starts_block(std::string_view line, std::string_view prefix, Kind kind)
    {
        const auto rest = without(prefix, line);
        if (rest)
        {
            blocks_.push_back({.kind = kind, .text = std::string(trimmed(*rest))});
        }
        return rest.has_value();
    }

    std::vector<Block> blocks_;
    bool fenced_ = false;
    bool open_ = false; ///< the next line belongs to the last block
    std::size_t pending_blank_lines_ = 0;
};

} // namespace

std::vector<Block> parse_markdown(std::string_view text)
{
    return Parser().parse(text);
}

} // namespace edgepool::cli
