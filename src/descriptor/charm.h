// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "descriptor/descriptor.h"
#include "doc/node.h"
#include "package/package.h"

namespace edgepool::descriptor
{

/// A charm as a configuration of a VNFD or NSD uses it.
struct CharmUse
{
    std::string name{};
    const doc::Node* configuration = nullptr; ///< a day1-2 entry, or the NSD's ns-configuration
    const doc::Node* environment = nullptr;   ///< its execution environment; in the old form the configuration itself
    const doc::Node* juju = nullptr;
    bool only_one = true; ///< the configuration has no other environment
};

/// All uses of charms in a VNFD or NSD, in its order.
std::vector<CharmUse> charms_of(const Descriptor& descriptor);

/// A native charm runs as a user whose name somebody must say.
void check_charm_user(const Descriptor& descriptor, const CharmUse& use, const Reporter& report);

/// Judges the charm in that folder below the package's root: whether Juju can deploy and run it, and whether it has the
/// actions, options and metrics that it is used for.
void check_charm(const package::Package& package, const std::string& folder, const Descriptor& descriptor,
                 const std::vector<CharmUse>& uses, Diagnostics& diagnostics);

/// Judges a charm alone, read by package::read_charm(): what nobody's use of it needs to be known for.
void check_charm_alone(const package::Package& charm, Diagnostics& diagnostics);

} // namespace edgepool::descriptor
