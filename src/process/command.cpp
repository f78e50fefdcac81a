// SPDX-License-Identifier: Apache-2.0
#include "process/command.h"

#include <algorithm>
#include <string_view>

namespace edgepool::process
{

namespace
{

bool is_plain(char character)
{
    constexpr std::string_view others = "%+,-./:=@_";
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || others.find(character) != std::string_view::npos;
}

std::string quoted(const std::string& word)
{
    if (!word.empty() && std::ranges::all_of(word, is_plain))
    {
        return word;
    }
    std::string text = "'";
    for (const char character : word)
    {
        text += character == '\'' ? std::string("'\\''") : std::string(1, character);
    }
    return text + "'";
}

} // namespace

std::string to_string(const Command& command)
{
    std::string text;
    for (const auto& [name, value] : command.environment)
    {
        text += name + "=" + quoted(value) + " ";
    }
    text += quoted(command.program);
    for (const std::string& argument : command.arguments)
    {
        text += " " + quoted(argument);
    }
    return text;
}

} // namespace edgepool::process
