// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "process/child.h"
#include "ssh/session.h"

namespace edgepool::bench
{

/// So many sshd on ports of loopback, each with a host key of its own; one key of a user opens all of them. They end
/// with this object.
class Servers
{
public:
    /// What they need is written into the folder.
    Servers(const std::string& folder, std::size_t count);

    const std::vector<ssh::Machine>& machines() const { return machines_; }
    std::string identity_file() const { return folder_ + "/user"; }
    const std::string& user_public_key() const { return user_public_key_; }
    /// What they and all that ran under them have taken of the processors. Of what has not quite ended, nothing counts.
    double processor_seconds() const;
    /// The line of a known_hosts file for each.
    std::string known_hosts() const;

private:
    ssh::Machine start(std::size_t number);

    std::string folder_;
    std::string user_;
    std::string user_public_key_{};
    std::vector<ssh::Machine> machines_{};
    std::vector<process::Child> children_{};
};

} // namespace edgepool::bench
