// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <utility>

#include "asap/message.h"
#include "asap/parameters.h"
#include "asap/reader.h"

namespace edgepool::asap
{

namespace
{

/// What a message of any type is made of.
struct Parts
{
    std::optional<std::string> handle{};
    std::optional<std::uint32_t> identifier{};
    std::optional<std::uint32_t> items{};
    std::optional<Policy> policy{};
    std::optional<Cause> cause{};
    std::vector<Element> elements{};
};

void skip_unknown(const Field& field, Reader& reader)
{
    if ((field.type & may_be_skipped) == 0)
    {
        reader.fail("it has an unknown parameter, number " + std::to_string(field.type));
    }
}

Address read_address(const Field& field, Reader& reader)
{
    const bool is_v4 = field.type == static_cast<std::uint16_t>(Parameter::ipv4_address);
    const bool is_v6 = field.type == static_cast<std::uint16_t>(Parameter::ipv6_address);
    if ((!is_v4 && !is_v6) || field.value.size() != (is_v4 ? std::size_t{4} : std::size_t{16}))
    {
        reader.fail("a transport has something else than addresses");
        return {};
    }
    return {.octets = Octets(field.value.begin(), field.value.end())};
}

Transport read_transport(Protocol protocol, Reader reader)
{
    Transport transport{.protocol = protocol, .port = reader.number16()};
    transport.has_control_channel = reader.number16() == control_channel_use;
    while (!reader.empty())
    {
        const Field field = reader.field();
        transport.addresses.push_back(read_address(field, reader));
    }
    return transport;
}

Policy read_policy(Reader reader)
{
    Policy policy{.type = reader.number32()};
    while (!reader.empty())
    {
        policy.values.push_back(reader.number32());
    }
    return policy;
}

std::optional<Protocol> protocol_of(std::uint16_t type)
{
    switch (static_cast<Parameter>(type))
    {
    case Parameter::sctp_transport:
        return Protocol::sctp;
    case Parameter::tcp_transport:
        return Protocol::tcp;
    case Parameter::udp_transport:
        return Protocol::udp;
    default:
        return std::nullopt;
    }
}

/// The first transport is where the service is, the second where registrars reach the element.
Element read_element(Reader reader)
{
    Element element{.identifier = reader.number32(), .home = reader.number32()};
    element.life = std::chrono::milliseconds(reader.number32());
    std::vector<Transport> transports;
    std::optional<Policy> policy;
    while (!reader.empty())
    {
        const Field field = reader.field();
        if (const auto protocol = protocol_of(field.type))
        {
            transports.push_back(read_transport(*protocol, reader.inside(field.value)));
        }
        else if (field.type == static_cast<std::uint16_t>(Parameter::policy))
        {
            policy = read_policy(reader.inside(field.value));
        }
        else
        {
            skip_unknown(field, reader);
        }
    }
    if (transports.empty() || transports.size() > 2 || !policy)
    {
        reader.fail("an element lacks its transport or its policy");
        return element;
    }
    element.transport = std::move(transports.front());
    element.policy = std::move(*policy);
    if (transports.size() == 2)
    {
        element.asap_transport = std::move(transports.back());
    }
    return element;
}

/// Only the first of several causes: no registrar gives more.
Cause read_cause(Reader reader)
{
    const Field field = reader.field();
    return {.code = field.type, .details = Octets(field.value.begin(), field.value.end())};
}

void read_part(const Field& field, Reader& reader, Parts& parts)
{
    switch (static_cast<Parameter>(field.type))
    {
    case Parameter::handle:
        parts.handle.emplace(field.value.begin(), field.value.end());
        break;
    case Parameter::identifier:
        parts.identifier = reader.inside(field.value).number32();
        break;
    case Parameter::items:
        parts.items = reader.inside(field.value).number32();
        break;
    case Parameter::policy:
        parts.policy = read_policy(reader.inside(field.value));
        break;
    case Parameter::error:
        parts.cause = read_cause(reader.inside(field.value));
        break;
    case Parameter::element:
        parts.elements.push_back(read_element(reader.inside(field.value)));
        break;
    default:
        skip_unknown(field, reader);
        break;
    }
}

Parts read_parts(Reader& reader)
{
    Parts parts;
    while (!reader.empty())
    {
        const Field field = reader.field();
        read_part(field, reader, parts);
    }
    if (!parts.handle)
    {
        reader.fail("it names no pool");
        parts.handle.emplace();
    }
    return parts;
}

std::uint32_t require_identifier(const Parts& parts, Reader& reader)
{
    if (!parts.identifier)
    {
        reader.fail("it names no element");
    }
    return parts.identifier.value_or(0);
}

Element require_element(Parts& parts, Reader& reader)
{
    if (parts.elements.size() != 1)
    {
        reader.fail("it does not have one element");
        return {};
    }
    return std::move(parts.elements.front());
}

Message read_keep_alive(bool is_new_home, Reader& reader)
{
    const std::uint32_t registrar = reader.number32();
    Parts parts = read_parts(reader);
    const std::uint32_t identifier = require_identifier(parts, reader);
    return KeepAlive{.registrar = registrar,
                     .is_new_home = is_new_home,
                     .handle = std::move(*parts.handle),
                     .identifier = identifier};
}

Message read_resolution_answer(bool rejected, Reader& reader)
{
    Parts parts = read_parts(reader);
    return ResolutionAnswer{.handle = std::move(*parts.handle),
                            .is_rejection = rejected,
                            .policy = std::move(parts.policy),
                            .elements = std::move(parts.elements),
                            .cause = std::move(parts.cause)};
}

/// Messages that name one element of a pool, and nothing more than a cause.
Message read_of_member(Type type, bool rejected, Reader& reader)
{
    Parts parts = read_parts(reader);
    const std::uint32_t identifier = require_identifier(parts, reader);
    switch (type)
    {
    case Type::registration_answer:
        return RegistrationAnswer{.handle = std::move(*parts.handle),
                                  .identifier = identifier,
                                  .is_rejection = rejected,
                                  .cause = std::move(parts.cause)};
    case Type::deregistration_answer:
        return DeregistrationAnswer{
            .handle = std::move(*parts.handle), .identifier = identifier, .cause = std::move(parts.cause)};
    case Type::keep_alive_answer:
        return KeepAliveAnswer{.handle = std::move(*parts.handle), .identifier = identifier};
    default:
        return Deregistration{.handle = std::move(*parts.handle), .identifier = identifier};
    }
}

Message read_body(Type type, bool flag, Reader& reader)
{
    switch (type)
    {
    case Type::registration:
    {
        Parts parts = read_parts(reader);
        return Registration{.handle = *parts.handle, .element = require_element(parts, reader)};
    }
    case Type::resolution:
    {
        Parts parts = read_parts(reader);
        return Resolution{.handle = std::move(*parts.handle), .items = parts.items};
    }
    case Type::resolution_answer:
        return read_resolution_answer(flag, reader);
    case Type::keep_alive:
        return read_keep_alive(flag, reader);
    case Type::deregistration:
    case Type::registration_answer:
    case Type::deregistration_answer:
    case Type::keep_alive_answer:
        return read_of_member(type, flag, reader);
    }
    reader.fail("it is a message of type " + std::to_string(static_cast<unsigned>(type)));
    return {};
}

} // namespace

Decoded decode(View octets)
{
    constexpr std::size_t head = 4;
    Decoded decoded;
    Reader outside(octets, decoded.fault);
    const std::uint16_t type_and_flags = outside.number16();
    const std::size_t length = outside.number16();
    if (length < head || length > octets.size())
    {
        outside.fail("its length is wrong");
        return decoded;
    }
    Reader reader = outside.inside(octets.subspan(head, length - head));
    const bool flag = (type_and_flags & 1U) != 0;
    Message message = read_body(static_cast<Type>(type_and_flags >> 8U), flag, reader);
    if (reader.good())
    {
        decoded.message = std::move(message);
    }
    return decoded;
}

} // namespace edgepool::asap
