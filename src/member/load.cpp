// SPDX-License-Identifier: Apache-2.0
#include "member/load.h"

#include <charconv>
#include <cstddef>
#include <fstream>
#include <sstream>
#include <system_error>

#include "base/error.h"
#include "process/run.h"

namespace edgepool::member
{

namespace
{

std::string output_of(const std::string& command, const std::stop_token& stop)
{
    constexpr std::size_t most = 4096;
    const process::Limits limits{.time = std::chrono::seconds(5), .output = most, .stop = stop};
    return process::run_or_throw({.program = "/bin/sh", .arguments = {"-c", command}}, limits).output;
}

std::string content_of(const std::string& path)
{
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace

std::optional<double> parse_load(std::string_view text)
{
    constexpr std::string_view blanks = " \t\n";
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    text = text.substr(0, text.find_first_of(blanks));
    const bool is_percent = text.ends_with('%');
    text.remove_suffix(is_percent ? 1 : 0);
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
    {
        return std::nullopt;
    }
    constexpr double percent = 100;
    number /= is_percent ? percent : 1;
    return number >= 0 && number <= 1 ? std::optional(number) : std::nullopt;
}

Load read_load(const LoadSource& source, const std::stop_token& stop)
{
    try
    {
        const std::string text = source.command.empty() ? content_of(source.file) : output_of(source.command, stop);
        const auto share = parse_load(text);
        return {.share = share,
                .fault = share ? "" : "'" + text.substr(0, text.find('\n')) + "' is no load from 0 to 1"};
    }
    catch (const Error& error)
    {
        return {.fault = error.diagnostic().detail};
    }
}

} // namespace edgepool::member
