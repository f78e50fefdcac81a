// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "base/secret.h"
#include "ssh/public_key.h"

namespace edgepool::ssh
{

/// The user's half of a log-in, as OpenSSH writes it; known to be of a kind that can be used, and without a passphrase.
class PrivateKey
{
public:
    /// Error, which does not show the key, if it is another kind, has a passphrase, or is none.
    static PrivateKey parse(Secret text);
    /// Error also if the file cannot be read, or others can read it.
    static PrivateKey from_file(const std::string& path);

    const Secret& text() const { return text_; }
    const PublicKey& public_key() const { return public_key_; }

private:
    friend struct KeyFile;

    PrivateKey(Secret text, PublicKey public_key) : text_(std::move(text)), public_key_(std::move(public_key)) {}

    Secret text_;
    PublicKey public_key_;
};

/// A private key's file. Which key it is can be read without the passphrase.
struct KeyFile
{
    std::string path{};
    PublicKey public_key{""};
    std::optional<PrivateKey> open{}; ///< none: it has a passphrase

    /// Error if the file cannot be read, others can read it, or it is no key that can be used.
    static KeyFile read(const std::string& path);
    static KeyFile parse(Secret text);
};

} // namespace edgepool::ssh
