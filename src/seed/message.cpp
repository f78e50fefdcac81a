// SPDX-License-Identifier: Apache-2.0
#include "seed/message.h"

#include <charconv>

namespace edgepool::seed
{

namespace
{

/// The longest first line that makes sense.
constexpr std::size_t longest_line = first_words.size() + 20;

std::optional<std::size_t> length_in(std::string_view line)
{
    if (!line.starts_with(first_words))
    {
        return std::nullopt;
    }
    line.remove_prefix(first_words.size());
    std::size_t length = 0;
    const auto result = std::from_chars(line.data(), line.data() + line.size(), length);
    const bool good = result.ec == std::errc() && result.ptr == line.data() + line.size() && length <= longest_body;
    return good ? std::optional(length) : std::nullopt;
}

} // namespace

std::optional<std::string> MessageReader::next()
{
    for (;;)
    {
        const std::size_t end = buffer_.find('\n');
        if (end == std::string::npos)
        {
            if (buffer_.size() > longest_line)
            {
                buffer_.clear();
            }
            return std::nullopt;
        }
        const auto length = length_in(std::string_view(buffer_).substr(0, end));
        if (!length)
        {
            buffer_.erase(0, end + 1);
            continue;
        }
        if (buffer_.size() - end - 1 < *length)
        {
            return std::nullopt;
        }
        std::string body = buffer_.substr(end + 1, *length);
        buffer_.erase(0, end + 1 + *length);
        return body;
    }
}

} // namespace edgepool::seed
