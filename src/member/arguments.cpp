// SPDX-License-Identifier: Apache-2.0
#include "member/arguments.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <system_error>

#include "asap/message.h"
#include "asap/policy.h"
#include "base/suggest.h"
#include "member/fractal_text.h"

namespace edgepool::member
{

namespace
{

template <typename Number>
std::optional<Number> parse_number(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::vector<std::string_view> split(std::string_view text)
{
    std::vector<std::string_view> parts;
    for (std::size_t start = 0; start <= text.size();)
    {
        const std::size_t end = std::min(text.find(',', start), text.size());
        parts.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

bool are_endpoints(std::string_view text)
{
    return std::ranges::all_of(
        split(text), [](std::string_view each) { return parse_endpoint(each, asap::usual_port).has_value(); });
}

bool is_between(std::string_view text, std::int64_t least, std::int64_t most)
{
    const auto number = parse_number<std::int64_t>(text);
    return number && *number >= least && *number <= most;
}

/// Empty: the value is one of that kind.
std::string fault_of(Kind kind, std::string_view text)
{
    constexpr double longest = 1e6;
    switch (kind)
    {
    case Kind::number:
        return is_between(text, 1, 1'000'000'000) ? "" : "is a whole number above zero";
    case Kind::port:
        return is_between(text, 1, 65535) ? "" : "is a port, from 1 to 65535";
    case Kind::pixels:
        return is_between(text, 1, 8192) ? "" : "is a whole number from 1 to 8192";
    case Kind::iterations:
        return is_between(text, 1, 1'000'000) ? "" : "is a whole number from 1 to 1000000";
    case Kind::fractal:
        return parse_fractal_kind(text) ? "" : "is mandelbrot or mandelbrot-n:N";
    case Kind::point:
        return parse_point(text) ? "" : "is two numbers, like -1.5,1.5";
    case Kind::seconds:
    {
        const double seconds = parse_number<double>(text).value_or(0);
        return seconds > 0 && seconds < longest ? "" : "is a number of seconds, like 10 or 0.5";
    }
    case Kind::identifier:
        return parse_identifier(text) ? "" : "is an identifier, like 0x20000001";
    case Kind::registrars:
        return are_endpoints(text) ? "" : "is an address and a port, like 10.1.1.2:3863";
    case Kind::endpoint:
        return parse_endpoint(text) ? "" : "is an address and a port, like 10.1.1.2:8080";
    case Kind::policy:
        return asap::parse_policy(text).fault;
    case Kind::handle:
        return !text.empty() && text.size() <= asap::longest_handle ? "" : "has 1 to 32 bytes";
    case Kind::text:
    case Kind::flag:
        break;
    }
    return text.empty() ? "is not empty" : "";
}

} // namespace

struct Parser
{
    std::span<const Option> options{};
    std::span<const Operand> operands{};
    std::span<const std::string> words{};
    Parsed parsed{};
    std::size_t given = 0; ///< operands

    void run()
    {
        while (!words.empty() && parsed.fault.empty())
        {
            const std::string_view word = words.front();
            words = words.subspan(1);
            word.size() > 1 && word.starts_with('-') ? take_option(word) : take_operand(word);
        }
        if (parsed.fault.empty())
        {
            require();
        }
    }

    void fail(std::string fault) { parsed.fault = std::move(fault); }

    void take_operand(std::string_view word)
    {
        if (given == operands.size())
        {
            fail("what is '" + std::string(word) + "'?");
            return;
        }
        const Operand& operand = operands[given++];
        take_value(std::string(operand.name), operand.kind, word);
    }

    void take_option(std::string_view word)
    {
        const std::size_t equals = word.find('=');
        const std::string_view name = word.substr(0, equals);
        const auto option = std::ranges::find_if(
            options, [&](const Option& each) { return name.starts_with("--") && each.name == name.substr(2); });
        if (option == options.end())
        {
            std::vector<std::string_view> names;
            std::ranges::transform(options, std::back_inserter(names), &Option::name);
            const auto meant = did_you_mean(name.substr(std::min<std::size_t>(2, name.size())), names);
            fail("no option '" + std::string(name) + "'" +
                 (meant ? "; did you mean '--" + std::string(*meant) + "'?" : ""));
        }
        else if (option->kind == Kind::flag)
        {
            equals == std::string_view::npos ? keep(std::string(option->name), {})
                                             : fail("'" + std::string(name) + "' takes no value");
        }
        else if (equals != std::string_view::npos)
        {
            take_value(std::string(option->name), option->kind, word.substr(equals + 1));
        }
        else if (words.empty())
        {
            fail("'" + std::string(name) + "' needs a value");
        }
        else
        {
            const std::string_view value = words.front();
            words = words.subspan(1);
            take_value(std::string(option->name), option->kind, value);
        }
    }

    void take_value(const std::string& name, Kind kind, std::string_view value)
    {
        const std::string fault = fault_of(kind, value);
        if (!fault.empty())
        {
            fail("'" + std::string(value) + "' for '" + name + "': it " + fault);
        }
        else if (kind != Kind::registrars && parsed.arguments.has(name))
        {
            fail("'" + name + "' is given twice");
        }
        else
        {
            keep(name, std::string(value));
        }
    }

    void keep(const std::string& name, std::string value)
    {
        parsed.arguments.values_[name].push_back(std::move(value));
    }

    void require()
    {
        for (const Option& option : options)
        {
            if (option.is_required && !parsed.arguments.has(option.name))
            {
                fail("'--" + std::string(option.name) + "' is missing");
            }
        }
        if (given < operands.size())
        {
            fail("'" + std::string(operands[given].name) + "' is missing");
        }
    }
};

Parsed parse(std::span<const Option> options, std::span<const Operand> operands, std::span<const std::string> words)
{
    Parser parser{.options = options, .operands = operands, .words = words};
    parser.run();
    return std::move(parser.parsed);
}

std::string Arguments::text(std::string_view name, std::string_view otherwise) const
{
    const auto found = values_.find(name);
    return found == values_.end() ? std::string(otherwise) : found->second.front();
}

std::int64_t Arguments::number(std::string_view name, std::int64_t otherwise) const
{
    return has(name) ? parse_number<std::int64_t>(text(name)).value_or(otherwise) : otherwise;
}

std::optional<std::chrono::milliseconds> Arguments::seconds(std::string_view name) const
{
    constexpr double thousand = 1000;
    const auto seconds = has(name) ? parse_number<double>(text(name)) : std::nullopt;
    return seconds ? std::optional(std::chrono::milliseconds(std::llround(*seconds * thousand))) : std::nullopt;
}

std::optional<std::uint32_t> Arguments::identifier(std::string_view name) const
{
    return has(name) ? parse_identifier(text(name)) : std::nullopt;
}

std::optional<Endpoint> Arguments::endpoint(std::string_view name) const
{
    return has(name) ? parse_endpoint(text(name)) : std::nullopt;
}

std::vector<Endpoint> Arguments::registrars() const
{
    std::vector<Endpoint> endpoints;
    const auto found = values_.find("registrar");
    assert(found != values_.end());
    for (const std::string& value : found->second)
    {
        for (const std::string_view each : split(value))
        {
            endpoints.push_back(*parse_endpoint(each, asap::usual_port));
        }
    }
    return endpoints;
}

std::optional<std::uint32_t> parse_identifier(std::string_view text)
{
    constexpr int hexadecimal = 16;
    constexpr int decimal = 10;
    const bool is_hexadecimal = text.starts_with("0x");
    const std::string_view digits = is_hexadecimal ? text.substr(2) : text;
    std::uint32_t number = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number, is_hexadecimal ? hexadecimal : decimal);
    const bool good = error == std::errc() && end == digits.data() + digits.size() && number != 0;
    return good ? std::optional(number) : std::nullopt;
}

std::string identifier_text(std::uint32_t identifier)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "0x%x", static_cast<unsigned>(identifier));
    return text.data();
}

} // namespace edgepool::member
