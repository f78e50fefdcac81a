// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace edgepool::asap
{

using Octets = std::vector<std::uint8_t>;
using View = std::span<const std::uint8_t>;

/// SCTP's payload protocol identifier of ASAP.
inline constexpr std::uint32_t payload_protocol = 11;
inline constexpr std::uint16_t usual_port = 3863;
/// RSPLIB aborts on longer handles.
inline constexpr std::size_t longest_handle = 32;
/// No registrar of RSPLIB names more elements in one answer.
inline constexpr std::uint32_t most_items = 128;

enum class Protocol
{
    sctp,
    tcp,
    udp,
};

struct Address
{
    Octets octets{}; ///< 4 or 16 of them

    friend bool operator==(const Address&, const Address&) = default;
};

/// Where a pool element is served.
struct Transport
{
    Protocol protocol = Protocol::sctp;
    std::uint16_t port = 0;
    bool has_control_channel = false; ///< cookies travel along with the data
    std::vector<Address> addresses{};

    friend bool operator==(const Transport&, const Transport&) = default;
};

/// What the values mean depends on the type: see policy.h.
struct Policy
{
    std::uint32_t type = 0;
    std::vector<std::uint32_t> values{};

    friend bool operator==(const Policy&, const Policy&) = default;
};

struct Element
{
    std::uint32_t identifier = 0;
    std::uint32_t home = 0; ///< the registrar that watches it; 0: not yet known
    std::chrono::milliseconds life{};
    Transport transport{};
    Policy policy{};
    std::optional<Transport> asap_transport{}; ///< where registrars reach it, if that is told

    friend bool operator==(const Element&, const Element&) = default;
};

/// Why a registrar refused something.
struct Cause
{
    std::uint16_t code = 0;
    Octets details{};

    friend bool operator==(const Cause&, const Cause&) = default;
};

inline constexpr std::uint16_t unknown_pool = 9;

/// In words.
std::string to_string(const Cause& cause);

struct Registration
{
    std::string handle{};
    Element element{};

    friend bool operator==(const Registration&, const Registration&) = default;
};

struct Deregistration
{
    std::string handle{};
    std::uint32_t identifier = 0;

    friend bool operator==(const Deregistration&, const Deregistration&) = default;
};

struct RegistrationAnswer
{
    std::string handle{};
    std::uint32_t identifier = 0;
    bool is_rejection = false;
    std::optional<Cause> cause{};

    friend bool operator==(const RegistrationAnswer&, const RegistrationAnswer&) = default;
};

struct DeregistrationAnswer
{
    std::string handle{};
    std::uint32_t identifier = 0;
    std::optional<Cause> cause{};

    friend bool operator==(const DeregistrationAnswer&, const DeregistrationAnswer&) = default;
};

/// Who is in a pool?
struct Resolution
{
    std::string handle{};
    std::optional<std::uint32_t> items{}; ///< RSPLIB's own: how many elements at most; without it, 3

    friend bool operator==(const Resolution&, const Resolution&) = default;
};

struct ResolutionAnswer
{
    std::string handle{};
    bool is_rejection = false;
    std::optional<Policy> policy{}; ///< the pool's
    std::vector<Element> elements{};
    std::optional<Cause> cause{};

    friend bool operator==(const ResolutionAnswer&, const ResolutionAnswer&) = default;
};

/// A registrar asks whether an element lives.
struct KeepAlive
{
    std::uint32_t registrar = 0;
    bool is_new_home = false; ///< that registrar watches the element from now on
    std::string handle{};
    std::uint32_t identifier = 0;

    friend bool operator==(const KeepAlive&, const KeepAlive&) = default;
};

struct KeepAliveAnswer
{
    std::string handle{};
    std::uint32_t identifier = 0;

    friend bool operator==(const KeepAliveAnswer&, const KeepAliveAnswer&) = default;
};

using Message = std::variant<Registration, Deregistration, RegistrationAnswer, DeregistrationAnswer, Resolution,
                             ResolutionAnswer, KeepAlive, KeepAliveAnswer>;

Octets encode(const Message& message);

struct Decoded
{
    std::optional<Message> message{};
    std::string fault{}; ///< why there is none
};

/// Whatever the octets are: a message, or what is wrong with them. A message of another type is a fault, too.
Decoded decode(View octets);

} // namespace edgepool::asap
