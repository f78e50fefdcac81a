// SPDX-License-Identifier: Apache-2.0
#include "local/places.h"

#include <algorithm>

#include "base/error.h"
#include "local/rules.h"
#include "local/user_key.h"
#include "local/wires.h"
#include "plan/wanted.h"
#include "wire/folder.h"

namespace edgepool::local
{

namespace
{

constexpr unsigned usual_cards = 4;

/// Networks of 32 addresses, behind each of which one machine is alone with this computer. The space is nobody's own
/// (RFC 6598).
model::Ipv4Network management_of(std::uint32_t number)
{
    constexpr std::uint32_t first = 0x64600000; // 100.96.0.0
    constexpr std::uint32_t size = 32;
    return {.base = {first + number * size}, .prefix = 27};
}

} // namespace

Places::Places(const model::Testbed& testbed) : testbed_(testbed)
{
    std::uint32_t number = 0;
    for (model::Machine& machine : plan::largest_layout(testbed).machines)
    {
        std::string name = machine.name;
        places_.emplace(std::move(name), Place{.machine = std::move(machine), .number = number++});
    }
}

const Places::Place& Places::of(const std::string& machine) const
{
    const auto place = places_.find(machine);
    if (place == places_.end())
    {
        throw Error(found(rules::not_started, {}, "the testbed has no machine '" + machine + "'"));
    }
    return place->second;
}

Shape Places::shape_of(const std::string& machine, bool kvm) const
{
    const model::Machine& wanted = of(machine).machine;
    return {.memory_in_mebibytes = static_cast<unsigned>(wanted.shape.memory.count >> 20U),
            .processors = wanted.shape.cpus,
            .cards = std::max<unsigned>(usual_cards, static_cast<unsigned>(wanted.interfaces.size()) + 1),
            .kvm = kvm};
}

std::vector<seed::Card> Places::cards_of(const Place& place) const
{
    std::vector<seed::Card> cards;
    for (const model::Interface& interface : place.machine.interfaces)
    {
        const model::Network* const network = testbed_.network(interface.network);
        seed::Card card{.position = static_cast<unsigned>(cards.size()) + 1,
                        .mac = mac_of(testbed_.name, place.machine.name, interface.network),
                        .name = interface.network,
                        .mtu = network->mtu};
        if (interface.ipv4)
        {
            card.addresses.push_back(to_string(*interface.ipv4) + "/" + std::to_string(network->ipv4.prefix));
        }
        if (interface.ipv6 && network->ipv6)
        {
            card.addresses.push_back(to_string(*interface.ipv6) + "/" + std::to_string(network->ipv6->prefix));
        }
        cards.push_back(std::move(card));
    }
    return cards;
}

/// Of all machines that there may ever be, by their first network and by each: "mec-1", "mec-1.sgi".
std::string Places::hosts_file() const
{
    std::string text = "127.0.0.1 localhost\n::1 localhost\n";
    for (const auto& [name, place] : places_)
    {
        std::string alias = " " + name;
        for (const model::Interface& interface : place.machine.interfaces)
        {
            std::string names = alias + " ";
            names += name;
            names += "." + interface.network + "\n";
            text += interface.ipv4 ? to_string(*interface.ipv4) + names : "";
            text += interface.ipv6 ? to_string(*interface.ipv6) + names : "";
            alias.clear();
        }
    }
    return text;
}

MachineSpec Places::spec_of(const std::string& machine, bool kvm, const Folders& folders) const
{
    const Place& place = of(machine);
    const std::string sockets = folders.testbed_runtime(testbed_.name);
    MachineSpec spec{.testbed = testbed_.name,
                     .name = machine,
                     .shape = shape_of(machine, kvm),
                     .management = management_of(place.number),
                     .cards = cards_of(place)};
    for (const seed::Card& card : spec.cards)
    {
        spec.links.push_back({.member = wire::member_path(sockets, member_of(spec.name, card.position)),
                              .switch_socket = wire::segment_path(sockets, card.name)});
    }
    spec.files.push_back({.path = std::string(seed::authorized_keys_path),
                          .mode = 0600,
                          .content = Secret(user_key(folders).public_key + "\n")});
    spec.files.push_back({.path = "/etc/hosts", .content = Secret(hosts_file())});
    return spec;
}

} // namespace edgepool::local
