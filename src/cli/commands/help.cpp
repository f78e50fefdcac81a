// SPDX-License-Identifier: Apache-2.0
#include "cli/help.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>

#include "base/rule.h"
#include "base/suggest.h"
#include "cli/commands/commands.h"
#include "doc/write.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule unknown_page{"usage.unknown-page", "no such page"};

constexpr std::array<std::string_view, 3> formats{"text", "man", "markdown"};

constexpr std::array options{
    Option{.name = "format",
           .value = "FORMAT",
           .says = "text (the default), man (for man(1)) or markdown (as written).",
           .choices = formats},
};

void list_pages(Console& console)
{
    doc::List pages;
    for (const std::string_view name : page_names())
    {
        const Command* const command = find_command(name);
        pages.emplace_back(doc::Object{{"name", name}, {"synopsis", command != nullptr ? command->synopsis : ""}});
    }
    console.out << to_json(doc::Object{{"pages", std::move(pages)}});
}

Exit show(std::string_view name, std::string_view format, const Arguments& arguments, Console& console)
{
    if (arguments.has("json"))
    {
        console.out << to_json(doc::Object{{"name", name}, {"markdown", page_text(name).value_or("")}});
    }
    else if (format == "man")
    {
        console.out << manual_page(name);
    }
    else if (format == "markdown")
    {
        console.out << page_text(name).value_or("");
    }
    else
    {
        show_page(name, console);
    }
    return Exit::done;
}

Exit run_help(const Arguments& arguments, Console& console)
{
    const std::string_view format = arguments.value("format").value_or("text");
    if (!arguments.operands().empty())
    {
        const std::string& name = arguments.operands().front();
        const auto names = page_names();
        if (std::ranges::find(names, name) == names.end())
        {
            console.say(found(unknown_page, {}, "'" + name + "'", suggestion(name, names)));
            return Exit::usage;
        }
        return show(name, format, arguments, console);
    }
    if (arguments.has("json"))
    {
        list_pages(console);
        return Exit::done;
    }
    if (format == "text")
    {
        show_overview(console.out, console.out_color);
        return Exit::done;
    }
    return show("edgepool", format, arguments, console);
}

} // namespace

constexpr Command help_command{.name = "help",
                               .synopsis = "explain a command or a topic",
                               .options = options,
                               .operands = {.name = "COMMAND", .most = 1},
                               .run = run_help};

} // namespace edgepool::cli
