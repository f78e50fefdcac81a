// SPDX-License-Identifier: Apache-2.0
#include "testbed/mends.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "base/units.h"
#include "model/address.h"
#include "testbed/advice.h"

namespace edgepool::testbed
{

namespace
{

using Text = std::string_view;

std::string lower(Text text)
{
    std::string low(text);
    std::ranges::transform(low, low.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return low;
}

std::string replaced(std::string text, Text from, Text to)
{
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    {
        text.replace(at, from.size(), to);
    }
    return text;
}

std::string without(Text text, Text characters)
{
    std::string rest;
    std::ranges::copy_if(text, std::back_inserter(rest), [&](char c) { return characters.find(c) == Text::npos; });
    return rest;
}

std::string trimmed(Text text, Text characters)
{
    const std::size_t first = text.find_first_not_of(characters);
    const std::size_t last = text.find_last_not_of(characters);
    return first == Text::npos ? "" : std::string(text.substr(first, last - first + 1));
}

std::string without_leading_zeros(Text digits)
{
    const std::size_t first = digits.find_first_not_of('0');
    return first == Text::npos ? "0" : std::string(digits.substr(first));
}

std::string mend_name(Text text)
{
    std::string name = lower(text);
    std::ranges::replace_if(name, [](char c) { return c == '_' || c == ' ' || c == '.'; }, '-');
    while (name.find("--") != std::string::npos)
    {
        name = replaced(name, "--", "-");
    }
    return trimmed(name, "-");
}

/// "ssh://demo@host:22/", "epc.example."
std::string mend_host(Text text)
{
    const std::size_t scheme = text.find("://");
    Text host = scheme == Text::npos ? text : text.substr(scheme + 3);
    host = host.substr(host.find('@') == Text::npos ? 0 : host.find('@') + 1);
    host = host.substr(0, host.find(':'));
    host = scheme == Text::npos ? host : host.substr(0, host.find('/'));
    return replaced(trimmed(host, ". "), "_", "-");
}

std::string mend_integer(Text text)
{
    std::uint64_t number = 0;
    if (text.starts_with("0x") || text.starts_with("0X"))
    {
        const Text digits = text.substr(2);
        const auto [rest, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
        return fault == std::errc{} && rest == digits.data() + digits.size() ? std::to_string(number) : "";
    }
    std::string plain = trimmed(without(text, "_', "), "+");
    const std::size_t point = plain.find('.');
    if (point != std::string::npos && plain.find_first_not_of('0', point + 1) == std::string::npos)
    {
        plain.resize(point);
    }
    return plain.empty() ? "" : without_leading_zeros(plain);
}

std::string mend_number(Text text)
{
    std::string plain = replaced(std::string(text), ",", ".");
    if (const auto share = parse_share(plain))
    {
        const std::string percent =
            to_string(Share{share->fraction / 100}); // the same digits, two places further right
        return percent.substr(0, percent.size() - 1);
    }
    return trimmed(plain, "+ ");
}

std::string mend_digits(Text text)
{
    return without(text, "+ -./()");
}

/// "10.1.0.5/24", "010.001.000.005"
std::string mend_ipv4(Text text)
{
    std::string address;
    const std::string plain = trimmed(text.substr(0, text.find('/')), " ");
    for (Text rest = plain; !rest.empty();)
    {
        const std::size_t dot = rest.find('.');
        address += (address.empty() ? "" : ".") + without_leading_zeros(rest.substr(0, dot));
        rest = dot == Text::npos ? Text{} : rest.substr(dot + 1);
    }
    return address;
}

/// "10.1.0.0/255.255.255.0", "10.1.0.0 / 24"
std::string mend_ipv4_network(Text text)
{
    const std::string plain = without(text, " ");
    const std::size_t slash = plain.find('/');
    if (slash == std::string::npos)
    {
        return "";
    }
    std::string prefix = plain.substr(slash + 1);
    if (const auto mask = model::parse_ipv4(prefix))
    {
        const int ones = std::countl_one(mask->bits);
        prefix = ones + std::countr_zero(mask->bits) == 32 ? std::to_string(ones) : "";
    }
    return mend_ipv4(plain) + "/" + without_leading_zeros(prefix);
}

std::string mend_ipv6_network(Text text)
{
    constexpr std::array<Text, 6> words{"no", "off", "false", "null", "disabled", "-"};
    if (std::ranges::find(words, lower(text)) != words.end())
    {
        return std::string(no_network);
    }
    return text.find('/') == Text::npos ? std::string(text) + "/64" : without(text, " ");
}

/// "10.45.0.2..10.45.0.99", "10.45.0.2-99"
std::string mend_range(Text text)
{
    std::string range(text);
    for (const Text dash : {Text("–"), Text("..."), Text(".."), Text(" to "), Text(",")})
    {
        range = replaced(range, dash, "-");
    }
    const std::size_t dash = range.find('-');
    if (dash == std::string::npos)
    {
        return "";
    }
    const std::string first = trimmed(range.substr(0, dash), " ");
    std::string last = trimmed(range.substr(dash + 1), " ");
    if (last.find('.') == std::string::npos && first.find('.') != std::string::npos)
    {
        last = first.substr(0, first.rfind('.') + 1) + last;
    }
    return first + " - " + last;
}

struct Spelling
{
    Text written; ///< in lower case
    Text unit;
};

// "50MB/s" is not here: whoever writes it may mean bytes or bits.
constexpr std::array byte_spellings{
    Spelling{"k", "KiB"}, Spelling{"ki", "KiB"}, Spelling{"kb", "kB"}, Spelling{"kib", "KiB"},
    Spelling{"m", "MiB"}, Spelling{"mi", "MiB"}, Spelling{"mb", "MB"}, Spelling{"mib", "MiB"},
    Spelling{"g", "GiB"}, Spelling{"gi", "GiB"}, Spelling{"gb", "GB"}, Spelling{"gib", "GiB"},
    Spelling{"t", "TiB"}, Spelling{"ti", "TiB"}, Spelling{"tb", "TB"}, Spelling{"tib", "TiB"},
};
constexpr std::array rate_spellings{
    Spelling{"k", "kbit"},      Spelling{"kbps", "kbit"},  Spelling{"kbit", "kbit"},  Spelling{"kbit/s", "kbit"},
    Spelling{"kb/s", "kbit"},   Spelling{"m", "Mbit"},     Spelling{"mbps", "Mbit"},  Spelling{"mbit", "Mbit"},
    Spelling{"mbit/s", "Mbit"}, Spelling{"g", "Gbit"},     Spelling{"gbps", "Gbit"},  Spelling{"gbit", "Gbit"},
    Spelling{"gbit/s", "Gbit"}, Spelling{"mbits", "Mbit"}, Spelling{"gbits", "Gbit"}, Spelling{"bps", "bit"},
};
constexpr std::array delay_spellings{
    Spelling{"ms", "ms"},    Spelling{"msec", "ms"},         Spelling{"msecs", "ms"},  Spelling{"milliseconds", "ms"},
    Spelling{"us", "us"},    Spelling{"µs", "us"},           Spelling{"μs", "us"},     Spelling{"usec", "us"},
    Spelling{"s", "s"},      Spelling{"sec", "s"},           Spelling{"secs", "s"},    Spelling{"seconds", "s"},
    Spelling{"second", "s"}, Spelling{"microseconds", "us"}, Spelling{"millis", "ms"},
};

std::string mend_quantity(Text text, std::span<const Spelling> spellings)
{
    const std::size_t unit_at = text.find_first_not_of("0123456789.,");
    const std::string number = replaced(std::string(text.substr(0, unit_at)), ",", ".");
    const std::string unit = unit_at == Text::npos ? "" : lower(trimmed(text.substr(unit_at), " "));
    const auto known = std::ranges::find(spellings, unit, &Spelling::written);
    return known != spellings.end() ? number + std::string(known->unit) : "";
}

/// "$EPC_K", "${EPC_K}", "EPC-K"
std::string mend_variable(Text text)
{
    return replaced(trimmed(text, "${} "), "-", "_");
}

std::string candidate(Type type, Text text)
{
    switch (type)
    {
    case Type::name:
        return mend_name(text);
    case Type::dns_name:
    case Type::host_name:
    case Type::apn:
        return mend_host(text);
    case Type::integer:
        return mend_integer(text);
    case Type::number:
        return mend_number(text);
    case Type::plmn:
    case Type::imsi:
    case Type::msisdn:
        return mend_digits(text);
    case Type::ipv4:
        return mend_ipv4(text);
    case Type::ipv4_network:
        return mend_ipv4_network(text);
    case Type::ipv6_network:
        return mend_ipv6_network(text);
    case Type::ipv4_range:
        return mend_range(text);
    case Type::bytes:
        return mend_quantity(text, byte_spellings);
    case Type::bit_rate:
        return mend_quantity(text, rate_spellings);
    case Type::delay:
        return mend_quantity(text, delay_spellings);
    case Type::share:
        return replaced(trimmed(text, " "), ",", ".");
    case Type::variable_name:
        return mend_variable(text);
    default:
        return "";
    }
}

/// What a bare number lacks.
std::string unit_of(Type type, double number)
{
    switch (type)
    {
    case Type::bytes:
        return number < 64 ? "GiB" : "MiB";
    case Type::bit_rate:
        return "Mbit";
    case Type::delay:
        return "ms";
    default:
        return "";
    }
}

std::string hint_for_number(const ScalarRule& rule, Text text, double number)
{
    if (rule.type == Type::share && number <= 1)
    {
        return "write it in percent: " + std::string(text) + " of all is '" + to_string(Share{number}) + "'";
    }
    const std::string with_unit = std::string(text) + unit_of(rule.type, number);
    return rule.accepts(with_unit) ? "add its unit, such as in '" + with_unit + "'" : "";
}

std::string hint_for_length(const ScalarRule& rule, Text text)
{
    const std::string limit = std::to_string(rule.longest);
    if (rule.longest == 0 || text.size() <= rule.longest || !rule.accepts(text.substr(0, rule.longest)))
    {
        return "";
    }
    switch (rule.type)
    {
    case Type::name:
        return "shorten it to " + limit + " characters: names become host names";
    case Type::handle:
        return "shorten it to " + limit + " bytes: RSPLIB aborts on a longer handle";
    default:
        return "shorten it to " + limit + " bytes";
    }
}

} // namespace

Text without_curly_quotes(Text text)
{
    constexpr std::array<Text, 5> quotes{"“", "”", "„", "‘", "’"};
    for (const Text quote : quotes)
    {
        text.remove_prefix(text.starts_with(quote) ? quote.size() : 0);
        text.remove_suffix(text.ends_with(quote) ? quote.size() : 0);
    }
    return text;
}

std::optional<std::string> mended(const ScalarRule& rule, std::string_view text)
{
    const Text plain = without_curly_quotes(text);
    if (plain.size() != text.size() && rule.accepts(plain))
    {
        return std::string(plain);
    }
    std::string meant = candidate(rule.type, plain);
    return rule.accepts(meant) ? std::optional(std::move(meant)) : std::nullopt;
}

std::string value_hint(const ScalarRule& rule, std::string_view text)
{
    if (const auto meant = mended(rule, text))
    {
        return "did you mean '" + *meant + "'?";
    }
    if (rule.type == Type::ipv4_network && model::parse_ipv4(text))
    {
        return "add the length of its prefix, such as in '" + std::string(text) + "/24'";
    }
    const auto number = parse_number(text);
    std::string special = number ? hint_for_number(rule, text, *number) : hint_for_length(rule, text);
    if (!special.empty())
    {
        return special;
    }
    const bool over_lines = text.find('\n') != Text::npos;
    return over_lines ? "write it on one line" : "write " + std::string(rule.expects);
}

std::string value_in_words(const ScalarRule& rule, std::string_view text)
{
    if (text.empty())
    {
        return "is empty";
    }
    const bool all_digits = text.find_first_not_of("0123456789") == Text::npos;
    const bool counts_digits = rule.type == Type::plmn || rule.type == Type::imsi || rule.type == Type::msisdn;
    std::string words = "is " + quoted_value(text);
    if (counts_digits && all_digits)
    {
        words += " (" + std::to_string(text.size()) + " digits)";
    }
    else if (rule.longest > 0 && text.size() > rule.longest)
    {
        words += " (" + std::to_string(text.size()) + (rule.type == Type::name ? " characters)" : " bytes)");
    }
    return words;
}

} // namespace edgepool::testbed
