// SPDX-License-Identifier: Apache-2.0
#include "run/tally.h"

#include <algorithm>

#include <fmt/format.h>

namespace edgepool::run
{

void Tally::take(const Event& event)
{
    const auto known = std::ranges::find(active_, event.task, [](const Active& active) { return active.last.task; });
    switch (event.what)
    {
    case What::begun:
        total_ = event.count;
        return;
    case What::started:
        active_.push_back({.last = event, .since = event.at});
        return;
    case What::queued:
    case What::advanced:
    case What::retried:
        if (known != active_.end())
        {
            known->last = event;
        }
        return;
    case What::done:
        ++done_;
        break;
    case What::failed:
        ++failed_;
        break;
    case What::skipped:
        ++skipped_;
        break;
    case What::left:
        ++left_;
        break;
    case What::ended:
        return;
    }
    if (known != active_.end())
    {
        active_.erase(known);
    }
}

std::string Tally::text() const
{
    std::string text = fmt::format("{} of {} done", done_, total_);
    const auto add = [&text](std::size_t count, std::string_view what) {
        text += count > 0 ? fmt::format(", {} {}", count, what) : "";
    };
    add(active_.size(), "under way");
    add(failed_, "failed");
    add(skipped_, "skipped");
    add(left_, "left unfinished");
    return text;
}

} // namespace edgepool::run
