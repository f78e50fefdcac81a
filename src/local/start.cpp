// SPDX-License-Identifier: Apache-2.0
#include "local/start.h"

#include <array>
#include <cstring>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error.h"
#include "crypto/hash.h"
#include "crypto/host_key.h"
#include "crypto/random.h"
#include "local/files.h"
#include "local/observe.h"
#include "local/qemu_process.h"
#include "local/rules.h"
#include "process/identity.h"
#include "process/rules.h"

namespace edgepool::local
{

namespace
{

using process::Clock;
using process::Deadline;

constexpr auto time_to_resume = std::chrono::minutes(2);
constexpr auto time_to_boot = std::chrono::minutes(6);

std::chrono::milliseconds since(Clock::time_point begin)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
}

/// A port of the loopback that nobody has at this moment.
std::uint16_t free_port()
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    const process::Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    socklen_t size = sizeof address;
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
        ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0)
    {
        throw Error(
            found(rules::not_started, {}, std::string("no port of 127.0.0.1 is free: ") + std::strerror(errno)));
    }
    return ::ntohs(address.sin_port);
}

/// Of the management card: it is on a network of its own, but people compare addresses.
std::string management_mac(const MachineSpec& spec)
{
    const std::string digits = crypto::sha256(spec.testbed + "/" + spec.name);
    return "52:54:00:" + digits.substr(0, 2) + ":" + digits.substr(2, 2) + ":" + digits.substr(4, 2);
}

std::int64_t now_in_nanoseconds()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// One machine on its way.
class Start
{
public:
    Start(const Folders& folders, const Image& image, const MachineSpec& spec, std::stop_token stop)
        : image_(image),
          spec_(spec),
          stop_(std::move(stop)),
          state_(folders.machine_state(spec.testbed, spec.name)),
          sockets_(folders.testbed_runtime(spec.testbed) + "/" + spec.name),
          key_(crypto::make_ssh_key(spec.name))
    {
        make_private_folder(folders.runtime);
        make_private_folder(folders.testbed_runtime(spec.testbed));
        make_folder(state_, 0700);
        write_file(state_ + "/" + std::string(host_key_file), key_.public_key + "\n", 0600);
    }

    /// Throws Error if the machine does not become ready this way.
    Started run(const Golden* golden)
    {
        const Clock::time_point begin = Clock::now();
        const Deadline deadline = begin + (golden != nullptr ? Clock::duration(time_to_resume) : time_to_boot);
        Management management{.network = spec_.management};
        QemuProcess qemu = launch(golden, management, deadline);
        Started started{.way = golden != nullptr ? Started::Way::resumed : Started::Way::booted};
        try
        {
            if (golden != nullptr)
            {
                resume(qemu.monitor(), *golden);
            }
            started.to_run = since(begin);
            started.port = introduce(qemu, management, deadline);
        }
        catch (Error& error)
        {
            error.add_context("starting " + spec_.name + " (" + qemu.last_words() + ")");
            throw;
        }
        started.to_ready = since(begin);
        started.reach = {.port = management.port, .host_key = key_.public_key};
        mark_ready(qemu.pid());
        qemu.leave();
        return started;
    }

private:
    QemuMachine describe(const Golden* golden, const Management& management) const
    {
        QemuMachine machine{.name = process_name(spec_.testbed, spec_.name),
                            .uuid = process_uuid(spec_.testbed, spec_.name),
                            .shape = spec_.shape,
                            .disk = state_ + "/root.qcow2",
                            .kernel = image_.kernel(),
                            .initial_files = image_.initial_files(),
                            .monitor = sockets_ + ".q",
                            .seed_port = sockets_ + ".s",
                            .console = state_ + "/" + std::string(console_file),
                            .management = management,
                            .links = spec_.links};
        if (golden != nullptr)
        {
            machine.memory = Memory::shared;
            machine.memory_file = golden->memory();
            machine.resumed = true;
        }
        return machine;
    }

    /// Between our look at a free port and QEMU's use of it somebody else may have taken it.
    QemuProcess launch(const Golden* golden, Management& management, Deadline deadline) const
    {
        create_overlay(state_ + "/root.qcow2", golden != nullptr ? golden->disk() : image_.disk(),
                       golden != nullptr ? "qcow2" : "raw");
        for (int attempts = 5;; --attempts)
        {
            management.port = free_port();
            try
            {
                return {describe(golden, management), state_ + "/qemu.err", deadline, stop_};
            }
            catch (const Error& error)
            {
                if (attempts == 1 || error.diagnostic().detail.find("forwarding") == std::string::npos)
                {
                    throw;
                }
            }
        }
    }

    void resume(Qmp& monitor, const Golden& golden) const
    {
        monitor.set_deadline(process::in(time_to_resume));
        monitor.execute("migrate-set-capabilities",
                        {{"capabilities", doc::List{doc::Object{{"capability", "x-ignore-shared"}, {"state", true}}}}});
        const process::Descriptor state(::open(golden.state().c_str(), O_RDONLY | O_CLOEXEC));
        monitor.give_file("state", state);
        monitor.execute("migrate-incoming", {{"uri", "fd:state"}});
        const process::StopSignal signal(stop_);
        for (std::string status = "inmigrate"; status == "inmigrate";)
        {
            const doc::Value answer = monitor.execute("query-status");
            const doc::Value* const value = answer.find("status");
            const auto* const text = value == nullptr ? nullptr : std::get_if<std::string>(&value->data());
            status = text == nullptr ? "" : *text;
            if (!process::sleep_until(process::in(std::chrono::milliseconds(5)), signal))
            {
                throw Error(found(process::rules::interrupted, {}, spec_.name));
            }
        }
        monitor.execute("cont");
    }

    SeedPort introduce(const QemuProcess& qemu, const Management& management, Deadline deadline) const
    {
        SeedPort port(sockets_ + ".s", qemu.end_descriptor(), deadline, stop_);
        const Identity identity{.machine_id = crypto::to_hex(crypto::random_bytes(16)),
                                .entropy = Secret(crypto::to_hex(crypto::random_bytes(64))),
                                .host_key = key_.private_key,
                                .now_in_nanoseconds = now_in_nanoseconds()};
        port.say(seed::to_message(seed_of(spec_, management, identity)));
        for (;;)
        {
            const std::string line = port.listen();
            if (line == seed::ready)
            {
                return port;
            }
            if (line.starts_with(seed::failed))
            {
                throw Error(found(rules::refused, {}, line.substr(std::min(line.size(), seed::failed.size() + 1))));
            }
        }
    }

    void mark_ready(pid_t pid) const
    {
        const auto seen = process::look_at(pid);
        write_file(state_ + "/" + std::string(ready_file), seen ? ready_mark(*seen) : "", 0600);
    }

    const Image& image_;
    const MachineSpec& spec_;
    std::stop_token stop_;
    std::string state_;
    std::string sockets_;
    crypto::SshKey key_;
};

} // namespace

seed::Seed seed_of(const MachineSpec& spec, const Management& management, const Identity& identity)
{
    const ManagementAddresses addresses = addresses_of(management);
    seed::Seed seed{.hostname = spec.name,
                    .machine_id = identity.machine_id,
                    .now_in_nanoseconds = identity.now_in_nanoseconds,
                    .entropy = identity.entropy,
                    .files = spec.files,
                    .cards = spec.cards};
    seed.files.push_back({.path = std::string(seed::host_key_path), .mode = 0600, .content = identity.host_key});
    seed.files.push_back({.path = "/etc/resolv.conf", .content = Secret("nameserver " + addresses.name_server + "\n")});
    seed.cards.insert(seed.cards.begin(), {.position = 0,
                                           .mac = management_mac(spec),
                                           .name = "host",
                                           .addresses = {addresses.machine},
                                           .gateways = {addresses.gateway}});
    return seed;
}

Started start_machine(const Folders& folders, const Image& image, const std::optional<Golden>& golden,
                      const MachineSpec& spec, const std::stop_token& stop)
{
    make_folder(folders.testbed_state(spec.testbed), 0700);
    const FileLock lock =
        FileLock::take(folders.machine_state(spec.testbed, spec.name) + ".lock", process::in(time_to_boot), stop);
    if (!lock.held())
    {
        throw Error(found(rules::not_started, {}, "somebody else is starting " + spec.name + " too",
                          "wait for the other edgepool, or end it"));
    }
    if (const auto there = observe_machine(folders, spec.testbed, spec.name);
        there && there->ready && ailment_of(folders, *there).empty())
    {
        return {.way = Started::Way::kept, .reach = there->reach};
    }
    stop_machine(folders, spec.testbed, spec.name);
    Start start(folders, image, spec, stop);
    std::string why;
    if (golden)
    {
        try
        {
            return start.run(&*golden);
        }
        catch (const Error& error)
        {
            if (stop.stop_requested())
            {
                throw;
            }
            why = error.diagnostic().detail;
        }
    }
    Started started = start.run(nullptr);
    started.why_booted = why;
    return started;
}

} // namespace edgepool::local
