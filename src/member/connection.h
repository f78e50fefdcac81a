// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "asap/message.h"
#include "member/endpoint.h"
#include "process/descriptor.h"
#include "process/wait.h"

namespace edgepool::member
{

struct Connected
{
    process::Descriptor socket{};
    std::string fault{}; ///< why there is none
};

/// A TCP connection or an SCTP association that does not block. Throws Error if it is interrupted, or if the kernel has
/// no SCTP.
Connected connect_to(const Endpoint& endpoint, asap::Protocol protocol, process::Deadline deadline,
                     const process::StopSignal& stop);

/// The addresses of a host; none if it is not known.
std::vector<asap::Address> addresses_of(const Endpoint& endpoint);

std::string fault_text(int fault);
[[noreturn]] void throw_interrupted();

} // namespace edgepool::member
