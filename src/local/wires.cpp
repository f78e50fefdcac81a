// SPDX-License-Identifier: Apache-2.0
#include "local/wires.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/error.h"
#include "crypto/hash.h"
#include "local/files.h"
#include "local/folders.h"
#include "local/programs.h"
#include "local/rules.h"
#include "process/child.h"
#include "wire/client.h"
#include "wire/folder.h"

namespace edgepool::local
{

namespace
{

constexpr std::string_view interface_on = "interface on ";
constexpr auto time_to_start = std::chrono::seconds(10);

void start_switch(const std::string& folder, const std::string& log, const wire::Wiring& wiring,
                  const std::stop_token& stop)
{
    make_private_folder(folder);
    wire::write_wiring(folder, wiring);
    const std::vector<std::string> words = wire::switch_command(find_switch(), folder);
    const process::Descriptor errors = create_file(log, 0600);
    process::Child child = process::Child::start(
        {.program = words.front(), .arguments = {words.begin() + 1, words.end()}}, {.errors = errors.get()});
    if (!wire::SwitchClient::wait_for(folder, time_to_start, stop))
    {
        throw Error(found(rules::not_started, {}, "the switch of the networks does not answer: " + read_file(log),
                          "run 'edgepool up' again"),
                    Retry::may_help);
    }
    child.leave();
}

} // namespace

std::vector<std::string> networks_of(const plan::Resource& machine)
{
    std::vector<std::string> networks;
    for (const plan::Property& property : machine.properties)
    {
        if (property.name.starts_with(interface_on))
        {
            networks.push_back(property.name.substr(interface_on.size()));
        }
    }
    return networks;
}

std::string mac_of(std::string_view testbed, std::string_view machine, std::string_view network)
{
    std::string text(testbed);
    text += "/";
    text += machine;
    text += "/";
    text += network;
    const std::string digits = crypto::sha256(text);
    return "52:54:00:" + digits.substr(0, 2) + ":" + digits.substr(2, 2) + ":" + digits.substr(4, 2);
}

std::string member_of(std::string_view machine, std::size_t position)
{
    return std::string(machine) + "." + std::to_string(position);
}

wire::Wiring wiring_for(const std::string& testbed, std::span<const plan::Resource> records)
{
    std::map<std::string, std::vector<wire::PlannedPort>> segments;
    for (const plan::Resource& record : records)
    {
        if (record.id.kind == plan::network_kind)
        {
            segments[record.id.name];
        }
    }
    for (const plan::Resource& record : records)
    {
        const std::vector<std::string> networks = networks_of(record);
        for (std::size_t i = 0; i < networks.size(); ++i)
        {
            const auto segment = segments.find(networks[i]);
            const auto mac = wire::parse_mac(mac_of(testbed, record.id.name, networks[i]));
            if (segment != segments.end() && mac)
            {
                segment->second.push_back({.member = member_of(record.id.name, i + 1), .macs = {*mac}});
            }
        }
    }
    wire::Wiring wiring{.testbed = testbed};
    for (auto& [name, ports] : segments)
    {
        wiring.segments.push_back({.name = name, .ports = std::move(ports)});
    }
    return wiring;
}

std::string find_switch()
{
    return find_own_program("edgepool-switch");
}

void settle_switch(const std::string& folder, const std::string& log, const wire::Wiring& wiring,
                   const std::stop_token& stop)
{
    auto client = wire::SwitchClient::find(folder);
    if (wiring.segments.empty())
    {
        if (client)
        {
            client->quit();
        }
    }
    else if (client)
    {
        client->rewire(wiring);
    }
    else
    {
        start_switch(folder, log, wiring, stop);
    }
}

} // namespace edgepool::local
