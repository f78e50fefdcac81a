// SPDX-License-Identifier: Apache-2.0
#include "cli/views/results_view.h"

#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include "base/rule.h"
#include "base/utf8.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule command_failed{"machine.command-failed", "the command failed"};

/// Calls `use` with each line, without its end.
template <typename Use>
void for_each_line(std::string_view text, const Use& use)
{
    while (!text.empty())
    {
        const std::size_t end = std::min(text.find('\n'), text.size());
        use(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

} // namespace

std::string outcome(const MachineResult& result)
{
    if (result.failure)
    {
        const Diagnostic& failure = *result.failure;
        return failure.summary + (failure.detail.empty() ? "" : ": " + failure.detail);
    }
    return result.ended.signal.empty() ? fmt::format("exit status {}", result.ended.status)
                                       : "ended by signal " + result.ended.signal;
}

void show_result(const MachineResult& result, Headline headline, Console& console)
{
    if (headline == Headline::on)
    {
        const bool colored = console.out_color == Color::on;
        console.out << (colored ? "\033[1m" : "") << "== " << result.name
                    << (result.well() ? "" : ": " + outcome(result)) << (colored ? "\033[0m" : "") << "\n";
    }
    console.out << result.out;
    if (headline == Headline::on && !result.out.empty() && !result.out.ends_with('\n'))
    {
        console.out << "\n";
    }
    console.out.flush();
    for_each_line(result.err, [&](std::string_view line) { console.err << result.name << ": " << line << "\n"; });
    if (result.is_cut)
    {
        console.err << result.name << ": there was more output; --stream shows all of it\n";
    }
    console.err.flush();
}

LiveLines::LiveLines(const std::vector<NamedReach>& machines, Console& console) : console_(console)
{
    for (const NamedReach& machine : machines)
    {
        width_ = std::max(width_, machine.name.size());
    }
}

void LiveLines::add(const std::string& machine, Stream stream, std::string_view piece)
{
    constexpr std::size_t longest_line = std::size_t{1} << 20U;
    std::string& begun = begun_[{machine, stream}];
    begun += piece;
    const std::size_t end = begun.size() > longest_line ? begun.size() : begun.rfind('\n') + 1;
    for_each_line(std::string_view(begun).substr(0, end), [&](std::string_view line) { write(machine, stream, line); });
    begun.erase(0, end);
}

void LiveLines::finish(const std::string& machine)
{
    for (const Stream stream : {Stream::out, Stream::err})
    {
        std::string& begun = begun_[{machine, stream}];
        if (!begun.empty())
        {
            write(machine, stream, begun);
            begun.clear();
        }
    }
}

void LiveLines::write(const std::string& machine, Stream stream, std::string_view line)
{
    std::ostream& to = stream == Stream::out ? console_.out : console_.err;
    to << machine << std::string(width_ - machine.size(), ' ') << " | " << line << "\n";
    to.flush();
}

Exit conclude(const std::vector<MachineResult>& results, bool was_interrupted, Console& console)
{
    const auto failed = std::ranges::count_if(results, [](const MachineResult& result) { return !result.well(); });
    for (const MachineResult& result : results)
    {
        if (result.failure && !was_interrupted)
        {
            console.say(*result.failure);
        }
        else if (!result.well() && !was_interrupted)
        {
            console.say(found(command_failed, {}, result.name + ": " + outcome(result)));
        }
    }
    if (failed != 0 && results.size() > 1)
    {
        console.err << fmt::format("{} machines: {} well, {} {}\n", results.size(),
                                   results.size() - static_cast<std::size_t>(failed), failed,
                                   was_interrupted ? "interrupted" : "failed");
    }
    return was_interrupted ? Exit::interrupted : failed != 0 ? Exit::failed : Exit::done;
}

std::string as_utf8(std::string text)
{
    // Each search goes on behind what was found: a text of other bytes alone is no reason to take ages.
    std::size_t from = 0;
    while (const auto invalid = utf8::first_invalid(std::string_view(text).substr(from)))
    {
        text[from + *invalid] = '?';
        from += *invalid + 1;
    }
    return text;
}

doc::Value results_json(const std::string& testbed, const std::vector<MachineResult>& results)
{
    doc::List list;
    for (const MachineResult& result : results)
    {
        list.emplace_back(doc::Object{
            {"name", result.name},
            {"well", result.well()},
            {"status", result.failure || !result.ended.signal.empty() ? doc::Value() : doc::Value(result.ended.status)},
            {"signal", result.ended.signal.empty() ? doc::Value() : doc::Value(result.ended.signal)},
            {"error", result.failure ? doc::Value(as_utf8(outcome(result))) : doc::Value()},
            {"out", as_utf8(result.out)},
            {"err", as_utf8(result.err)},
            {"cut", result.is_cut},
            {"seconds", result.time.count()}});
    }
    return doc::Object{{"testbed", testbed}, {"machines", std::move(list)}};
}

} // namespace edgepool::cli
