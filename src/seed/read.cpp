// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <span>

#include "seed/seed.h"

namespace edgepool::seed
{

namespace
{

using Words = std::vector<std::string_view>;

Words words_of(std::string_view line)
{
    Words words;
    for (std::size_t begin = 0; begin <= line.size();)
    {
        const std::size_t end = std::min(line.find(' ', begin), line.size());
        words.push_back(line.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

template <typename Number>
std::optional<Number> number_in(std::string_view text, int base = 10)
{
    Number number{};
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number, base);
    return result.ec == std::errc() && result.ptr == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

bool is_hex(std::string_view text)
{
    return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// RFC 1123, short enough for Linux.
bool is_hostname(std::string_view text)
{
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
    return !text.empty() && text.size() <= 63 && text.find_first_not_of(allowed) == std::string_view::npos &&
           text.front() != '-' && text.front() != '.';
}

bool is_mac(std::string_view text)
{
    if (text.size() != 17)
    {
        return false;
    }
    for (std::size_t at = 0; at < text.size(); ++at)
    {
        if (at % 3 == 2 ? text[at] != ':' : !is_hex(text.substr(at, 1)))
        {
            return false;
        }
    }
    return true;
}

bool is_interface_name(std::string_view text)
{
    return !text.empty() && text.size() <= 15 && text != "." && text != ".." &&
           std::ranges::none_of(text, [](char c) { return c == '/' || c == ':' || c <= ' ' || c == '\x7f'; });
}

bool is_address(std::string_view text)
{
    return !text.empty() && text.size() <= 49 &&
           text.find_first_not_of("0123456789abcdef.:/") == std::string_view::npos;
}

/// Absolute, and nothing in it leads elsewhere.
bool is_path(std::string_view text)
{
    if (!text.starts_with('/') || text.ends_with('/') || text.find('\0') != std::string_view::npos ||
        text.size() > 1024)
    {
        return false;
    }
    const std::string path(text);
    return path.find("//") == std::string::npos && (path + "/").find("/./") == std::string::npos &&
           (path + "/").find("/../") == std::string::npos;
}

class BodyReader
{
public:
    explicit BodyReader(std::string_view body) : rest_(body) {}

    Reading read()
    {
        while (!rest_.empty())
        {
            const std::string_view line = take_line();
            if (!take(words_of(line), line))
            {
                const auto length = std::min<std::size_t>(line.find(' '), line.size());
                return {.fault = "bad line '" + std::string(line.substr(0, std::min<std::size_t>(length, 20))) + "'"};
            }
        }
        if (seed_.hostname.empty() || seed_.machine_id.empty() || seed_.entropy.empty() ||
            seed_.now_in_nanoseconds == 0)
        {
            return {.fault = "no hostname, machine-id, time or entropy"};
        }
        return {.seed = std::move(seed_)};
    }

private:
    std::string_view take_line()
    {
        const std::size_t end = std::min(rest_.find('\n'), rest_.size());
        const std::string_view line = rest_.substr(0, end);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        return line;
    }

    bool take(const Words& words, std::string_view line)
    {
        if (words.front() == "file")
        {
            return take_file(words, line);
        }
        if (words.front() == "card")
        {
            return take_card(words);
        }
        if (words.size() != 2)
        {
            return false;
        }
        const std::string_view value = words[1];
        if (words.front() == "hostname" && is_hostname(value))
        {
            seed_.hostname = value;
            return true;
        }
        if (words.front() == "machine-id" && value.size() == 32 && is_hex(value))
        {
            seed_.machine_id = value;
            return true;
        }
        if (words.front() == "entropy" && value.size() >= 64 && value.size() <= 1024 && value.size() % 2 == 0 &&
            is_hex(value))
        {
            seed_.entropy = Secret(std::string(value));
            return true;
        }
        return words.front() == "now" && take_time(value);
    }

    bool take_time(std::string_view value)
    {
        const auto now = number_in<std::int64_t>(value);
        seed_.now_in_nanoseconds = now.value_or(0);
        return now && *now > 0;
    }

    /// "file MODE LENGTH PATH", the content, a line's end. The path is the last word since it may have spaces.
    bool take_file(const Words& words, std::string_view line)
    {
        const auto mode = words.size() >= 4 ? number_in<unsigned>(words[1], 8) : std::nullopt;
        const auto length = mode ? number_in<std::size_t>(words[2]) : std::nullopt;
        if (!length || *mode > 0777 || *length >= rest_.size() || rest_[*length] != '\n')
        {
            return false;
        }
        const std::string_view path = line.substr(words[0].size() + words[1].size() + words[2].size() + 3);
        if (!is_path(path))
        {
            return false;
        }
        seed_.files.push_back(
            {.path = std::string(path), .mode = *mode, .content = Secret(std::string(rest_.substr(0, *length)))});
        rest_.remove_prefix(*length + 1);
        return true;
    }

    bool take_card(const Words& words)
    {
        const auto position = words.size() >= 5 ? number_in<unsigned>(words[1]) : std::nullopt;
        const auto mtu = position ? number_in<unsigned>(words[4]) : std::nullopt;
        if (!mtu || *position >= 64 || !is_mac(words[2]) || !is_interface_name(words[3]) || *mtu < 576 || *mtu > 65535)
        {
            return false;
        }
        Card card{.position = *position, .mac = std::string(words[2]), .name = std::string(words[3]), .mtu = *mtu};
        for (std::string_view word : std::span(words).subspan(5))
        {
            constexpr std::string_view via = "via=";
            const bool is_gateway = word.starts_with(via);
            word.remove_prefix(is_gateway ? via.size() : 0);
            if (!is_address(word) || (word.find('/') == std::string_view::npos) != is_gateway)
            {
                return false;
            }
            (is_gateway ? card.gateways : card.addresses).emplace_back(word);
        }
        seed_.cards.push_back(std::move(card));
        return true;
    }

    std::string_view rest_;
    Seed seed_;
};

} // namespace

Reading read_body(std::string_view body)
{
    return BodyReader(body).read();
}

} // namespace edgepool::seed
