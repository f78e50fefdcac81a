// SPDX-License-Identifier: Apache-2.0
#include "run/narration.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/utf8.h"
#include "run/words.h"

namespace edgepool::run
{

namespace
{

constexpr const char* green = "32";
constexpr const char* red = "1;31";
constexpr const char* yellow = "33";

std::string names(std::span<const plan::Id> ids)
{
    constexpr std::size_t most = 5;
    std::vector<std::string_view> shown;
    for (const plan::Id& id : ids.first(std::min(most, ids.size())))
    {
        shown.emplace_back(id.name);
    }
    const std::string text = fmt::format("{}", fmt::join(shown, ", "));
    return ids.size() > most ? fmt::format("{} and {} more", text, ids.size() - most) : text;
}

void add_lines(std::string_view text, std::vector<std::string>& lines)
{
    while (!text.empty())
    {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back("  " + std::string(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

} // namespace

std::vector<std::string> Narration::take(const Event& event)
{
    if (event.what == What::skipped)
    {
        skipped_[*event.because].push_back(event.id);
        return {};
    }
    std::vector<std::string> lines = pass();
    const std::string id = utf8::printable(to_string(event.id));
    switch (event.what)
    {
    case What::done:
        lines.push_back(fmt::format("{} {} in {}", painted(green, past(event.kind)), id, to_text(event.took)));
        break;
    case What::failed:
        lines.push_back(fmt::format("{} to {} {} after {}", painted(red, "failed"), to_string(event.kind), id,
                                    to_text(event.took)));
        add_lines(render(*event.fault, color_), lines);
        break;
    case What::left:
        lines.push_back(
            fmt::format("{} {} unfinished: {}", painted(yellow, "left"), id, utf8::printable(state_of(event))));
        break;
    case What::retried:
        lines.push_back(fmt::format("{} {} again in {}: {}", painted(yellow, "trying"), id, to_text(event.took),
                                    utf8::printable(on_one_line(*event.fault))));
        break;
    default:
        break;
    }
    return lines;
}

std::vector<std::string> Narration::pass()
{
    std::vector<std::string> lines;
    for (const auto& [because, ids] : std::exchange(skipped_, {}))
    {
        lines.push_back(fmt::format("{} {}: {} failed", painted(yellow, "skipped"), names(ids), to_string(because)));
    }
    return lines;
}

std::string Narration::painted(const char* escape, std::string_view text) const
{
    return color_ == Color::on ? fmt::format("\033[{}m{}\033[0m", escape, text) : std::string(text);
}

} // namespace edgepool::run
