// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/secret.h"

namespace edgepool::ssh
{

/// The user's half of a log-in, as OpenSSH writes it; known to be ed25519 and without a passphrase.
class PrivateKey
{
public:
    /// Error, which does not show the key, if it is another kind, has a passphrase, or is none.
    static PrivateKey parse(Secret text);
    /// Error also if the file cannot be read, or others can read it.
    static PrivateKey from_file(const std::string& path);

    const Secret& text() const { return text_; }

private:
    explicit PrivateKey(Secret text) : text_(std::move(text)) {}

    Secret text_;
};

} // namespace edgepool::ssh
