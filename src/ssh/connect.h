// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "ssh/waiting.h"

namespace edgepool::ssh
{

/// A TCP connection; its descriptor belongs to the caller. One whose other end has vanished breaks by itself after half
/// a minute. Error if none of the addresses that `host` stands for can be reached.
int connect_to(const std::string& host, std::uint16_t port, const Waiting& waiting);

} // namespace edgepool::ssh
