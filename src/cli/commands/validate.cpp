// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <istream>
#include <ostream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/commands/commands.h"
#include "cli/fixing.h"
#include "cli/input.h"
#include "cli/judging.h"
#include "cli/severities.h"
#include "cli/views/diagnostics_view.h"
#include "doc/write.h"

namespace edgepool::cli
{

namespace
{

constexpr std::size_t most_files = 100'000;
constexpr std::array<std::string_view, 4> formats{"text", "json", "sarif", "github"};

constexpr std::array options{
    file_option,
    Option{.name = "format",
           .value = "FORMAT",
           .says = "text (the default), json, sarif for code scanning, or github for annotations.",
           .choices = formats},
    Option{.name = "deny",
           .value = "CODE",
           .says = "Take this fault for an error; AREA.* for all of an area.",
           .occurs = Occurs::repeatedly},
    Option{.name = "allow",
           .value = "CODE",
           .says = "Do not report this fault; AREA.* for all of an area.",
           .occurs = Occurs::repeatedly},
    Option{.name = "fix", .says = "Show what can be mended in one right way, ask, and mend it."},
    Option{.name = "yes", .letter = 'y', .says = "With --fix: mend without asking."},
};

std::vector<std::string> inputs_of(const Arguments& arguments, const Console& console)
{
    std::vector<std::string> inputs = arguments.operands();
    if (arguments.has("file") || inputs.empty())
    {
        inputs.insert(inputs.begin(), testbed_path(arguments, console));
    }
    return inputs;
}

Exit exit_for(const std::vector<FileVerdict>& verdicts, const Diagnostics& diagnostics)
{
    if (std::ranges::any_of(verdicts, &FileVerdict::unreadable))
    {
        return Exit::failed;
    }
    return diagnostics.has_errors() ? Exit::invalid : Exit::done;
}

void write_result(std::string_view format, const std::vector<FileVerdict>& verdicts, const Diagnostics& diagnostics,
                  Console& console)
{
    if (format == "json")
    {
        console.out << to_json(verdicts_json(verdicts, diagnostics));
    }
    else if (format == "sarif")
    {
        console.out << to_json(sarif(diagnostics));
    }
    else if (format == "github")
    {
        console.out << github_annotations(diagnostics);
    }
    else
    {
        console.say(diagnostics);
        console.out << verdict_line(verdicts) << "\n";
    }
}

bool is_agreed(const Arguments& arguments, Console& console)
{
    if (arguments.has("yes"))
    {
        return true;
    }
    console.err << "mend these? [y/N] " << std::flush;
    std::string answer;
    std::getline(console.in, answer);
    return answer == "y" || answer == "yes";
}

/// Files inside of archives, and standard input, stay as they are.
std::vector<FixedFile> mendable(const Diagnostics& diagnostics)
{
    std::vector<FixedFile> files = fixed_files(diagnostics);
    std::erase_if(files, [](const FixedFile& file) {
        std::error_code fault;
        return !std::filesystem::is_regular_file(file.source->name(), fault);
    });
    return files;
}

void mend(const Arguments& arguments, const Diagnostics& diagnostics, Console& console)
{
    const std::vector<FixedFile> files = mendable(diagnostics);
    for (const FixedFile& file : files)
    {
        console.err << difference(file);
    }
    if (files.empty())
    {
        console.err << "nothing that could be mended in one right way\n";
        return;
    }
    if (!is_agreed(arguments, console))
    {
        console.err << "nothing was changed\n";
        return;
    }
    for (const FixedFile& file : files)
    {
        write_fixed(file);
        console.err << "mended " << file.source->name() << "; judge it again\n";
    }
}

Exit run_validate(const Arguments& arguments, Console& console)
{
    const std::vector<std::string> deny = arguments.values("deny");
    const std::vector<std::string> allow = arguments.values("allow");
    const Severities severities{.deny = deny, .allow = allow};
    Diagnostics usage;
    check_codes(severities, usage);
    if (usage.has_errors())
    {
        console.say(usage);
        return Exit::usage;
    }
    Judging judging(console);
    for (const std::string& input : inputs_of(arguments, console))
    {
        judging.add(input);
    }
    judging.finish();
    const Diagnostics diagnostics = with_severities(judging.diagnostics(), severities);
    const std::vector<FileVerdict> verdicts = judging.verdicts(diagnostics);
    write_result(arguments.value("format").value_or(arguments.has("json") ? "json" : "text"), verdicts, diagnostics,
                 console);
    if (arguments.has("fix"))
    {
        mend(arguments, diagnostics, console);
    }
    return exit_for(verdicts, diagnostics);
}

} // namespace

constexpr Command validate_command{.name = "validate",
                                   .synopsis = "tell everything that is wrong with testbeds, descriptors and packages",
                                   .options = options,
                                   .operands = {.name = "FILE", .most = most_files, .completes = Completes::files},
                                   .run = run_validate};

} // namespace edgepool::cli
