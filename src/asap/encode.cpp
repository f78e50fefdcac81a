// SPDX-License-Identifier: Apache-2.0
#include <cassert>
#include <cstddef>
#include <limits>
#include <string_view>

#include "asap/message.h"
#include "asap/parameters.h"

namespace edgepool::asap
{

namespace
{

constexpr std::size_t alignment = 4;
constexpr std::size_t length_offset = 2; ///< in heads of messages and of parameters alike

class Writer
{
public:
    void number16(std::uint16_t value)
    {
        octets_.push_back(static_cast<std::uint8_t>(value >> 8U));
        octets_.push_back(static_cast<std::uint8_t>(value & 0xffU));
    }

    void number32(std::uint32_t value)
    {
        number16(static_cast<std::uint16_t>(value >> 16U));
        number16(static_cast<std::uint16_t>(value & 0xffffU));
    }

    template <typename Bytes>
    void bytes(const Bytes& bytes)
    {
        octets_.insert(octets_.end(), bytes.begin(), bytes.end());
    }

    template <typename Content>
    void parameter(Parameter type, Content content)
    {
        const std::size_t start = octets_.size();
        number16(static_cast<std::uint16_t>(type));
        number16(0);
        content();
        set_length(start);
        octets_.resize((octets_.size() + alignment - 1) / alignment * alignment);
    }

    template <typename Content>
    Octets message(Type type, std::uint8_t flags, Content content)
    {
        octets_ = {static_cast<std::uint8_t>(type), flags, 0, 0};
        content();
        set_length(0);
        return std::move(octets_);
    }

private:
    void set_length(std::size_t start)
    {
        const std::size_t length = octets_.size() - start;
        assert(length <= std::numeric_limits<std::uint16_t>::max());
        octets_[start + length_offset] = static_cast<std::uint8_t>(length >> 8U);
        octets_[start + length_offset + 1] = static_cast<std::uint8_t>(length & 0xffU);
    }

    Octets octets_{};
};

Parameter parameter_of(Protocol protocol)
{
    switch (protocol)
    {
    case Protocol::tcp:
        return Parameter::tcp_transport;
    case Protocol::udp:
        return Parameter::udp_transport;
    case Protocol::sctp:
        break;
    }
    return Parameter::sctp_transport;
}

class Encoder
{
public:
    Octets operator()(const Registration& message)
    {
        return out_.message(Type::registration, 0, [&] {
            handle(message.handle);
            element(message.element);
        });
    }

    Octets operator()(const Deregistration& message)
    {
        return out_.message(Type::deregistration, 0, [&] { member(message.handle, message.identifier); });
    }

    Octets operator()(const RegistrationAnswer& message)
    {
        return out_.message(Type::registration_answer, message.is_rejection ? rejected_flag : 0, [&] {
            member(message.handle, message.identifier);
            cause(message.cause);
        });
    }

    Octets operator()(const DeregistrationAnswer& message)
    {
        return out_.message(Type::deregistration_answer, 0, [&] {
            member(message.handle, message.identifier);
            cause(message.cause);
        });
    }

    Octets operator()(const Resolution& message)
    {
        return out_.message(Type::resolution, 0, [&] {
            handle(message.handle);
            if (message.items)
            {
                out_.parameter(Parameter::items, [&] { out_.number32(*message.items); });
            }
        });
    }

    Octets operator()(const ResolutionAnswer& message)
    {
        return out_.message(Type::resolution_answer, message.is_rejection ? rejected_flag : 0, [&] {
            handle(message.handle);
            if (message.policy)
            {
                policy(*message.policy);
            }
            for (const Element& each : message.elements)
            {
                element(each);
            }
            cause(message.cause);
        });
    }

    Octets operator()(const KeepAlive& message)
    {
        return out_.message(Type::keep_alive, message.is_new_home ? new_home_flag : 0, [&] {
            out_.number32(message.registrar);
            member(message.handle, message.identifier);
        });
    }

    Octets operator()(const KeepAliveAnswer& message)
    {
        return out_.message(Type::keep_alive_answer, 0, [&] { member(message.handle, message.identifier); });
    }

private:
    void handle(std::string_view text)
    {
        out_.parameter(Parameter::handle, [&] { out_.bytes(text); });
    }

    void member(std::string_view text, std::uint32_t identifier)
    {
        handle(text);
        out_.parameter(Parameter::identifier, [&] { out_.number32(identifier); });
    }

    void transport(const Transport& transport)
    {
        out_.parameter(parameter_of(transport.protocol), [&] {
            out_.number16(transport.port);
            out_.number16(transport.has_control_channel ? control_channel_use : 0);
            for (const Address& address : transport.addresses)
            {
                const bool is_v4 = address.octets.size() == 4;
                out_.parameter(is_v4 ? Parameter::ipv4_address : Parameter::ipv6_address,
                               [&] { out_.bytes(address.octets); });
            }
        });
    }

    void policy(const Policy& policy)
    {
        out_.parameter(Parameter::policy, [&] {
            out_.number32(policy.type);
            for (const std::uint32_t value : policy.values)
            {
                out_.number32(value);
            }
        });
    }

    void element(const Element& element)
    {
        out_.parameter(Parameter::element, [&] {
            out_.number32(element.identifier);
            out_.number32(element.home);
            out_.number32(static_cast<std::uint32_t>(element.life.count()));
            transport(element.transport);
            policy(element.policy);
            if (element.asap_transport)
            {
                transport(*element.asap_transport);
            }
        });
    }

    void cause(const std::optional<Cause>& cause)
    {
        if (cause)
        {
            constexpr std::size_t head = 4;
            out_.parameter(Parameter::error, [&] {
                out_.number16(cause->code);
                out_.number16(static_cast<std::uint16_t>(head + cause->details.size()));
                out_.bytes(cause->details);
            });
        }
    }

    Writer out_{};
};

} // namespace

Octets encode(const Message& message)
{
    return std::visit(Encoder{}, message);
}

} // namespace edgepool::asap
