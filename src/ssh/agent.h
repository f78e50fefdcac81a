// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ssh/public_key.h"
#include "ssh/waiting.h"

namespace edgepool::ssh
{

/// A key that the agent has.
struct AgentKey
{
    PublicKey public_key{""};
    std::string comment{};
};

/// The user's ssh-agent: it has the keys and signs with them, so that nobody types a passphrase here.
class Agent
{
public:
    /// By its socket, as SSH_AUTH_SOCK names it.
    explicit Agent(std::string socket) : socket_(std::move(socket)) {}

    /// Nothing if there is no agent at that socket, or it does not say. Error when the time is over.
    std::optional<std::vector<AgentKey>> keys(const Waiting& waiting) const;
    /// The signature without the kind of key before it. Nothing if the agent does not sign: it has lost the key, or its
    /// user said no.
    std::optional<std::string> sign(const PublicKey& key, std::string_view text, const Waiting& waiting) const;

private:
    std::string socket_;
};

} // namespace edgepool::ssh
