// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace edgepool::ssh
{

/// A public key of a kind that edgepool can use: ed25519, which it makes itself, or ECDSA, which others have.
class PublicKey
{
public:
    /// From a line as OpenSSH writes it: "ssh-ed25519 AAAA... comment". Error for anything else.
    static PublicKey parse(std::string_view line);
    /// As it goes over the wire; whatever kind of key that is.
    explicit PublicKey(std::string blob) : blob_(std::move(blob)) {}

    const std::string& blob() const { return blob_; }
    /// "ssh-ed25519", by what the key itself says.
    std::string kind() const;
    bool is_usable() const;
    /// "ssh-ed25519 AAAA...", without a comment.
    std::string line() const;

    friend bool operator==(const PublicKey&, const PublicKey&) = default;

private:
    std::string blob_;
};

} // namespace edgepool::ssh
