// SPDX-License-Identifier: Apache-2.0
#include "day1/connect.h"

namespace edgepool::day1
{

ssh::Machine ssh_machine(const std::string& name, const run::Reach& reach)
{
    ssh::Machine machine{
        .name = name, .address = reach.address, .port = reach.port, .user = reach.user, .host_key = reach.host_key};
    for (const run::Reach& jump : reach.through)
    {
        machine.through.push_back(ssh_machine("the jump host of " + name, jump));
    }
    return machine;
}

ssh::Keys keys_for(const run::Reach& reach)
{
    return reach.identity_file.empty() ? ssh::Keys::of_user(ssh::own_key_places())
                                       : ssh::Keys::of_file(reach.identity_file, ssh::own_key_places());
}

ssh::Session connect(const std::string& name, const run::Reach& reach, const ssh::Patience& patience)
{
    return ssh::Session::connect(ssh_machine(name, reach), keys_for(reach), patience);
}

std::string as_root(const std::string& user)
{
    return user == "root" ? "" : "sudo -n ";
}

} // namespace edgepool::day1
