// SPDX-License-Identifier: Apache-2.0
#include "day1/connect.h"

namespace edgepool::day1
{

ssh::Machine ssh_machine(const std::string& name, const run::Reach& reach)
{
    return {.name = name, .address = reach.address, .port = reach.port, .user = reach.user, .host_key = reach.host_key};
}

ssh::Session connect(const std::string& name, const run::Reach& reach, const ssh::Patience& patience)
{
    return ssh::Session::connect(ssh_machine(name, reach), ssh::PrivateKey::from_file(reach.identity_file), patience);
}

} // namespace edgepool::day1
