// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ssh/private_key.h"
#include "ssh/session.h"
#include "support/own_folder.h"
#include "support/running_process.h"

namespace edgepool::ssh
{

/// A TCP port of loopback that was free a moment ago.
std::uint16_t free_port();

/// Makes a key pair PATH and PATH.pub as people do.
void make_key(const std::string& path, const std::string& kind = "ed25519", const std::string& passphrase = "");

/// A command that does nothing for ever, but ends with the connection.
inline constexpr const char* hang = "while kill -0 $PPID; do sleep 0.1; done 2>/dev/null";

/// Debian's sshd on a port of loopback, with keys and a configuration of its own.
class SshServer
{
public:
    explicit SshServer(const std::string& host_key_kind = "ed25519", const std::string& more_configuration = "");

    Machine machine() const;
    PrivateKey key() const { return PrivateKey::from_file(folder_ / "user"); }
    Session connect() const { return Session::connect(machine(), key(), patience_of(std::chrono::seconds(20))); }

    const support::OwnFolder& folder() const { return folder_; }
    /// Who has that public key is let in, too.
    void let_in(const std::string& public_key) const;
    /// Connections that are open stay.
    void stop();
    /// On the same port again.
    void start();
    /// As if the machine went down: whoever is connected finds the connection broken.
    void cut_connections() const;

private:
    bool try_to_start();
    bool is_listening() const;

    support::OwnFolder folder_{};
    std::uint16_t port_ = 0;
    std::string user_{};
    std::string more_configuration_{};
    std::optional<support::RunningProcess> process_{};
};

} // namespace edgepool::ssh
