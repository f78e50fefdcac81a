// SPDX-License-Identifier: Apache-2.0
#include "testbed/default_networks.h"

#include <algorithm>
#include <array>

namespace edgepool::testbed
{

namespace
{

// The IPv6 prefix is "edge" in ASCII.
constexpr std::array networks{
    DefaultNetwork{"mgmt", "management: SSH and reports; every machine is on it", "10.210.0.0/16",
                   "fd65:6467:6500:10::/64"},
    DefaultNetwork{"s1c", "S1-C: base stations and MME", "10.211.0.0/24", "fd65:6467:6500:11::/64"},
    DefaultNetwork{"s1u", "S1-U: base stations and the gateway's user plane", "10.212.0.0/24",
                   "fd65:6467:6500:12::/64"},
    DefaultNetwork{"s6a", "S6a: HSS and MME", "10.213.0.0/24", "fd65:6467:6500:13::/64"},
    DefaultNetwork{"s11", "S11: MME and the gateway's control plane", "10.214.0.0/24", "fd65:6467:6500:14::/64"},
    DefaultNetwork{"sxab", "Sxa/Sxb: the gateway's control and user planes", "10.215.0.0/24", "fd65:6467:6500:15::/64"},
    DefaultNetwork{"sgi", "SGi: where users' packets leave the EPC, and where the pool serves", "10.216.0.0/16",
                   "fd65:6467:6500:16::/64"},
    DefaultNetwork{"pool", "where the pool serves in a testbed without an EPC", "10.217.0.0/16",
                   "fd65:6467:6500:17::/64"},
};

} // namespace

std::span<const DefaultNetwork> default_networks()
{
    return networks;
}

const DefaultNetwork* default_network(std::string_view name)
{
    const auto found = std::ranges::find(networks, name, &DefaultNetwork::name);
    return found != networks.end() ? &*found : nullptr;
}

} // namespace edgepool::testbed
