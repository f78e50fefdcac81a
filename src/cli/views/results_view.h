// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/console.h"
#include "cli/remote.h"
#include "doc/value.h"

/// What was done on several machines, for people and for programs.
namespace edgepool::cli
{

enum class Headline
{
    off,
    on,
};

/// One machine's outputs in one piece; what it wrote to its standard error goes to ours, with its name before each
/// line.
void show_result(const MachineResult& result, Headline headline, Console& console);

/// Lines of many machines as they come, each with the name of its machine.
class LiveLines
{
public:
    LiveLines(const std::vector<NamedReach>& machines, Console& console);

    void add(const std::string& machine, Stream stream, std::string_view piece);
    /// Ends a last line that has no end of its own.
    void finish(const std::string& machine);

private:
    void write(const std::string& machine, Stream stream, std::string_view line);

    Console& console_;
    std::size_t width_ = 0;
    std::map<std::pair<std::string, Stream>, std::string> begun_;
};

/// "exit status 2", "ended by signal TERM", or why it did not run.
std::string outcome(const MachineResult& result);

/// What is left to say when all is done: each failure, and how many there are.
Exit conclude(const std::vector<MachineResult>& results, bool was_interrupted, Console& console);

/// docs/commands/run.md describes it.
doc::Value results_json(const std::string& testbed, const std::vector<MachineResult>& results);

/// The text with a '?' for each byte that is not UTF-8, as JSON needs it.
std::string as_utf8(std::string text);

} // namespace edgepool::cli
