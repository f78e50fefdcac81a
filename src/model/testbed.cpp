// SPDX-License-Identifier: Apache-2.0
#include "model/testbed.h"

#include <algorithm>

namespace edgepool::model
{

const Network* Testbed::network(std::string_view wanted) const
{
    const auto found = std::ranges::find(networks, wanted, &Network::name);
    return found != networks.end() ? &*found : nullptr;
}

const Site* Testbed::site(std::string_view wanted) const
{
    const auto found = std::ranges::find(sites, wanted, &Site::name);
    return found != sites.end() ? &*found : nullptr;
}

std::vector<Role> functions_of(Core core)
{
    switch (core)
    {
    case Core::oai:
    case Core::open5gs:
        return {Role::hss, Role::mme, Role::spgwc, Role::spgwu};
    case Core::nextepc:
        return {Role::hss, Role::mme, Role::spgw};
    case Core::gateway:
        return {Role::gateway};
    case Core::none:
        break;
    }
    return {};
}

std::vector<std::string_view> networks_of(Role function)
{
    switch (function)
    {
    case Role::hss:
        return {"mgmt", "s6a"};
    case Role::mme:
        return {"mgmt", "s6a", "s11", "s1c"};
    case Role::spgwc:
        return {"mgmt", "sxab", "s11"};
    case Role::spgwu:
        return {"mgmt", "sxab", "s1u", "sgi"};
    case Role::spgw:
        return {"mgmt", "s11", "s1u", "sgi"};
    case Role::gateway:
        return {"mgmt", "s1u", "sgi"};
    case Role::registrar:
    case Role::element:
    case Role::user:
        break;
    }
    return {"mgmt"};
}

std::vector<std::string_view> networks_serving_on(std::string_view network)
{
    constexpr std::string_view management = "mgmt";
    return network == management ? std::vector{management} : std::vector{management, network};
}

std::vector<std::string_view> networks_of(const UserGroup& users, Core core)
{
    if (users.attach == Attachment::direct)
    {
        return networks_serving_on(users.network);
    }
    // The gateway stand-in has no control plane of its own towards the radio side.
    return core == Core::gateway ? std::vector<std::string_view>{"mgmt", "s1u"}
                                 : std::vector<std::string_view>{"mgmt", "s1c", "s1u"};
}

std::set<std::string, std::less<>> networks_in_use(const Testbed& testbed)
{
    std::set<std::string, std::less<>> used{"mgmt"};
    const Core core = testbed.epc ? testbed.epc->core : Core::none;
    for (const Role function : functions_of(core))
    {
        for (const std::string_view network : networks_of(function))
        {
            used.emplace(network);
        }
    }
    for (const Registrar& registrar : testbed.registrars)
    {
        used.insert(registrar.network);
    }
    for (const ElementGroup& element : testbed.elements)
    {
        used.insert(element.network);
    }
    for (const UserGroup& users : testbed.users)
    {
        for (const std::string_view network : networks_of(users, core))
        {
            used.emplace(network);
        }
    }
    return used;
}

} // namespace edgepool::model
