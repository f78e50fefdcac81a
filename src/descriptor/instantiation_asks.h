// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/source.h"
#include "descriptor/descriptor.h"
#include "descriptor/instantiation_ns.h"

namespace edgepool::descriptor
{

/// Whose parameters are asked.
enum class Owner
{
    vnf,
    vdu,
    kdu,
};

/// A parameter that something in a descriptor, or in a file of its package, wants to be given.
struct Ask
{
    std::string name{};
    Owner owner = Owner::vnf;
    std::string owner_name{}; ///< of a VDU or KDU
    SourceRange where{};
    bool optional = false; ///< NS create and LCM do not need it to make the NS
};

struct Asks
{
    std::vector<Ask> all{};
    bool complete = true; ///< nothing that might ask was out of sight
};

/// What a VNF's day-1 and day-2 primitives and its VDUs' cloud-init ask for.
Asks asks_of_vnf(const GivenDescriptor& vnfd);
/// What an NS's own primitives ask for.
Asks asks_of_ns(const Descriptor& nsd);

} // namespace edgepool::descriptor
