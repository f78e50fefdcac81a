// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace edgepool::testbed
{

/// A network that every testbed knows, whether its file names it or not. Private address space only.
struct DefaultNetwork
{
    std::string_view name{};
    std::string_view says{};
    std::string_view cidr{};
    std::string_view cidr6{};
};

std::span<const DefaultNetwork> default_networks();
const DefaultNetwork* default_network(std::string_view name);

} // namespace edgepool::testbed
