// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "plan/plan.h"
#include "run/event.h"
#include "run/site.h"

namespace edgepool::run
{

// Found by googletest when it prints a value.
inline void PrintTo(const PhaseTime& time, std::ostream* out) // NOLINT(readability-identifier-naming)
{
    *out << time.phase << " " << std::chrono::duration<double>(time.spent).count() << " s";
}

} // namespace edgepool::run

/// Worlds for the tests of the executor: each resource does what its script says.
namespace edgepool::run::sample
{

struct Script
{
    std::function<Outcome(unsigned call, const Turn& turn)> advance = [](unsigned, const Turn&) { return Done{}; };
    std::string phase = "working";
    Duration within = std::chrono::minutes(5);
    std::string overdue{};
};

class ScriptedStep final : public Step
{
public:
    explicit ScriptedStep(Script script) : script_(std::move(script)) {}

    Outcome advance(const Turn& turn) override { return script_.advance(++calls_, turn); }

    Diagnostic overdue() const override
    {
        Diagnostic diagnostic = Step::overdue();
        diagnostic.detail = script_.overdue;
        return diagnostic;
    }

private:
    Script script_;
    unsigned calls_ = 0;
};

class ScriptedSite final : public Site
{
public:
    std::vector<plan::Observed> observe(const std::stop_token& /*stop*/) override { return found; }

    Job job(const plan::Action& action, plan::TaskKind /*kind*/) override
    {
        const auto script = scripts.find(action.id().name);
        const Script& its_own = script != scripts.end() ? script->second : other;
        return {.step = std::make_unique<ScriptedStep>(its_own), .phase = its_own.phase, .within = its_own.within};
    }

    std::optional<Reach> reach(const plan::Id& machine) override { return Reach{.address = machine.name}; }
    Limits limits() const override { return room; }

    std::map<std::string, Script> scripts{};
    Script other{}; ///< of those that have none of their own
    Limits room{};
    std::vector<plan::Observed> found{};
};

/// So many calls until it is done, so much time between them.
inline Script polled(unsigned calls, Duration pace)
{
    return {.advance = [=](unsigned call, const Turn&) -> Outcome {
        return call < calls ? Outcome{Again{.after = pace}} : Outcome{Done{}};
    }};
}

inline Error error(Retry retry = Retry::useless)
{
    return Error({.code = "test.refused", .summary = "refused"}, retry);
}

inline Script failing(Retry retry = Retry::useless)
{
    return {.advance = [=](unsigned, const Turn&) -> Outcome { throw error(retry); }};
}

inline plan::Resource resource(std::string name, const std::vector<std::string>& needs = {},
                               plan::Need need = plan::Need::ready)
{
    plan::Resource resource{.id = {.kind = "machine", .name = std::move(name), .site = "lab"}};
    for (const std::string& other : needs)
    {
        resource.needs.push_back({.on = {.kind = "machine", .name = other, .site = "lab"}, .need = need});
    }
    return resource;
}

/// "2.5 started mec-1"
inline std::string said(const Event& event)
{
    const auto tenths = std::chrono::duration_cast<std::chrono::milliseconds>(event.at).count() / 100;
    std::string text = std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " ";
    text += std::string(to_string(event.what)) + (event.id.name.empty() ? "" : " " + event.id.name);
    text += event.because ? " because of " + event.because->name : "";
    return text;
}

inline std::vector<std::string> said(const std::vector<Event>& events)
{
    std::vector<std::string> texts;
    texts.reserve(events.size());
    for (const Event& event : events)
    {
        texts.push_back(said(event));
    }
    return texts;
}

} // namespace edgepool::run::sample
