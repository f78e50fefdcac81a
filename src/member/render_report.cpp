// SPDX-License-Identifier: Apache-2.0
#include "member/render_report.h"

#include <algorithm>
#include <ostream>

#include "doc/write.h"
#include "member/arguments.h"

namespace edgepool::member
{

namespace
{

std::int64_t milliseconds(std::chrono::milliseconds time)
{
    return time.count();
}

std::string checksum_text(const Picture& picture)
{
    return identifier_text(picture.checksum());
}

} // namespace

doc::Value to_value(const Request& request, const Served& served)
{
    return doc::Object{{"event", "served"},           {"picture", request.picture},
                       {"session", request.session},  {"element", identifier_text(served.element)},
                       {"refusals", served.refusals}, {"first_data_ms", milliseconds(served.first_data)}};
}

doc::Value to_value(const Request& request, const Failover& failover)
{
    return doc::Object{{"event", "failover"},
                       {"picture", request.picture},
                       {"session", request.session},
                       {"from", identifier_text(failover.from)},
                       {"to", identifier_text(failover.to)},
                       {"reason", failover.was_silent ? "silent" : "ended"},
                       {"cookie", failover.had_cookie},
                       {"attempts", failover.attempts},
                       {"gap_ms", milliseconds(failover.gap)}};
}

doc::Value to_value(const Request& request, const Rendered& rendered, const std::string& file)
{
    doc::List elements;
    for (const std::uint32_t element : rendered.elements)
    {
        elements.emplace_back(identifier_text(element));
    }
    doc::Value value = doc::Object{{"event", "picture"},
                                   {"picture", request.picture},
                                   {"session", request.session},
                                   {"whole", rendered.picture.is_whole()},
                                   {"missing", static_cast<std::int64_t>(rendered.picture.missing())},
                                   {"file", file.empty() ? doc::Value() : doc::Value(file)},
                                   {"checksum", checksum_text(rendered.picture)},
                                   {"took_ms", milliseconds(rendered.took)},
                                   {"first_data_ms", doc::Value()},
                                   {"packets", rendered.packets},
                                   {"refusals", rendered.refusals},
                                   {"repeats", rendered.repeats},
                                   {"failovers", static_cast<std::int64_t>(rendered.failovers.size())},
                                   {"elements", std::move(elements)}};
    if (rendered.first_data)
    {
        value["first_data_ms"] = milliseconds(*rendered.first_data);
    }
    return value;
}

void Tally::add(const Rendered& rendered)
{
    ++pictures_;
    whole_ += rendered.picture.is_whole() ? 1 : 0;
    failovers_ += static_cast<std::int64_t>(rendered.failovers.size());
    for (const Failover& failover : rendered.failovers)
    {
        longest_gap_ = std::max(longest_gap_, failover.gap);
    }
}

doc::Value Tally::to_value() const
{
    return doc::Object{{"event", "end"},
                       {"pictures", pictures_},
                       {"whole", whole_},
                       {"failovers", failovers_},
                       {"longest_gap_ms", milliseconds(longest_gap_)}};
}

void JsonLines::write(const doc::Value& value)
{
    const std::lock_guard lock(mutex_);
    out_ << doc::to_json(value, doc::JsonLayout::compact) << "\n" << std::flush;
}

} // namespace edgepool::member
