// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "wire/handle.h"

struct sockaddr_un; // NOLINT(readability-identifier-naming): the system's name

namespace edgepool::wire
{

/// One byte less than the kernel's array, which ends in a zero.
inline constexpr std::size_t longest_socket_path = 107;

/// Error if the path is longer than a socket's name may be.
void check_socket_path(const std::string& path);
sockaddr_un address_of(const std::string& path);

/// A datagram socket that is not bound to a name.
Handle open_datagram_socket();
/// Bound to the path, in place of whatever lay there; nobody else may use it.
Handle bind_datagram_socket(const std::string& path);
/// Listening at the path, in place of whatever lay there; nobody else may use it.
Handle listen_at(const std::string& path);

/// A connected stream, or none with errno set.
Handle connect_to(const std::string& path);

} // namespace edgepool::wire
