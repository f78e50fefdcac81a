// SPDX-License-Identifier: Apache-2.0
#include "drawing/spread.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "drawing/text.h"
#include "drawing/theme.h"
#include "drawing/xml.h"

namespace edgepool::drawing
{

namespace
{

constexpr int left = 52;
constexpr int top = 66;
constexpr int plot_height = 240;
constexpr int below = 64;
constexpr int narrowest = 480;
constexpr int widest_column = 44;
constexpr int narrowest_column = 10;

/// Colours of the theme, in turn.
constexpr std::array<std::string_view, 4> hues{"element", "core", "user", "registrar"};

std::size_t columns_of(const SpreadChart& chart)
{
    std::size_t columns = 0;
    for (const SpreadGroup& group : chart.groups)
    {
        columns = std::max({columns, group.foreseen.size(), group.seen.size()});
    }
    return columns;
}

bool was_seen(const SpreadChart& chart)
{
    return std::ranges::any_of(chart.groups, [](const SpreadGroup& group) { return !group.seen.empty(); });
}

/// 1, 2 or 5 times a power of ten, so that there are no more than so many steps.
int step_for(std::size_t values, std::size_t steps)
{
    int step = 1;
    for (int number = 0; static_cast<std::size_t>(step) * steps < values; ++number)
    {
        step = number % 3 == 1 ? step / 2 * 5 : step * 2;
    }
    return step;
}

class SpreadWriter
{
public:
    explicit SpreadWriter(const SpreadChart& chart)
        : chart_(chart),
          columns_(std::max<std::size_t>(1, columns_of(chart))),
          column_(std::clamp(640 / static_cast<int>(columns_), narrowest_column, widest_column)),
          width_(std::max(narrowest, left + column_ * static_cast<int>(columns_) + 24))
    {
    }

    std::string write()
    {
        begin();
        write_axes();
        const bool has_both = was_seen(chart_);
        write_columns(&SpreadGroup::foreseen, 0, has_both);
        if (has_both)
        {
            write_columns(&SpreadGroup::seen, 1, has_both);
        }
        write_legend(has_both);
        xml_.close();
        return xml_.take();
    }

private:
    void begin()
    {
        const std::string width = std::to_string(width_);
        const std::string height = std::to_string(top + plot_height + below);
        xml_.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                          {"class", "ep"},
                          {"width", width},
                          {"height", height},
                          {"viewBox", "0 0 " + width + " " + height},
                          {"role", "img"},
                          {"aria-label", printable(chart_.title)}});
        xml_.leaf("title", {}, printable(chart_.title));
        xml_.leaf("desc", {}, described());
        xml_.raw_leaf("style", {}, style_sheet());
        xml_.empty("rect", {{"class", "page"},
                            {"x", "0.5"},
                            {"y", "0.5"},
                            {"width", std::to_string(width_ - 1)},
                            {"height", std::to_string(top + plot_height + below - 1)},
                            {"rx", "10"}});
        write(Style::title, "", 16, 28, chart_.title);
        write(Style::description, "", 16, 46, chart_.subtitle);
    }

    /// What is read out: the last column.
    std::string described() const
    {
        std::string text = printable(chart_.subtitle) + ".";
        for (const SpreadGroup& group : chart_.groups)
        {
            text += group.foreseen.empty() ? ""
                                           : fmt::format(" {}: {:.3g} of {} sessions foreseen", printable(group.name),
                                                         group.foreseen.back(), group.foreseen.size());
            text +=
                group.seen.empty() ? "." : fmt::format(", {:.3g} of {} seen.", group.seen.back(), group.seen.size());
        }
        return text;
    }

    void write(Style style, std::string_view anchor, int x, int y, std::string_view text)
    {
        xml_.leaf("text",
                  {{"class", fmt::format("{}{}", class_of(style), anchor)},
                   {"x", std::to_string(x)},
                   {"y", std::to_string(y)}},
                  shortened(printable(text), font_of(style), anchor == " end" ? x : width_ - x));
    }

    double y_of(double sessions) const
    {
        return top + plot_height - sessions * plot_height / static_cast<double>(columns_);
    }

    int x_of(std::size_t column) const { return left + column_ * static_cast<int>(column); }

    void write_axes()
    {
        constexpr std::size_t most_lines = 6;
        const int rows = step_for(columns_, most_lines);
        for (int sessions = 0; sessions <= static_cast<int>(columns_); sessions += rows)
        {
            const auto y = static_cast<int>(std::lround(y_of(sessions)));
            xml_.empty("path", {{"class", sessions == 0 ? "wire" : "wire control"},
                                {"stroke-opacity", sessions == 0 ? "1" : "0.4"},
                                {"d", fmt::format("M{} {}.5H{}", left - 4, y, x_of(columns_))}});
            write(Style::detail, " end", left - 8, y + 4, std::to_string(sessions));
        }
        const auto room = static_cast<std::size_t>(column_) * columns_ / 28;
        const int marks = step_for(columns_, std::max<std::size_t>(1, room));
        for (int sessions = marks; sessions <= static_cast<int>(columns_); sessions += marks)
        {
            write(Style::detail, " middle", x_of(static_cast<std::size_t>(sessions) - 1) + column_ / 2,
                  top + plot_height + 16, std::to_string(sessions));
        }
    }

    /// Of two columns for the same number, each has a half.
    void write_columns(std::vector<double> SpreadGroup::* values, int place, bool has_both)
    {
        std::vector<double> below_it(columns_, 0);
        const double width = (column_ - 4) / (has_both ? 2.0 : 1.0);
        const bool is_soft = has_both && place == 0;
        for (std::size_t number = 0; number < chart_.groups.size(); ++number)
        {
            const SpreadGroup& group = chart_.groups[number];
            xml_.open("g", {{"class", std::string(hues.at(number % hues.size()))},
                            {"fill-opacity", is_soft ? "0.5" : "1"},
                            {place == 0 ? "data-foreseen" : "data-seen", printable(group.name)}});
            for (std::size_t i = 0; i < (group.*values).size(); ++i)
            {
                const double sessions = (group.*values)[i];
                const double y = y_of(below_it[i] + sessions);
                if (sessions > 0)
                {
                    write_bar(
                        {.x = x_of(i) + 2 + place * width, .y = y, .width = width, .height = y_of(below_it[i]) - y},
                        fmt::format("{} {}: {:.3g} of {}", printable(group.name), place == 0 ? "foreseen" : "seen",
                                    sessions, i + 1));
                }
                below_it[i] += sessions;
            }
            xml_.close();
        }
    }

    struct Bar
    {
        double x = 0;
        double y = 0;
        double width = 0;
        double height = 0;
    };

    void write_bar(const Bar& bar, const std::string& about)
    {
        xml_.raw_leaf("rect",
                      {{"class", "hue"},
                       {"x", fmt::format("{:.1f}", bar.x)},
                       {"y", fmt::format("{:.1f}", bar.y)},
                       {"width", fmt::format("{:.1f}", bar.width)},
                       {"height", fmt::format("{:.1f}", std::max(0.5, bar.height - 0.5))}},
                      "<title>" + xml_escaped(about) + "</title>");
    }

    void write_legend(bool has_both)
    {
        const int y = top + plot_height + 44;
        int x = left;
        for (std::size_t number = 0; number < chart_.groups.size() && x < width_; ++number)
        {
            const std::string name = printable(chart_.groups[number].name);
            xml_.open("g", {{"class", std::string(hues.at(number % hues.size()))}});
            xml_.empty("rect", {{"class", "hue"},
                                {"x", std::to_string(x)},
                                {"y", std::to_string(y - 9)},
                                {"width", "10"},
                                {"height", "10"},
                                {"rx", "2"}});
            xml_.close();
            write(Style::name, "", x + 15, y, name);
            x += 15 + width_of(name, font_of(Style::name)) + 18;
        }
        write(Style::note, " end", width_ - 16, y,
              has_both ? "sessions; left: foreseen, right: seen" : "sessions, as foreseen");
    }

    const SpreadChart& chart_;
    std::size_t columns_;
    int column_;
    int width_;
    XmlWriter xml_{};
};

} // namespace

std::string spread_svg(const SpreadChart& chart)
{
    return SpreadWriter(chart).write();
}

} // namespace edgepool::drawing
