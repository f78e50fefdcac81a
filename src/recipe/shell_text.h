// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace edgepool::recipe
{

/// The inside of a JSON string. Control characters become blanks.
std::string inside_json(std::string_view text);

/// " <<'END'" and what belongs behind the end of the line: the text on standard input, as it is. Only for texts that
/// can be one: see is_document.
struct HereDocument
{
    std::string mark{};
    std::string body{};
};
HereDocument here_document(std::string_view text);

/// Whether the text can stand in a script as it is: lines, the last one ended, without NUL.
bool is_document(std::string_view text);

/// base64 in lines of 76 characters.
std::string base64_lines(std::string_view bytes);

} // namespace edgepool::recipe
