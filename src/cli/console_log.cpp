// SPDX-License-Identifier: Apache-2.0
#include "cli/console_log.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "base/utf8.h"

namespace edgepool::cli
{

namespace
{

constexpr char escape = '\033';

/// The length of the escape sequence at the text's beginning (ECMA-48): "ESC [ parameters final", "ESC ] text BEL", or
/// two characters.
std::size_t escape_length(std::string_view text)
{
    if (text.size() < 2)
    {
        return text.size();
    }
    std::size_t end = 1;
    if (text[1] == '[')
    {
        end = text.find_first_not_of("0123456789;:<=>? !\"#$%&'()*+,-./", 2);
    }
    else if (text[1] == ']')
    {
        end = text.find('\a', 2);
    }
    return end == std::string_view::npos ? text.size() : end + 1;
}

} // namespace

std::string plain_line(std::string_view line)
{
    std::string plain;
    while (!line.empty())
    {
        const std::size_t length = line.front() == escape ? escape_length(line) : 1;
        if (line.front() != escape && line.front() != '\r')
        {
            plain += line.front();
        }
        line.remove_prefix(length);
    }
    return utf8::printable(plain);
}

std::vector<std::string> ConsoleLog::more()
{
    std::error_code unknown;
    const auto size = std::filesystem::file_size(path_, unknown);
    if (!unknown && size < read_)
    {
        read_ = 0;
        begun_.clear();
    }
    std::ifstream file(path_, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(read_));
    const std::string fresh{std::istreambuf_iterator<char>(file), {}};
    read_ += fresh.size();
    begun_ += fresh;
    std::vector<std::string> lines;
    std::size_t begin = 0;
    for (std::size_t end = begun_.find('\n'); end != std::string::npos; end = begun_.find('\n', begin))
    {
        lines.push_back(plain_line(std::string_view(begun_).substr(begin, end - begin)));
        begin = end + 1;
    }
    begun_.erase(0, begin);
    return lines;
}

std::vector<std::string> ConsoleLog::last(std::size_t lines)
{
    std::vector<std::string> all = more();
    all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(std::min(lines, all.size())));
    return all;
}

std::string ConsoleLog::rest() const
{
    return plain_line(begun_);
}

} // namespace edgepool::cli
