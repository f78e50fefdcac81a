// SPDX-License-Identifier: Apache-2.0
#include "member/endpoint.h"

#include <charconv>
#include <cstddef>
#include <system_error>

namespace edgepool::member
{

namespace
{

std::optional<std::uint16_t> parse_port(std::string_view text)
{
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    const bool good = error == std::errc() && end == text.data() + text.size() && port != 0;
    return good ? std::optional(port) : std::nullopt;
}

std::optional<Endpoint> combine(std::string_view host, std::optional<std::uint16_t> port)
{
    if (host.empty() || !port)
    {
        return std::nullopt;
    }
    return Endpoint{.host = std::string(host), .port = *port};
}

std::optional<Endpoint> parse_bracketed(std::string_view text, std::optional<std::uint16_t> usual_port)
{
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos)
    {
        return std::nullopt;
    }
    const std::string_view rest = text.substr(end + 1);
    if (rest.empty())
    {
        return combine(text.substr(1, end - 1), usual_port);
    }
    return rest.front() == ':' ? combine(text.substr(1, end - 1), parse_port(rest.substr(1))) : std::nullopt;
}

} // namespace

std::optional<Endpoint> parse_endpoint(std::string_view text, std::optional<std::uint16_t> usual_port)
{
    if (text.starts_with('['))
    {
        return parse_bracketed(text, usual_port);
    }
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || text.find(':', colon + 1) != std::string_view::npos)
    {
        return combine(text, usual_port); // a name, or an IPv6 address without brackets
    }
    return combine(text.substr(0, colon), parse_port(text.substr(colon + 1)));
}

std::string to_string(const Endpoint& endpoint)
{
    const bool is_v6 = endpoint.host.find(':') != std::string::npos;
    return (is_v6 ? "[" + endpoint.host + "]" : endpoint.host) + ":" + std::to_string(endpoint.port);
}

} // namespace edgepool::member
