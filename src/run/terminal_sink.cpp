// SPDX-License-Identifier: Apache-2.0
#include "run/terminal_sink.h"

#include <algorithm>
#include <chrono>
#include <ostream>
#include <span>

#include <fmt/format.h>

#include "base/utf8.h"
#include "run/words.h"

namespace edgepool::run
{

namespace
{

constexpr std::size_t most_lines = 8;
constexpr std::size_t narrowest = 20;
/// More often than that, nobody can read it.
constexpr Duration between_drawings = std::chrono::milliseconds(100);

std::string padded(std::string text, std::size_t width)
{
    const std::size_t used = utf8::display_width(text);
    return used < width ? std::move(text.append(width - used, ' ')) : text;
}

} // namespace

void TerminalSink::take(const Event& event)
{
    tally_.take(event);
    const std::vector<std::string> lines = narration_.take(event);
    if (event.what == What::ended)
    {
        draw(event.at, lines);
        out_ << fmt::format("{} in {}\n", tally_.text(), to_text(event.at)) << std::flush;
    }
    else if (!lines.empty() || event.at - drawn_at_ >= between_drawings)
    {
        draw(event.at, lines);
    }
}

void TerminalSink::pass(Duration at)
{
    if (at - drawn_at_ >= between_drawings)
    {
        draw(at, narration_.pass());
    }
}

/// All at once, so that the terminal never shows half of it.
void TerminalSink::draw(Duration at, const std::vector<std::string>& lines)
{
    std::string text = drawn_ > 0 ? fmt::format("\033[{}A\r\033[J", drawn_) : "";
    for (const std::string& line : lines)
    {
        text += line + "\n";
    }
    const std::vector<std::string> below = live(at);
    for (const std::string& line : below)
    {
        text += line + "\n";
    }
    drawn_ = below.size();
    drawn_at_ = at;
    out_ << text << std::flush;
}

std::vector<std::string> TerminalSink::live(Duration at) const
{
    const auto all = std::span(tally_.active());
    if (all.empty())
    {
        return {};
    }
    const auto shown = all.first(std::min(most_lines, all.size()));
    std::size_t name_width = 0;
    for (const Tally::Active& active : shown)
    {
        name_width = std::max(name_width, utf8::display_width(active.last.id.name));
    }
    std::vector<std::string> lines;
    for (const Tally::Active& active : shown)
    {
        lines.push_back(line_of(active, name_width, at));
    }
    lines.push_back(with_time(tally_.text(), at));
    return lines;
}

std::string TerminalSink::line_of(const Tally::Active& active, std::size_t name_width, Duration at) const
{
    const std::string name = padded(active.last.id.name, name_width);
    const std::string text = fmt::format("  {}  {}", name, state_of(active.last));
    return with_time(text, at - active.since);
}

/// The time stands at the right edge; the last column stays free, where terminals would begin a new line.
std::string TerminalSink::with_time(const std::string& text, Duration time) const
{
    const std::string shown_time = to_text(time);
    const std::size_t room = std::max(width_, narrowest) - 1 - std::min(shown_time.size() + 2, narrowest - 1);
    return padded(cut(text, room), room) + "  " + shown_time;
}

} // namespace edgepool::run
