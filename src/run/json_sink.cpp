// SPDX-License-Identifier: Apache-2.0
#include "run/json_sink.h"

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string_view>

#include "doc/value.h"
#include "doc/write.h"

namespace edgepool::run
{

namespace
{

/// To the millisecond, which is as exact as anybody can use it.
double seconds(Duration time)
{
    return static_cast<double>(std::chrono::duration_cast<std::chrono::milliseconds>(time).count()) / 1000;
}

void add_text(std::string_view name, std::string_view text, doc::Value& value)
{
    if (!text.empty())
    {
        value[name] = text;
    }
}

void add_id(const plan::Id& id, doc::Value& value)
{
    add_text("kind", id.kind, value);
    add_text("name", id.name, value);
    add_text("site", id.site, value);
}

doc::Value to_value(const Diagnostic& fault)
{
    doc::Value value;
    add_text("code", fault.code, value);
    add_text("summary", fault.summary, value);
    add_text("detail", fault.detail, value);
    add_text("hint", fault.hint, value);
    return value;
}

bool is_of_a_task(What what)
{
    return what != What::begun && what != What::ended;
}

void add_task(const Event& event, doc::Value& value)
{
    value["task"] = static_cast<std::int64_t>(event.task);
    value["do"] = to_string(event.kind);
    add_id(event.id, value);
    add_text("phase", event.phase, value);
    add_text("text", event.text, value);
    if (event.fault)
    {
        value["fault"] = to_value(*event.fault);
    }
    if (event.because)
    {
        add_id(*event.because, value["because"]);
    }
    if (event.what == What::done || event.what == What::failed || event.what == What::left ||
        event.what == What::retried)
    {
        value["took"] = seconds(event.took);
    }
    for (const PhaseTime& phase : event.phases)
    {
        value["phases"][phase.phase] = seconds(phase.spent);
    }
}

} // namespace

std::string to_json(const Event& event)
{
    doc::Value value;
    value["at"] = seconds(event.at);
    value["what"] = to_string(event.what);
    if (is_of_a_task(event.what))
    {
        add_task(event, value);
    }
    else
    {
        value["count"] = static_cast<std::int64_t>(event.count);
    }
    return doc::to_json(value, doc::JsonLayout::compact);
}

void JsonSink::take(const Event& event)
{
    out_ << to_json(event) << "\n" << std::flush;
}

} // namespace edgepool::run
