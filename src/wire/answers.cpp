// SPDX-License-Identifier: Apache-2.0
#include "wire/answers.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "wire/counters.h"

namespace edgepool::wire
{

namespace
{

constexpr std::string_view greeting = "edgepool-switch protocol=1";

constexpr std::array<std::pair<std::string_view, std::uint64_t Counters::*>, 9> fields{{
    {"received", &Counters::received},
    {"received-bytes", &Counters::received_bytes},
    {"sent", &Counters::sent},
    {"sent-bytes", &Counters::sent_bytes},
    {"malformed", &Counters::malformed},
    {"spoofed", &Counters::spoofed},
    {"overflowed", &Counters::overflowed},
    {"away", &Counters::away},
    {"queued", &Counters::queued},
}};

template <typename Number>
bool parse_number(std::string_view text, Number& number)
{
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc{} && end == text.data() + text.size();
}

/// Takes the text up to the separator, which goes as well.
std::string_view take(std::string_view& text, char separator)
{
    const std::string_view word = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    return word;
}

/// "NAME=VALUE": the value, if it has that name.
std::optional<std::string_view> value_of(std::string_view word, std::string_view name)
{
    const bool is_it = word.starts_with(name) && word.substr(name.size()).starts_with('=');
    return is_it ? std::optional(word.substr(name.size() + 1)) : std::nullopt;
}

bool parse_port(std::string_view words, Counters& counters)
{
    for (const auto& [name, field] : fields)
    {
        const auto value = value_of(take(words, ' '), name);
        if (!value || !parse_number(*value, counters.*field))
        {
            return false;
        }
    }
    return words.empty();
}

bool parse_line(std::string_view line, AllCounters& all)
{
    const std::string_view kind = take(line, ' ');
    const std::string segment(take(line, ' '));
    if (kind == "segment")
    {
        const auto strangers = value_of(line, "strangers");
        return strangers && parse_number(*strangers, all[segment].strangers);
    }
    const std::string member(take(line, ' '));
    return kind == "port" && parse_port(line, all[segment].ports[member]);
}

} // namespace

std::string to_line(const Identity& identity)
{
    return fmt::format("{} testbed={} process={}\n", greeting, identity.testbed, identity.process);
}

std::optional<Identity> parse_identity(std::string_view line)
{
    Identity identity;
    if (!line.starts_with(greeting))
    {
        return std::nullopt;
    }
    line.remove_prefix(std::min(greeting.size() + 1, line.size()));
    const auto testbed = value_of(take(line, ' '), "testbed");
    const auto process = value_of(take(line, '\n'), "process");
    if (!testbed || !process || !parse_number(*process, identity.process))
    {
        return std::nullopt;
    }
    identity.testbed = *testbed;
    return identity;
}

std::string to_lines(const AllCounters& counters)
{
    std::string lines;
    for (const auto& [segment, traffic] : counters)
    {
        lines += fmt::format("segment {} strangers={}\n", segment, traffic.strangers);
        for (const auto& [member, port] : traffic.ports)
        {
            lines += fmt::format("port {} {}", segment, member);
            for (const auto& [name, field] : fields)
            {
                lines += fmt::format(" {}={}", name, port.*field);
            }
            lines += '\n';
        }
    }
    return lines;
}

std::optional<AllCounters> parse_counters(std::string_view lines)
{
    AllCounters all;
    while (!lines.empty())
    {
        if (!parse_line(take(lines, '\n'), all))
        {
            return std::nullopt;
        }
    }
    return all;
}

} // namespace edgepool::wire
