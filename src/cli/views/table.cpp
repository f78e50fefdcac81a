// SPDX-License-Identifier: Apache-2.0
#include "cli/views/table.h"

#include <algorithm>
#include <cstddef>

#include "base/utf8.h"

namespace edgepool::cli
{

namespace
{

constexpr std::size_t gap = 2;

std::string line(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths)
{
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i)
    {
        text += cells[i] + std::string(widths[i] - utf8::display_width(cells[i]) + gap, ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

} // namespace

std::string Table::text(Color color, const std::string& indent) const
{
    std::vector<std::size_t> widths(head_.size());
    const auto measure = [&widths](const std::vector<std::string>& row) {
        for (std::size_t i = 0; i < row.size(); ++i)
        {
            widths[i] = std::max(widths[i], utf8::display_width(row[i]));
        }
    };
    measure(head_);
    std::ranges::for_each(rows_, measure);
    const std::string head = line(head_, widths);
    std::string text = indent + (color == Color::on ? "\033[1m" + head + "\033[0m" : head) + "\n";
    for (const auto& row : rows_)
    {
        text += indent + line(row, widths) + "\n";
    }
    return text;
}

} // namespace edgepool::cli
