// SPDX-License-Identifier: Apache-2.0
#include "testbed/scalars.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <system_error>

#include "base/units.h"
#include "model/address.h"
#include "model/pool.h"
#include "testbed/patterns.h"

namespace edgepool::testbed
{

namespace
{

constexpr std::size_t longest_name = 24;
constexpr std::size_t longest_label = 63;
constexpr std::size_t longest_dns_name = 253;
constexpr std::size_t longest_realm = longest_dns_name - 4; // "hss." comes before it
constexpr std::size_t longest_apn = 100;
constexpr std::size_t longest_text = 255;
constexpr std::size_t longest_user_name = 32;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool is_letter(char c)
{
    return is_lower(c) || (c >= 'A' && c <= 'Z');
}

bool all_digits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

bool is_name(std::string_view text)
{
    const auto allowed = [](char c) { return is_lower(c) || is_digit(c) || c == '-'; };
    return !text.empty() && text.size() <= longest_name && is_lower(text.front()) && text.back() != '-' &&
           std::ranges::all_of(text, allowed);
}

bool is_label(std::string_view text)
{
    const auto allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '-'; };
    return !text.empty() && text.size() <= longest_label && text.front() != '-' && text.back() != '-' &&
           std::ranges::all_of(text, allowed);
}

bool is_dotted(std::string_view text)
{
    while (true)
    {
        const std::size_t dot = text.find('.');
        if (!is_label(text.substr(0, dot)))
        {
            return false;
        }
        if (dot == std::string_view::npos)
        {
            return true;
        }
        text.remove_prefix(dot + 1);
    }
}

bool looks_like_ipv4(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return is_digit(c) || c == '.'; });
}

bool is_dns_name(std::string_view text)
{
    return text.size() <= longest_realm && is_dotted(text) && !looks_like_ipv4(text);
}

bool is_host_name(std::string_view text)
{
    if (model::parse_ipv4(text) || model::parse_ipv6(text))
    {
        return true;
    }
    return text.size() <= longest_dns_name && is_dotted(text) && !looks_like_ipv4(text);
}

bool is_apn(std::string_view text)
{
    return text.size() <= longest_apn && is_dotted(text);
}

bool is_text(std::string_view text)
{
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    const bool in_curly_quotes = text.starts_with("“") || text.starts_with("„") || text.starts_with("‘");
    return !text.empty() && text.size() <= longest_text && !in_curly_quotes && std::ranges::none_of(text, is_control);
}

bool is_handle(std::string_view text)
{
    return is_text(text) && text.size() <= model::longest_pool_handle;
}

/// Without steps that lead elsewhere than one reads.
bool is_machine_path(std::string_view text)
{
    const std::string closed = std::string(text) + "/";
    const bool is_plain = closed.find("//") == std::string::npos && closed.find("/./") == std::string::npos &&
                          closed.find("/../") == std::string::npos;
    return is_text(text) && text.size() > 1 && text.front() == '/' && is_plain;
}

bool is_package_name(std::string_view text)
{
    const auto is_start = [](char c) { return is_lower(c) || is_digit(c); };
    const auto allowed = [&](char c) { return is_start(c) || c == '+' || c == '-' || c == '.'; };
    return text.size() > 1 && text.size() <= longest_text && is_start(text.front()) &&
           std::ranges::all_of(text, allowed);
}

bool is_variable_name(std::string_view text)
{
    const auto allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '_'; };
    return !text.empty() && !is_digit(text.front()) && std::ranges::all_of(text, allowed);
}

/// A key's text says once more what kind of key it is.
struct HostKeyKind
{
    std::string_view name;
    std::string_view beginning;
    std::size_t length;
};

constexpr std::array host_key_kinds{
    HostKeyKind{"ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAI", 68},
    HostKeyKind{"ecdsa-sha2-nistp256", "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABB", 140},
};

bool is_host_key(std::string_view text)
{
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos)
    {
        return false;
    }
    const std::string_view kind = text.substr(0, space);
    std::string_view key = text.substr(space + 1);
    key = key.substr(0, key.find(' ')); // a comment may follow
    const auto allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '/' || c == '='; };
    const auto known = std::ranges::find(host_key_kinds, kind, &HostKeyKind::name);
    return known != host_key_kinds.end() && key.size() == known->length && key.starts_with(known->beginning) &&
           std::ranges::all_of(key, allowed);
}

bool is_user_name(std::string_view text)
{
    const auto allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.'; };
    return !text.empty() && text.size() <= longest_user_name && text.front() != '-' &&
           std::ranges::all_of(text, allowed);
}

template <auto Parse>
bool parses(std::string_view text)
{
    return Parse(text).has_value();
}

bool is_ipv6_network(std::string_view text)
{
    return text == no_network || model::parse_ipv6_network(text).has_value();
}

constexpr std::array rules{
    ScalarRule{Type::text, "value.not-a-text", "not a usable text", "1 to 255 bytes on one line", is_text,
               patterns::text, longest_text},
    ScalarRule{Type::name, "value.not-a-name", "not a usable name",
               "at most 24 lower-case letters, digits and '-', with a letter first and no '-' at the end: names become "
               "host names",
               is_name, patterns::name, longest_name},
    ScalarRule{Type::dns_name, "value.not-a-dns-name", "not a DNS name",
               "labels of letters, digits and '-' with dots between them, such as epc.example", is_dns_name,
               patterns::dns_name},
    ScalarRule{Type::host_name, "value.not-a-host", "not a host", "a host name or an address", is_host_name,
               patterns::host},
    ScalarRule{Type::integer,
               "value.not-a-whole-number",
               "not a whole number",
               "a whole number such as 8, without leading zeros",
               parses<parse_integer>,
               {}},
    ScalarRule{Type::number, "value.not-a-number", "not a number", "a number such as 0.5", parses<parse_number>, {}},
    ScalarRule{Type::plmn, "value.not-a-plmn", "not a PLMN",
               "5 or 6 digits: 3 of the country code, then 2 or 3 of the network code",
               [](std::string_view text) { return all_digits(text) && (text.size() == 5 || text.size() == 6); },
               patterns::plmn},
    ScalarRule{Type::imsi, "value.not-an-imsi", "not an IMSI", "exactly 15 digits",
               [](std::string_view text) { return all_digits(text) && text.size() == 15; }, patterns::imsi},
    ScalarRule{Type::msisdn, "value.not-an-msisdn", "not a telephone number", "1 to 15 digits, without '+' or blanks",
               [](std::string_view text) { return all_digits(text) && text.size() <= 15; }, patterns::msisdn},
    ScalarRule{Type::apn, "value.not-an-apn", "not an APN",
               "labels of letters, digits and '-' with dots between them, such as internet", is_apn, patterns::labels},
    ScalarRule{Type::handle, "value.not-a-handle", "not a usable pool handle", "1 to 32 bytes on one line", is_handle,
               patterns::text, model::longest_pool_handle},
    ScalarRule{Type::ipv4, "value.not-an-address", "not an IPv4 address", "an IPv4 address such as 10.1.0.5",
               parses<model::parse_ipv4>, patterns::ipv4},
    ScalarRule{Type::ipv4_network, "value.not-a-network", "not an IPv4 network", "an IPv4 network such as 10.1.0.0/24",
               parses<model::parse_ipv4_network>, patterns::ipv4_network},
    ScalarRule{Type::ipv6_network, "value.not-a-network6", "not an IPv6 network",
               "an IPv6 network such as fd00:1::/64, or none", is_ipv6_network, patterns::ipv6_network},
    ScalarRule{Type::ipv4_range, "value.not-a-range", "not a range of addresses",
               "two IPv4 addresses such as 10.45.0.2 - 10.45.0.99", parses<model::parse_ipv4_range>,
               patterns::ipv4_range},
    ScalarRule{Type::bytes, "value.not-a-size", "not a size", "a size with its unit, such as 512MiB or 4GiB",
               parses<parse_bytes>, patterns::bytes},
    ScalarRule{Type::bit_rate, "value.not-a-rate", "not a rate", "a rate with its unit, such as 50Mbit or 800kbit",
               parses<parse_bit_rate>, patterns::bit_rate},
    ScalarRule{Type::delay, "value.not-a-delay", "not a delay", "a time with its unit, such as 20ms or 1.5s",
               parses<parse_delay>, patterns::delay},
    ScalarRule{Type::share, "value.not-a-share", "not a share", "0% to 100%, such as 0.5%", parses<parse_share>,
               patterns::share},
    ScalarRule{Type::host_key, "value.not-a-host-key", "not a host key",
               "what 'ssh-keyscan -t ed25519 HOST' prints behind the host's name: 'ssh-ed25519 AAAA…'", is_host_key,
               patterns::host_key},
    ScalarRule{Type::user_name, "value.not-a-user", "not a user's name",
               "at most 32 letters, digits, '-', '_' and '.', such as demo", is_user_name, patterns::user_name},
    ScalarRule{Type::file_name, "value.not-a-file-name", "not a file name", "the name of a file, such as secrets/op",
               is_text, patterns::text},
    ScalarRule{Type::machine_path, "value.not-a-path", "not a path of a machine",
               "a whole path without '.' and '..', such as /etc/motd", is_machine_path, patterns::machine_path,
               longest_text},
    ScalarRule{Type::package_name, "value.not-a-package", "not the name of a package",
               "a Debian package's name such as iperf3: lower-case letters, digits, '+', '-' and '.'", is_package_name,
               patterns::package_name},
    ScalarRule{Type::variable_name, "value.not-a-variable", "not a variable's name",
               "letters, digits and '_', no digit first, such as EPC_K", is_variable_name, patterns::variable_name},
};

} // namespace

const ScalarRule* scalar_rule(Type type)
{
    const auto found = std::ranges::find(rules, type, &ScalarRule::type);
    return found != rules.end() ? &*found : nullptr;
}

std::optional<std::int64_t> parse_integer(std::string_view text)
{
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, fault] = std::from_chars(text.data(), end, number);
    const bool padded = text.size() > 1 && text.front() == '0';
    return !text.empty() && fault == std::errc{} && rest == end && !padded ? std::optional(number) : std::nullopt;
}

std::optional<double> parse_number(std::string_view text)
{
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, fault] = std::from_chars(text.data(), end, number);
    return !text.empty() && fault == std::errc{} && rest == end && std::isfinite(number) ? std::optional(number)
                                                                                         : std::nullopt;
}

std::optional<double> amount_of(Type type, std::string_view text)
{
    const auto number = [](const auto& amount, auto member) {
        return amount ? std::optional(static_cast<double>(member(*amount))) : std::nullopt;
    };
    switch (type)
    {
    case Type::integer:
        return number(parse_integer(text), [](std::int64_t count) { return count; });
    case Type::number:
        return parse_number(text);
    case Type::bytes:
        return number(parse_bytes(text), [](Bytes bytes) { return bytes.count; });
    case Type::bit_rate:
        return number(parse_bit_rate(text), [](BitRate rate) { return rate.per_second; });
    case Type::delay:
        return number(parse_delay(text), [](Delay delay) { return delay.count(); });
    default:
        return std::nullopt;
    }
}

std::string amount_text(Type type, std::int64_t amount)
{
    switch (type)
    {
    case Type::bytes:
        return to_string(Bytes{static_cast<std::uint64_t>(amount)});
    case Type::bit_rate:
        return to_string(BitRate{static_cast<std::uint64_t>(amount)});
    case Type::delay:
        return to_string(Delay{amount});
    default:
        return std::to_string(amount);
    }
}

} // namespace edgepool::testbed
