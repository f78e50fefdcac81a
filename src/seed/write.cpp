// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <charconv>

#include "seed/message.h"
#include "seed/seed.h"

namespace edgepool::seed
{

namespace
{

std::string octal(unsigned mode)
{
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), mode, 8).ptr;
    return {digits.data(), end};
}

std::string line_of(const Card& card)
{
    std::string line =
        "card " + std::to_string(card.position) + " " + card.mac + " " + card.name + " " + std::to_string(card.mtu);
    for (const std::string& address : card.addresses)
    {
        line += " " + address;
    }
    for (const std::string& gateway : card.gateways)
    {
        line += " via=" + gateway;
    }
    return line + "\n";
}

} // namespace

Secret to_message(const Seed& seed)
{
    std::string body = "hostname " + seed.hostname + "\n" + "machine-id " + seed.machine_id + "\n" + "now " +
                       std::to_string(seed.now_in_nanoseconds) + "\n" + "entropy " + seed.entropy.expose() + "\n";
    for (const File& file : seed.files)
    {
        body += "file " + octal(file.mode) + " " + std::to_string(file.content.expose().size()) + " " + file.path +
                "\n" + file.content.expose() + "\n";
    }
    for (const Card& card : seed.cards)
    {
        body += line_of(card);
    }
    return Secret(std::string(first_words) + std::to_string(body.size()) + "\n" + body);
}

} // namespace edgepool::seed
