// SPDX-License-Identifier: Apache-2.0
#include "base/source.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <limits>
#include <utility>

#include "base/utf8.h"

namespace edgepool
{

namespace
{

constexpr std::uint32_t milestone_distance = 4096;

} // namespace

Source::Source(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text))
{
    assert(text_.size() < std::numeric_limits<std::uint32_t>::max());
    line_starts_.push_back(0);
    for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1))
    {
        add_milestones(line_starts_.back(), static_cast<std::uint32_t>(at));
        line_starts_.push_back(static_cast<std::uint32_t>(at + 1));
    }
    add_milestones(line_starts_.back(), static_cast<std::uint32_t>(text_.size()));
}

void Source::add_milestones(std::uint32_t begin, std::uint32_t end)
{
    Milestone last{.offset = begin};
    while (end - last.offset > milestone_distance)
    {
        const std::string_view line = text().substr(0, end);
        const auto next = static_cast<std::uint32_t>(utf8::character_start(line, last.offset + milestone_distance));
        const auto passed = static_cast<std::uint32_t>(utf8::count(line.substr(last.offset, next - last.offset)));
        last = {.offset = next, .column = last.column + passed};
        milestones_.push_back(last);
    }
}

Position Source::position(std::uint32_t offset) const
{
    offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
    const auto after = std::ranges::upper_bound(line_starts_, offset);
    const auto line = static_cast<std::uint32_t>(after - line_starts_.begin());
    Milestone from{.offset = line_starts_[line - 1]};
    const auto milestone = std::ranges::upper_bound(milestones_, offset, {}, &Milestone::offset);
    if (milestone != milestones_.begin() && std::prev(milestone)->offset > from.offset)
    {
        from = *std::prev(milestone);
    }
    const std::string_view here = text().substr(from.offset);
    const auto before = here.substr(0, utf8::character_start(here, offset - from.offset));
    return {.line = line, .column = from.column + static_cast<std::uint32_t>(utf8::count(before)) + 1};
}

std::string_view Source::line(std::uint32_t number) const
{
    if (number == 0 || number > line_count())
    {
        return {};
    }
    const std::size_t start = line_starts_[number - 1];
    const std::size_t end = number < line_count() ? line_starts_[number] - 1 : text_.size();
    auto line = text().substr(start, end - start);
    if (line.ends_with('\r'))
    {
        line.remove_suffix(1);
    }
    return line;
}

Position SourceRange::begin() const
{
    return source ? source->position(span.begin) : Position{};
}

Position SourceRange::end() const
{
    return source ? source->position(span.end) : Position{};
}

} // namespace edgepool
