// SPDX-License-Identifier: Apache-2.0
#include "run/words.h"

#include <chrono>

#include <fmt/format.h>

#include "base/utf8.h"

namespace edgepool::run
{

std::string to_text(Duration time)
{
    using namespace std::chrono;
    const auto tenths = duration_cast<milliseconds>(time).count() / 100;
    const auto seconds = tenths / 10;
    if (seconds < 60)
    {
        return fmt::format("{}.{} s", seconds, tenths % 10);
    }
    return seconds < 3600 ? fmt::format("{} min {:02} s", seconds / 60, seconds % 60)
                          : fmt::format("{} h {:02} min", seconds / 3600, seconds / 60 % 60);
}

std::string_view present(plan::TaskKind kind)
{
    return kind == plan::TaskKind::create ? "creating" : "removing";
}

std::string_view past(plan::TaskKind kind)
{
    return kind == plan::TaskKind::create ? "created" : "removed";
}

std::string state_of(const Event& event)
{
    if (event.what == What::queued)
    {
        return fmt::format("{}: {}", waiting_for_room, event.phase);
    }
    return event.text.empty() ? event.phase : event.phase + ": " + event.text;
}

std::string on_one_line(const Diagnostic& fault)
{
    return fault.detail.empty() ? fault.summary : fault.summary + ": " + fault.detail;
}

std::string cut(std::string_view text, std::size_t width)
{
    constexpr std::string_view dots = "...";
    std::string shown = utf8::printable(text);
    if (utf8::display_width(shown) <= width)
    {
        return shown;
    }
    while (!shown.empty() && utf8::display_width(shown) + dots.size() > width)
    {
        shown.resize(utf8::character_start(shown, shown.size() - 1));
    }
    return width < dots.size() ? std::string(width, '.') : shown + std::string(dots);
}

} // namespace edgepool::run
