// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/secret.h"

/// What a machine is to be, as a list of tasks: plain values that say nothing of how they reach the machine.
namespace edgepool::recipe
{

/// Debian packages that are to be installed.
struct Packages
{
    std::vector<std::string> names{};
    /// Lines of a sources.list that are used instead of the machine's own; none: its own.
    std::vector<std::string> sources{};
    std::chrono::seconds patience{300}; ///< with others that hold a lock of the package manager
};

struct Ownership
{
    std::string user = "root";
    std::string group = "root";
    unsigned mode = 0644;
};

/// A file that anybody may read in the script. Written whole or not at all; its folder is made if it is missing.
struct File
{
    std::string path{};
    std::string content{};
    Ownership owned{};
};

/// A file that others than its owner and group never see. Bits of the mode for others are an error of the program.
struct SecretFile
{
    std::string path{};
    Secret content{};
    Ownership owned{.mode = 0600};
};

/// The bytes of a file as they travel, which takes a while to make: several recipes may share it.
struct Packed
{
    std::string sha256{}; ///< of the bytes themselves
    std::string gzip{};
};

Packed pack(std::string_view bytes);

/// A file of any bytes, compressed on its way.
struct Upload
{
    std::string path{};
    Packed content{};
    Ownership owned{.mode = 0755};
};

/// A setting of the kernel ("net.sctp.rto_max"), now and at each boot.
struct Sysctl
{
    std::string key{};
    std::string value{};
};

/// A module of the kernel, now and at each boot.
struct KernelModule
{
    std::string name{};
};

/// A system user without a password or a shell, with a group of its own.
struct SystemUser
{
    std::string name{};
};

/// A network interface, found by its hardware address whatever it is called, with these addresses ("10.1.2.3/24") among
/// its own.
struct Interface
{
    std::string mac{};
    std::vector<std::string> addresses{};
    unsigned mtu = 1500;
};

/// A unit of systemd that is enabled and runs. It is restarted when a task that it needs changed something, even if
/// that was in a run that was killed before it came to the restart.
struct Unit
{
    std::string name{};
};

/// A unit that cannot be started by anybody, whether it exists already or not.
struct MaskedUnit
{
    std::string name{};
};

/// Shell text that is run unless the check succeeds. What it prints is shown if it fails, unless it reads a secret.
struct Command
{
    std::string check{};
    std::string run{};
    Secret input{}; ///< given to `run` on standard input
    std::chrono::seconds deadline{600};
};

/// Waits until the check succeeds. When it does not, the reason is what the check said last, then the last lines of the
/// unit's journal and of the log file.
struct Probe
{
    std::string check{};
    std::chrono::seconds deadline{60};
    std::string unit{};
    std::string log{};
    /// The check comes to an end within seconds whatever happens: it is asked without a program that sees to that.
    bool ends_by_itself = false;
};

using Action = std::variant<Packages, File, SecretFile, Upload, Sysctl, KernelModule, SystemUser, Interface, Unit,
                            MaskedUnit, Command, Probe>;

/// The position of a task in its recipe, from 0.
using TaskIndex = std::size_t;

struct Task
{
    std::string name{}; ///< for people: "The registrar runs"
    Action action{};
    /// Earlier tasks. When one of them fails, this one is not begun; when one changes something, a unit is restarted.
    std::vector<TaskIndex> needs{};
};

struct Recipe
{
    std::string title{}; ///< for people: "registrar pr-1 of oslo"
    std::vector<Task> tasks{};

    TaskIndex add(Task task);
};

} // namespace edgepool::recipe
