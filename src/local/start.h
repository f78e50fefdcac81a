// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "local/folders.h"
#include "local/golden.h"
#include "local/image_store.h"
#include "local/qemu.h"
#include "local/seed_port.h"
#include "seed/seed.h"

namespace edgepool::local
{

/// A machine that shall be there.
struct MachineSpec
{
    std::string testbed{};
    std::string name{};
    Shape shape{};
    model::Ipv4Network management{}; ///< no two machines of a testbed have the same: SCTP tells others all addresses
    std::vector<Link> links{};       ///< of the cards from position 1 on
    std::vector<seed::Card> cards{}; ///< what the machine makes of them; the management card is added
    std::vector<seed::File> files{}; ///< such as authorized_keys
};

/// How a machine is reached by SSH: a port of 127.0.0.1, and the key that it must show.
struct Reach
{
    std::uint16_t port = 0;
    std::string host_key{}; ///< "ssh-ed25519 AAAA..."
};

struct Started
{
    enum class Way
    {
        kept,    ///< it was there already
        resumed, ///< from the golden machine
        booted,
    };

    Way way = Way::kept;
    std::string why_booted{}; ///< if there was a golden machine and it could not be resumed
    Reach reach{};
    std::optional<SeedPort> port{};       ///< to the agent, unless the machine was there already
    std::chrono::milliseconds to_run{};   ///< until the machine ran
    std::chrono::milliseconds to_ready{}; ///< until it was somebody, and let itself be logged in
};

/// Starts the machine and returns when it is ready, or finds it so. What is left of an earlier try is removed. Resumed
/// from the golden machine if there is one; if that fails, booted. Throws Error, which quotes the machine's last words.
Started start_machine(const Folders& folders, const Image& image, const std::optional<Golden>& golden,
                      const MachineSpec& spec, const std::stop_token& stop = {});

/// What makes a machine differ from all others of its image.
struct Identity
{
    std::string machine_id{};
    Secret entropy{};
    Secret host_key{};
    std::int64_t now_in_nanoseconds = 0;
};

/// The seed of a machine, with its management card, host key and name server.
seed::Seed seed_of(const MachineSpec& spec, const Management& management, const Identity& identity);

} // namespace edgepool::local
