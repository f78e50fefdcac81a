// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"

#include <algorithm>
#include <array>

#include "cli/commands/commands.h"

namespace edgepool::cli
{

namespace
{

constexpr std::array<std::string_view, 3> color_choices{"auto", "always", "never"};

constexpr std::array common{
    Option{.name = "help", .letter = 'h', .says = "Show this page."},
    Option{.name = "json", .says = "Write the result as JSON."},
    Option{.name = "color",
           .value = "WHEN",
           .says = "Colours: auto (on terminals, unless NO_COLOR is set), always, never.",
           .choices = color_choices},
};

std::string shown(const Option& option)
{
    const std::string name = option.letter != '\0' ? std::string("-") + option.letter : "--" + std::string(option.name);
    return "[" + name + (option.takes_value() ? " " + std::string(option.value) : "") + "]" +
           (option.occurs == Occurs::repeatedly ? "…" : "");
}

} // namespace

std::optional<std::string_view> Arguments::value(std::string_view option) const
{
    const auto found = options_.find(option);
    return found != options_.end() ? std::optional<std::string_view>(found->second) : std::nullopt;
}

std::vector<std::string> Arguments::values(std::string_view option) const
{
    std::vector<std::string> values;
    const auto [first, last] = options_.equal_range(option);
    for (auto each = first; each != last; ++each)
    {
        values.push_back(each->second);
    }
    return values;
}

std::span<const Command> commands()
{
    static const std::array all{init_command, validate_command,   explain_command,   show_command,    graph_command,
                                plan_command, up_command,         configure_command, scale_command,   migrate_command,
                                pool_command, spread_command,     status_command,    down_command,    image_command,
                                run_command,  ssh_command,        cp_command,        console_command, logs_command,
                                list_command, completion_command, help_command,      version_command};
    return all;
}

const Command* find_command(std::string_view name)
{
    const auto found = std::ranges::find(commands(), name, &Command::name);
    return found != commands().end() ? &*found : nullptr;
}

std::vector<std::string_view> command_names()
{
    std::vector<std::string_view> names;
    for (const Command& command : commands())
    {
        names.push_back(command.name);
    }
    return names;
}

std::span<const Option> common_options()
{
    return common;
}

std::vector<Option> all_options(const Command& command)
{
    std::vector<Option> options(command.options.begin(), command.options.end());
    options.insert(options.end(), common.begin(), common.end());
    return options;
}

std::string usage_line(const Command& command)
{
    std::string line = "edgepool " + std::string(command.name);
    for (const Option& option : command.options)
    {
        line += " " + shown(option);
    }
    line += " [--json]";
    if (!command.operands.name.empty())
    {
        // Several operands that each have a name of their own are no list of the same.
        const bool is_list = command.operands.most > 1 && command.operands.name.find(' ') == std::string_view::npos;
        const std::string name = std::string(command.operands.name) + (is_list ? "…" : "");
        line += command.operands.least > 0 ? " " + name : " [" + name + "]";
    }
    if (!command.rest.name.empty())
    {
        const std::string words = "-- " + std::string(command.rest.name) + "…";
        line += command.rest.least > 0 ? " " + words : " [" + words + "]";
    }
    return line;
}

} // namespace edgepool::cli
