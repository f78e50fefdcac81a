// SPDX-License-Identifier: Apache-2.0
#include "member/describe.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <span>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "asap/policy.h"
#include "member/arguments.h"
#include "member/endpoint.h"

namespace edgepool::member
{

namespace
{

std::string_view name_of(asap::Protocol protocol)
{
    switch (protocol)
    {
    case asap::Protocol::tcp:
        return "tcp";
    case asap::Protocol::udp:
        return "udp";
    case asap::Protocol::sctp:
        break;
    }
    return "sctp";
}

/// As it was given, not as a 32-bit fraction: 0.1.
double rounded_share(std::uint32_t value)
{
    constexpr double millionths = 1e6;
    return std::round(asap::to_share(value) * millionths) / millionths;
}

bool is_share(asap::Meaning meaning)
{
    return meaning != asap::Meaning::weight && meaning != asap::Meaning::priority && meaning != asap::Meaning::distance;
}

std::string policy_name(const asap::Policy& policy)
{
    const asap::PolicyKind* const kind = asap::find_policy(policy.type);
    return kind != nullptr ? std::string(kind->name) : identifier_text(policy.type);
}

std::vector<asap::Meaning> meanings_of(const asap::Policy& policy)
{
    const asap::PolicyKind* const kind = asap::find_policy(policy.type);
    return kind != nullptr ? std::vector(kind->values.begin(), kind->values.end()) : std::vector<asap::Meaning>{};
}

doc::Value member_value(const asap::Element& element)
{
    doc::List addresses;
    for (const asap::Address& address : element.transport.addresses)
    {
        addresses.emplace_back(to_string(address));
    }
    doc::Value value =
        doc::Object{{"id", identifier_text(element.identifier)},     {"home", identifier_text(element.home)},
                    {"life_ms", std::int64_t{element.life.count()}}, {"protocol", name_of(element.transport.protocol)},
                    {"port", int{element.transport.port}},           {"addresses", std::move(addresses)},
                    {"policy", policy_name(element.policy)}};
    for (const asap::Meaning meaning : meanings_of(element.policy))
    {
        if (const auto number = asap::value_of(element.policy, meaning))
        {
            value[to_string(meaning)] =
                is_share(meaning) ? doc::Value(rounded_share(*number)) : doc::Value(std::int64_t{*number});
        }
    }
    return value;
}

std::string load_text(const asap::Element& element)
{
    const auto load = asap::value_of(element.policy, asap::Meaning::load);
    if (!load)
    {
        return "-";
    }
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%.1f%%", asap::to_share(*load) * 100);
    return text.data();
}

std::string place_text(const asap::Transport& transport)
{
    std::string text;
    for (const asap::Address& address : transport.addresses)
    {
        text += (text.empty() ? "" : ", ") + to_string(Endpoint{.host = to_string(address), .port = transport.port});
    }
    return std::string(name_of(transport.protocol)) + " " + text;
}

using Row = std::array<std::string, 5>;

std::string aligned(std::span<const Row> rows)
{
    std::array<std::size_t, 5> widths{};
    for (const Row& row : rows)
    {
        for (std::size_t column = 0; column < row.size(); ++column)
        {
            widths[column] = std::max(widths[column], row[column].size());
        }
    }
    std::string text;
    for (const Row& row : rows)
    {
        for (std::size_t column = 0; column + 1 < row.size(); ++column)
        {
            text += row[column] + std::string(widths[column] - row[column].size() + 2, ' ');
        }
        text += row.back() + "\n";
    }
    return text;
}

} // namespace

std::string to_string(const asap::Address& address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int family = address.octets.size() == sizeof(in_addr) ? AF_INET : AF_INET6;
    ::inet_ntop(family, address.octets.data(), text.data(), text.size());
    return text.data();
}

doc::Value to_value(const asap::ResolutionAnswer& answer, const std::string& registrar)
{
    doc::List members;
    for (const asap::Element& element : answer.elements)
    {
        members.push_back(member_value(element));
    }
    return doc::Object{{"handle", answer.handle}, {"registrar", registrar}, {"members", std::move(members)}};
}

std::string to_table(const asap::ResolutionAnswer& answer)
{
    std::vector<Row> rows{{"ID", "HOME", "POLICY", "LOAD", "ADDRESS"}};
    for (const asap::Element& element : answer.elements)
    {
        rows.push_back({identifier_text(element.identifier), identifier_text(element.home), policy_name(element.policy),
                        load_text(element), place_text(element.transport)});
    }
    return aligned(rows);
}

} // namespace edgepool::member
