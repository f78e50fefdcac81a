// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "local/folders.h"

namespace edgepool::local
{

/// By what this user logs in to machines: a key pair of edgepool's own, so that nobody's own keys are needed or
/// touched.
struct UserKey
{
    std::string private_key_file{};
    std::string public_key{}; ///< "ssh-ed25519 AAAA...", for the machines' authorized_keys
};

/// The key pair of this user, made if there is none yet. Of several who make it at once, all get the same. Throws Error
/// if the file is open to others, or is no such key.
UserKey user_key(const Folders& folders);

} // namespace edgepool::local
