// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>

#include "member/command.h"

namespace edgepool::member
{

namespace
{

constexpr std::size_t text_column = 26;
constexpr std::size_t width = 80;

/// Breaks a text between words; what follows the first line stands below it.
std::string wrapped(std::string_view text, std::size_t indent)
{
    std::string lines;
    std::size_t column = indent;
    while (!text.empty())
    {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (column > indent && column + 1 + end > width)
        {
            lines += "\n" + std::string(indent, ' ');
            column = indent;
        }
        else if (column > indent)
        {
            lines += ' ';
            ++column;
        }
        lines += text.substr(0, end);
        column += end;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines + "\n";
}

std::string row(std::string left, std::string_view text)
{
    left = "  " + left;
    if (left.size() + 2 > text_column)
    {
        left += "\n";
        return left + std::string(text_column, ' ') + wrapped(text, text_column);
    }
    left.resize(text_column, ' ');
    return left + wrapped(text, text_column);
}

std::string with_value(const Option& option)
{
    return "--" + std::string(option.name) + (option.value.empty() ? "" : " ") + std::string(option.value);
}

} // namespace

std::string overview()
{
    std::string text = "usage: edgepool-member COMMAND ...\n\n" +
                       wrapped("What a machine of a testbed does in a pool, without a display and without packages "
                               "beyond RSPLIB's library.",
                               0) +
                       "\n";
    for (const Command& command : commands())
    {
        text += row(std::string(command.name), command.summary);
    }
    return text + "\nedgepool-member COMMAND --help says more, with an example.\n"
                  "exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted\n";
}

std::string help_of(const Command& command)
{
    constexpr std::string_view start = "usage: ";
    std::string usage = "edgepool-member " + std::string(command.name);
    for (const Operand& operand : command.operands)
    {
        usage += " " + std::string(operand.name);
    }
    for (const Option& option : command.options)
    {
        usage += option.is_required ? " " + with_value(option) : "";
    }
    std::string text = std::string(start) + wrapped(usage + " [OPTION...]", start.size()) + "\n" +
                       wrapped(command.description, 0) + "\noptions:\n";
    for (const Option& option : command.options)
    {
        text += row(with_value(option), option.text);
    }
    return text + "\nexample:\n  " + std::string(command.example) + "\n";
}

Exit ending_of_service(const Console& console)
{
    return console.was_told_to_end && console.was_told_to_end() ? Exit::done : Exit::interrupted;
}

} // namespace edgepool::member
