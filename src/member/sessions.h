// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

/// What an element of this machine serves, as its kernel knows it: a session of RSPLIB's services is an association.
namespace edgepool::member
{

/// In the text of /proc/net/sctp/assocs: the associations of the local port.
std::size_t sessions_in(std::string_view associations, std::uint16_t port);

/// On this machine now. Throws Error if the kernel has no SCTP.
std::size_t count_sessions(std::uint16_t port);

} // namespace edgepool::member
