// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cli/commands/commands.h"
#include "cli/input.h"
#include "cli/views/diagnostics_view.h"
#include "doc/write.h"

namespace edgepool::cli
{

namespace
{

constexpr std::size_t most_files = 100'000;
constexpr std::array<std::string_view, 3> formats{"text", "json", "sarif"};

constexpr std::array options{
    file_option,
    Option{.name = "format",
           .value = "FORMAT",
           .says = "text (the default), json, or sarif for code scanning.",
           .choices = formats},
};

std::vector<std::string> files_of(const Arguments& arguments, const Console& console)
{
    std::vector<std::string> files = arguments.operands();
    if (arguments.has("file") || files.empty())
    {
        files.insert(files.begin(), testbed_path(arguments, console));
    }
    return files;
}

/// A file that cannot be read does not keep the others from being judged.
FileVerdict judge_file(const std::string& path, Console& console, Diagnostics& all)
{
    FileVerdict verdict{.file = path == "-" ? "<stdin>" : path};
    Diagnostics own;
    try
    {
        (void)judge_testbed(read_source(path, console), console, own);
    }
    catch (const Error& error)
    {
        own.add(error.diagnostic());
        verdict.unreadable = true;
    }
    verdict.errors = own.count(Severity::error);
    verdict.warnings = own.count(Severity::warning);
    for (const Diagnostic& diagnostic : own.items())
    {
        all.add(diagnostic);
    }
    return verdict;
}

Exit exit_for(const std::vector<FileVerdict>& verdicts)
{
    Exit exit = Exit::done;
    for (const FileVerdict& verdict : verdicts)
    {
        if (verdict.unreadable)
        {
            return Exit::failed;
        }
        exit = verdict.errors > 0 ? Exit::invalid : exit;
    }
    return exit;
}

Exit run_validate(const Arguments& arguments, Console& console)
{
    const std::string_view format = arguments.value("format").value_or(arguments.has("json") ? "json" : "text");
    Diagnostics all;
    std::vector<FileVerdict> verdicts;
    for (const std::string& path : files_of(arguments, console))
    {
        verdicts.push_back(judge_file(path, console, all));
    }
    if (format == "text")
    {
        console.say(all);
        console.out << verdict_line(verdicts) << "\n";
    }
    else
    {
        console.out << to_json(format == "sarif" ? sarif(all) : verdicts_json(verdicts, all));
    }
    return exit_for(verdicts);
}

} // namespace

constexpr Command validate_command{.name = "validate",
                                   .synopsis = "tell everything that is wrong with testbed files",
                                   .options = options,
                                   .operands = {.name = "FILE", .most = most_files, .completes = Completes::files},
                                   .run = run_validate};

} // namespace edgepool::cli
