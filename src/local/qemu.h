// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/address.h"
#include "process/command.h"

namespace edgepool::local
{

/// What a saved machine and those that are resumed from it must have in common.
struct Shape
{
    unsigned memory_in_mebibytes = 256;
    unsigned processors = 1;
    unsigned cards = 4;
    bool kvm = false;

    friend bool operator==(const Shape&, const Shape&) = default;
};

inline constexpr unsigned most_cards = 16;

/// The management card, behind which only this computer is: SSH comes in by a port of the loopback.
struct Management
{
    model::Ipv4Network network{}; ///< the machine has the 15th address, this computer the 2nd
    std::uint16_t port = 0;
};

/// A network of the testbed, as a switch between sockets of this computer.
struct Link
{
    std::string member{}; ///< the machine's socket
    std::string switch_socket{};
};

enum class Memory
{
    own,    ///< nobody else's
    saved,  ///< written to the file, for others
    shared, ///< read from the file; what is written is the machine's own
};

/// One QEMU process, described.
struct QemuMachine
{
    std::string name{}; ///< "edgepool:TESTBED:MACHINE"
    std::string uuid{};
    Shape shape{};
    std::string disk{};
    std::string kernel{};
    std::string initial_files{};
    Memory memory = Memory::own;
    std::string memory_file{};
    bool resumed = false; ///< waits for a saved state instead of booting
    std::string monitor{};
    std::string seed_port{};
    std::string console{};
    std::optional<Management> management{};
    std::vector<Link> links{}; ///< of the cards after the management one
};

/// How QEMU is started for it, without the program's name.
std::vector<std::string> qemu_arguments(const QemuMachine& machine);

/// "10.99.3.15/24" on the machine's side, "10.99.3.2" as the way out, "10.99.3.3" as the name server.
struct ManagementAddresses
{
    std::string machine{};
    std::string gateway{};
    std::string name_server{};
};

ManagementAddresses addresses_of(const Management& management);

/// The name and the UUID by which a machine's process is known.
std::string process_name(const std::string& testbed, const std::string& machine);
std::string process_uuid(const std::string& testbed, const std::string& machine);

} // namespace edgepool::local
