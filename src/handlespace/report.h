// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What registrars, elements and users of RSPLIB tell of themselves, and what follows from it for their pool.
namespace edgepool::handlespace
{

using Octets = std::vector<std::uint8_t>;
using View = std::span<const std::uint8_t>;

enum class Role : std::uint8_t
{
    registrar = 1,
    element = 2,
    user = 3,
};

/// Who reports. Identifiers are unique among those of a role.
struct Name
{
    Role role = Role::registrar;
    std::uint64_t identifier = 0; ///< 56 bits; 0: a registrar whose identifier the reporter does not know

    friend auto operator<=>(const Name&, const Name&) = default;
};

/// As the wire has it: the role, and below it the identifier.
std::uint64_t to_number(const Name& name);

/// Payload protocols of SCTP that associations are of.
inline constexpr std::uint32_t asap_protocol = 11; ///< to a registrar
inline constexpr std::uint32_t enrp_protocol = 12; ///< between registrars
/// From this one on, associations are sessions of users with elements. 0: not known yet.
inline constexpr std::uint32_t first_session_protocol = 32;

struct Association
{
    Name peer{};
    std::optional<std::chrono::microseconds> age{}; ///< registrars do not tell it of their peers
    std::uint16_t transport = 132;                  ///< SCTP
    std::uint32_t payload_protocol = 0;

    friend bool operator==(const Association&, const Association&) = default;
};

/// One datagram of the Component Status Protocol, version 2.
struct Report
{
    Name sender{};
    bool is_final = false;                ///< the sender ends; of the rest only its name and age are told
    std::chrono::microseconds age{};      ///< since the process reported first: a smaller one than before is a restart
    std::chrono::microseconds interval{}; ///< between two reports, as promised
    std::string location{};               ///< "host: address:port, address"; printable
    std::string status{};                 ///< "2 Sessions"; printable
    std::optional<double> workload{};     ///< 0 to 1
    std::vector<Association> associations{};

    friend bool operator==(const Report&, const Report&) = default;
};

/// Why a datagram is no report.
enum class Flaw
{
    too_short,
    wrong_length, ///< its size is not what it says, or not that of whole associations
    other_type,
    other_version,
    nobody, ///< neither a registrar nor an element nor a user
};

inline constexpr std::size_t flaws = 5;

std::string_view to_string(Flaw flaw);

/// Of UDP, where reports are sent to.
inline constexpr std::uint16_t usual_port = 2960;

/// As small as a report is, and what each association adds.
inline constexpr std::size_t report_head = 288;
inline constexpr std::size_t association_size = 24;
/// Larger ones cannot be sent.
inline constexpr std::size_t longest_datagram = 65507;

/// Whatever the octets are, they are understood or refused. Characters that cannot be printed become '?'.
std::variant<Report, Flaw> read_report(View datagram);

/// The datagram that a component would send. Texts longer than 127 octets are cut.
Octets write_report(const Report& report);

/// "mec-1" of "mec-1: 10.2.1.2:7300"; the whole text if there is no host in it.
std::string_view host_of(const Report& report);

/// The number before "Session" or "Sessions" in the status of an element; none while it looks for a registrar.
std::optional<unsigned> sessions_in(std::string_view status);

/// "3[1] PEs in 1 Pool, 2 Peers": what a registrar says of itself.
struct RegistrarStatus
{
    unsigned elements = 0;
    unsigned owned = 0; ///< of these, watched by this registrar
    unsigned pools = 0;
    unsigned peers = 0; ///< with those that do not answer

    friend bool operator==(const RegistrarStatus&, const RegistrarStatus&) = default;
};
std::optional<RegistrarStatus> registrar_status(std::string_view status);

} // namespace edgepool::handlespace
