// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"

/// What a machine is told about itself. All machines of an image wake up the same; this makes each of them one of its
/// own.
namespace edgepool::seed
{

struct File
{
    std::string path{}; ///< absolute, without "." and ".."
    unsigned mode = 0644;
    Secret content{};
};

/// One network card, by its position: a machine's first one is 0.
struct Card
{
    unsigned position = 0;
    std::string mac{};  ///< "52:54:00:12:34:56"
    std::string name{}; ///< of the interface: "sgi"
    unsigned mtu = 1500;
    std::vector<std::string> addresses{}; ///< "10.9.1.1/24", "fd00:9:1::1/64"
    std::vector<std::string> gateways{};  ///< of default routes
};

struct Seed
{
    std::string hostname{};
    std::string machine_id{};          ///< 32 hexadecimal digits, never those of another machine
    std::int64_t now_in_nanoseconds{}; ///< since 1970
    Secret entropy{};                  ///< in hexadecimal digits
    std::vector<File> files{};
    std::vector<Card> cards{};
};

/// Where the machine's sshd expects its key; without it none is started.
inline constexpr std::string_view host_key_path = "/etc/ssh/ssh_host_ed25519_key";
inline constexpr std::string_view authorized_keys_path = "/root/.ssh/authorized_keys";
/// Shell text that is run as soon as the machine is ready, if it was given; the file is gone then. What it says follows
/// on the port, a line each.
inline constexpr std::string_view first_command_path = "/run/edgepool/run";

/// The name of the serial port between QEMU and the agent.
inline constexpr std::string_view port_name = "edgepool.seed";
/// The message without a seed: the machine is to be saved, and shall rehearse before.
inline constexpr std::string_view rehearsal = "edgepool-seed 1 0\n";
/// What the agent says: it waits for its seed; it has rehearsed; it is what the seed says; it could not become it
/// ("FAILED why"); what it was given to run has ended.
inline constexpr std::string_view waiting = "WAITING";
inline constexpr std::string_view rehearsed = "REHEARSED";
inline constexpr std::string_view ready = "READY";
inline constexpr std::string_view failed = "FAILED";
inline constexpr std::string_view ended = "ENDED";

/// The whole message, with its first line, which says how long it is.
Secret to_message(const Seed& seed);

struct Reading
{
    std::optional<Seed> seed{};
    std::string fault{}; ///< if there is no seed
};

/// Reads what follows a message's first line.
Reading read_body(std::string_view body);

} // namespace edgepool::seed
