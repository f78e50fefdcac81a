// SPDX-License-Identifier: Apache-2.0
#include "recipe/shell_text.h"

#include <cstddef>

#include "base/base64.h"
#include "base/utf8.h"

namespace edgepool::recipe
{

std::string inside_json(std::string_view text)
{
    std::string inside;
    for (const char c : utf8::printable(text))
    {
        inside += c == '\t' ? " " : c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    }
    return inside;
}

HereDocument here_document(std::string_view text)
{
    std::string end = "END";
    while (("\n" + std::string(text)).find("\n" + end + "\n") != std::string::npos)
    {
        end += "_";
    }
    return {.mark = " <<'" + end + "'", .body = std::string(text) + end + "\n"};
}

bool is_document(std::string_view text)
{
    return text.ends_with('\n') && text.find('\0') == std::string_view::npos;
}

std::string base64_lines(std::string_view bytes)
{
    constexpr std::size_t width = 76;
    const std::string encoded = to_base64(bytes);
    std::string lines;
    for (std::size_t begin = 0; begin < encoded.size(); begin += width)
    {
        lines += encoded.substr(begin, width) + "\n";
    }
    return lines;
}

} // namespace edgepool::recipe
