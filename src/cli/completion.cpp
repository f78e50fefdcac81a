// SPDX-License-Identifier: Apache-2.0
#include "cli/completion.h"

#include <span>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/help.h"

namespace edgepool::cli
{

namespace
{

std::string joined(std::span<const std::string_view> words)
{
    return fmt::format("{}", fmt::join(words, " "));
}

bool takes_file(const Option& option)
{
    return option.value == "FILE";
}

/// What may stand behind the command's options.
std::vector<std::string_view> operand_words(const Command& command)
{
    if (command.name == "help")
    {
        return page_names();
    }
    return {command.operands.choices.begin(), command.operands.choices.end()};
}

/// The kind of names that 'edgepool show --names' is asked for; empty if the operands are none of the testbed's.
std::string_view name_kind(const Command& command)
{
    switch (command.operands.completes)
    {
    case Completes::machines:
        return "machines";
    case Completes::groups:
        return "groups";
    case Completes::members:
        return "members";
    default:
        return {};
    }
}

std::vector<std::string> option_words(const Command& command)
{
    std::vector<std::string> words;
    for (const Option& option : all_options(command))
    {
        words.push_back("--" + std::string(option.name));
        if (option.letter != '\0')
        {
            words.push_back(std::string("-") + option.letter);
        }
    }
    return words;
}

/// Single quotes for a shell.
std::string quoted(std::string_view text)
{
    std::string out = "'";
    for (const char c : text)
    {
        out += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return out + "'";
}

std::string spellings(const Option& option, std::string_view separator)
{
    const std::string name = "--" + std::string(option.name);
    return option.letter != '\0' ? name + std::string(separator) + "-" + option.letter : name;
}

std::string bash_case(const Command& command)
{
    std::string text = fmt::format("    {})\n        case $previous in\n", command.name);
    for (const Option& option : all_options(command))
    {
        if (!option.choices.empty())
        {
            text += fmt::format("        {}) words='{}' ;;\n", spellings(option, "|"), joined(option.choices));
        }
        else if (option.takes_value())
        {
            text += fmt::format("        {}) files=1 ;;\n", spellings(option, "|"));
        }
    }
    text += fmt::format("        *)\n            words='{}'\n", joined(operand_words(command)));
    text += command.operands.completes == Completes::files ? "            files=1\n" : "";
    text += name_kind(command).empty() ? "" : fmt::format("            names={}\n", name_kind(command));
    text += fmt::format(
        "            [[ $current == -* ]] && words='{}' files=0 names=''\n            ;;\n        esac\n        ;;\n",
        fmt::join(option_words(command), " "));
    return text;
}

/// Brackets and colons have a meaning in the descriptions of zsh's _arguments.
std::string zsh_text(std::string_view text)
{
    std::string out;
    for (const char c : text)
    {
        out += c == '[' || c == ']' || c == ':' || c == '\\' ? "\\" + std::string(1, c) : std::string(1, c);
    }
    return out;
}

std::string zsh_action(const Option& option)
{
    if (!option.choices.empty())
    {
        return fmt::format(":{}:({})", option.value, joined(option.choices));
    }
    return option.takes_value() ? fmt::format(":{}:_files", option.value) : "";
}

std::string zsh_case(const Command& command)
{
    std::string text = fmt::format("        {})\n            _arguments", command.name);
    for (const Option& option : all_options(command))
    {
        const std::string description = "[" + zsh_text(option.says) + "]" + zsh_action(option);
        text += " \\\n                " + quoted("--" + std::string(option.name) + description);
        if (option.letter != '\0')
        {
            text += " \\\n                " + quoted(std::string("-") + option.letter + description);
        }
    }
    const auto words = operand_words(command);
    if (!words.empty())
    {
        text += " \\\n                " + quoted(fmt::format("*:{}:({})", command.operands.name, joined(words)));
    }
    else if (command.operands.completes == Completes::files)
    {
        text += " \\\n                " + quoted("*:FILE:_files");
    }
    else if (!name_kind(command).empty())
    {
        text += " \\\n                " + quoted(fmt::format("*:NAME: _edgepool_names {}", name_kind(command)));
    }
    return text + "\n            ;;\n";
}

std::string fish_option(const Command& command, const Option& option)
{
    std::string text =
        fmt::format("complete -c edgepool -n '__fish_seen_subcommand_from {}' -l {}", command.name, option.name);
    text += option.letter != '\0' ? std::string(" -s ") + option.letter : "";
    if (!option.choices.empty())
    {
        text += fmt::format(" -x -a {}", quoted(joined(option.choices)));
    }
    else if (option.takes_value())
    {
        text += takes_file(option) ? " -r -F" : " -x";
    }
    return text + " -d " + quoted(option.says) + "\n";
}

// Names are those of the testbed file that the command line names so far, or of the usual one.
constexpr std::string_view bash_names = R"sh(_edgepool_names()
{
    local i file=()
    for ((i = 2; i < COMP_CWORD - 1; i++)); do
        if [[ ${COMP_WORDS[i]} == -f || ${COMP_WORDS[i]} == --file ]]; then
            file=(-f "${COMP_WORDS[i+1]}")
            [[ ${file[1]} == = ]] && file=(-f "${COMP_WORDS[i+2]}")
        fi
    done
    "${COMP_WORDS[0]}" show --names "$1" "${file[@]}" 2>/dev/null
}
)sh";

constexpr std::string_view zsh_names = R"sh(_edgepool_names()
{
    local -a names file
    local -i at=${words[(I)-f|--file]}
    ((at)) && file=(-f $words[at+1])
    names=(${(f)"$(edgepool show --names $1 $file 2>/dev/null)"})
    compadd -a names
}
)sh";

constexpr std::string_view fish_names = R"sh(function __edgepool_names
    set -l words (commandline -opc)
    set -l file
    for option in -f --file
        if set -l at (contains -i -- $option $words)
            set file -f $words[(math $at + 1)]
        end
    end
    edgepool show --names $argv $file 2>/dev/null
end
)sh";

} // namespace

std::string bash_completion()
{
    std::string text =
        "# bash completion for edgepool\n" + std::string(bash_names) +
        "_edgepool()\n{\n"
        "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words='' files=0 names=''\n"
        "    COMPREPLY=()\n"
        "    if ((COMP_CWORD == 1)); then\n";
    text += fmt::format(
        "        mapfile -t COMPREPLY < <(compgen -W '{} --help --version' -- \"$current\")\n        return\n    fi\n",
        fmt::join(command_names(), " "));
    text += "    case ${COMP_WORDS[1]} in\n";
    for (const Command& command : commands())
    {
        text += bash_case(command);
    }
    text +=
        "    esac\n"
        "    [[ -n $names ]] && words=$(_edgepool_names \"$names\")\n"
        "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\"; ((files)) && compgen -f -- \"$current\")\n"
        "}\n"
        "complete -o filenames -F _edgepool edgepool\n";
    return text;
}

std::string zsh_completion()
{
    std::string text = "#compdef edgepool\n" + std::string(zsh_names) + "_edgepool()\n{\n    local -a commands=(\n";
    for (const Command& command : commands())
    {
        text += "        " + quoted(std::string(command.name) + ":" + zsh_text(command.synopsis)) + "\n";
    }
    text += "    )\n"
            "    if ((CURRENT == 2)); then\n        _describe command commands\n        return\n    fi\n"
            "    local command=$words[2]\n    shift words\n    ((CURRENT--))\n"
            "    case $command in\n";
    for (const Command& command : commands())
    {
        text += zsh_case(command);
    }
    return text + "    esac\n}\ncompdef _edgepool edgepool\n";
}

std::string fish_completion()
{
    std::string text = "# fish completion for edgepool\n" + std::string(fish_names) + "complete -c edgepool -f\n";
    for (const Command& command : commands())
    {
        text += fmt::format("complete -c edgepool -n __fish_use_subcommand -a {} -d {}\n", command.name,
                            quoted(command.synopsis));
        for (const Option& option : all_options(command))
        {
            text += fish_option(command, option);
        }
        const auto words = operand_words(command);
        if (!words.empty())
        {
            text += fmt::format("complete -c edgepool -n '__fish_seen_subcommand_from {}' -a {}\n", command.name,
                                quoted(joined(words)));
        }
        else if (command.operands.completes == Completes::files)
        {
            text += fmt::format("complete -c edgepool -n '__fish_seen_subcommand_from {}' -F\n", command.name);
        }
        else if (!name_kind(command).empty())
        {
            text += fmt::format("complete -c edgepool -n '__fish_seen_subcommand_from {}' -a '(__edgepool_names {})'\n",
                                command.name, name_kind(command));
        }
    }
    return text;
}

} // namespace edgepool::cli
