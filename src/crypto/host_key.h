// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/secret.h"

namespace edgepool::crypto
{

/// A new ed25519 key pair, as OpenSSH writes it.
struct SshKey
{
    Secret private_key{};     ///< the file: "-----BEGIN OPENSSH PRIVATE KEY-----" ...
    std::string public_key{}; ///< "ssh-ed25519 AAAA..."
};

SshKey make_ssh_key(const std::string& comment);

/// The public half ("ssh-ed25519 AAAA...") that stands in the file of a private key; none if it is no such file, has
/// a passphrase, or is of another kind.
std::optional<std::string> public_half(const Secret& private_key);

} // namespace edgepool::crypto
