// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace edgepool::member
{

/// Where somebody listens: an address or a host name, and a port.
struct Endpoint
{
    std::string host{};
    std::uint16_t port = 0;

    friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// "10.1.1.2:3863", "[2001:db8::1]:3863", "pr-1.pool:3863"; without a port the usual one, if there is one.
std::optional<Endpoint> parse_endpoint(std::string_view text, std::optional<std::uint16_t> usual_port = {});

std::string to_string(const Endpoint& endpoint);

} // namespace edgepool::member
