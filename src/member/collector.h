// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "member/endpoint.h"
#include "process/descriptor.h"
#include "process/wait.h"

namespace edgepool::member
{

/// Passes on the status reports that arrive at the endpoint, as frames (handlespace/frames.h), until nobody reads them
/// any more or it is to stop. Once a second it says how many there were, so that both sides know of each other.
///
/// Several may do so on one machine: one has the port, the others are told by it, and one of them takes its place when
/// it ends. Throws Error if for so long neither the port is free nor another collector has it.
void collect(const Endpoint& endpoint, process::Descriptor output, const process::StopSignal& stop,
             std::chrono::milliseconds patience = std::chrono::seconds(5));

} // namespace edgepool::member
