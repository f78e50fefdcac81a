// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/address.h"
#include "model/testbed.h"

namespace edgepool::model
{

/// Whose machines a block of addresses is for: the role, and the position in the testbed's list of that role.
struct Owner
{
    Role role = Role::hss;
    std::size_t index = 0;

    friend bool operator==(const Owner&, const Owner&) = default;
};

/// Consecutive addresses on one network. Element groups own as many as their `max`, so that scaling moves nobody.
struct AddressBlock
{
    Owner owner{};
    std::string network{};
    std::uint64_t offset = 0; ///< of the first address from the network's base
    std::uint64_t count = 1;
    bool fixed = false; ///< the file names the first address
};

/// Every block of the testbed: the fixed ones where the file puts them, the others in the order of the file, around
/// them. A block that has no room left lies behind the network's end.
std::vector<AddressBlock> address_blocks(const Testbed& testbed);

/// Whether all of the block lies inside its network, clear of the network and the broadcast address.
bool fits(const AddressBlock& block, const Network& network);

struct Interface
{
    std::string network{};
    std::optional<Ipv4> ipv4{}; ///< none on hosts of somebody else: they have their own
    std::optional<Ipv6> ipv6{};
};

struct Machine
{
    std::string name{}; ///< "mec-2": unique in the testbed, a DNS label
    Role role = Role::hss;
    std::string group{};
    unsigned number = 1; ///< within the group, from 1
    std::string site{};
    std::vector<Interface> interfaces{};
    MachineShape shape{};
    std::optional<Host> host{};
};

struct Layout
{
    std::vector<Machine> machines{}; ///< EPC, registrars, elements, users; in the order of the file
};

/// The machines that `up` creates first: each group at its `initial` size.
Layout lay_out(const Testbed& testbed);

/// Names that groups cannot have, since machines of the testbed or commands have them.
bool is_reserved_group_name(std::string_view name);

/// The group name of the registrars' machines.
inline constexpr std::string_view registrar_group = "pr";

} // namespace edgepool::model
