// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "local/qemu.h"
#include "plan/resource.h"
#include "wire/wiring.h"

/// The networks of a testbed's machines on this computer: one switch process, wired as the records say.
namespace edgepool::local
{

/// The networks of a machine, in the order of its cards; the first one is at position 1.
std::vector<std::string> networks_of(const plan::Resource& machine);

/// The address of a machine's card: the same whenever the machine is made.
std::string mac_of(std::string_view testbed, std::string_view machine, std::string_view network);

/// The name of the socket of a machine's card in the testbed's folder for sockets.
std::string member_of(std::string_view machine, std::size_t position);

/// What the switch has to know for these networks and machines. A card on a network that is not there is left out.
wire::Wiring wiring_for(const std::string& testbed, std::span<const plan::Resource> records);

/// Where the switch's program is: beside the running program, or where it was installed to. Throws Error.
std::string find_switch();

/// Makes the switch what it should be: started if there are networks and it is not there, told what has changed, ended
/// if there are no networks. `folder` is that of the testbed's sockets; `log` gets what the switch complains of.
void settle_switch(const std::string& folder, const std::string& log, const wire::Wiring& wiring,
                   const std::stop_token& stop);

} // namespace edgepool::local
