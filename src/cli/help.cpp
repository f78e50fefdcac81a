// SPDX-License-Identifier: Apache-2.0
#include "cli/help.h"

#include <algorithm>
#include <ostream>
#include <string>

#include "cli/command.h"
#include "cli/command_pages.h"
#include "cli/markdown.h"
#include "cli/topic_pages.h"
#include "cli/version.h"

namespace edgepool::cli
{

namespace
{

constexpr std::string_view program = "edgepool";

std::string_view stem(std::string_view file)
{
    return file.substr(0, file.find('.'));
}

std::optional<std::string_view> find_text(std::span<const EmbeddedText> texts, std::string_view name)
{
    const auto found =
        std::ranges::find_if(texts, [name](const EmbeddedText& text) { return stem(text.name) == name; });
    return found != texts.end() ? std::optional(found->text) : std::nullopt;
}

} // namespace

std::optional<std::string_view> page_text(std::string_view name)
{
    const auto page = find_text(command_pages(), name);
    return page ? page : find_text(topic_pages(), name);
}

std::vector<std::string_view> page_names()
{
    std::vector<std::string_view> names = command_names();
    names.push_back(program);
    for (const EmbeddedText& topic : topic_pages())
    {
        names.push_back(stem(topic.name));
    }
    return names;
}

void show_page(std::string_view name, Console& console)
{
    console.out << to_terminal(parse_markdown(page_text(name).value_or("")), console.width, console.out_color);
}

void show_overview(std::ostream& out, Color color)
{
    constexpr std::size_t name_width = 12;
    const auto bold = [color](std::string_view text) {
        return color == Color::on ? "\033[1m" + std::string(text) + "\033[0m" : std::string(text);
    };
    out << "edgepool turns one testbed file into a running mobile-edge testbed.\n\n"
        << bold("usage:") << " edgepool COMMAND [OPTIONS]\n\n"
        << bold("commands:") << "\n";
    for (const Command& command : commands())
    {
        const std::string gap(name_width - std::min(command.name.size(), name_width - 1), ' ');
        out << "  " << bold(command.name) << gap << command.synopsis << "\n";
    }
    out << "\n"
        << bold("begin:") << "\n"
        << "  edgepool init                write a commented testbed.yaml\n"
        << "  edgepool validate            everything that is wrong with it, in one go\n"
        << "  edgepool show                its machines, networks and addresses\n"
        << "  edgepool help COMMAND        a page with examples\n"
        << "  edgepool help testbed-file   the whole format\n";
}

std::string manual_page(std::string_view name)
{
    const std::string full =
        name == program || !find_text(command_pages(), name) ? std::string(name) : "edgepool-" + std::string(name);
    return to_manual(parse_markdown(page_text(name).value_or("")), full, version);
}

} // namespace edgepool::cli
