// SPDX-License-Identifier: Apache-2.0
#include "local/golden.h"

#include <array>
#include <filesystem>

#include <fcntl.h>
#include <unistd.h>

#include "base/error.h"
#include "crypto/hash.h"
#include "local/files.h"
#include "local/pace.h"
#include "local/qemu_process.h"
#include "local/rules.h"
#include "local/seed_port.h"
#include "process/identity.h"
#include "process/rules.h"
#include "seed/seed.h"

namespace edgepool::local
{

namespace
{

namespace fs = std::filesystem;
using process::Clock;
using process::Deadline;

constexpr auto boot_time = std::chrono::minutes(5);

std::string key_of(const Image& image, const Shape& shape)
{
    // What is asked of QEMU in common, machine and all, and what answers.
    QemuMachine machine{.shape = shape, .kernel = image.kernel(), .initial_files = image.initial_files()};
    std::string text = qemu_fingerprint(shape.kvm);
    for (const std::string& argument : qemu_arguments(machine))
    {
        text += "\n" + argument;
    }
    return crypto::sha256(text).substr(0, 12);
}

std::optional<Golden> find(const std::string& folder, const Shape& shape)
{
    std::error_code unknown;
    Golden golden{.folder = folder, .shape = shape};
    const bool whole = fs::exists(golden.memory(), unknown) && fs::exists(golden.state(), unknown) &&
                       fs::exists(golden.disk(), unknown);
    return whole ? std::optional(golden) : std::nullopt;
}

/// What a machine does after its boot (timers, the last units) would be done by each of its copies. It has come to rest
/// when it uses less than a tenth of a processor for half a second.
void wait_until_at_rest(pid_t pid, Deadline deadline, const std::stop_token& stop)
{
    constexpr auto time = std::chrono::milliseconds(500);
    const process::StopSignal signal(stop);
    const auto few = static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK)) / 20;
    for (std::uint64_t before = ticks_of(pid); Clock::now() < deadline;)
    {
        if (!process::sleep_until(process::in(time), signal))
        {
            throw Error(found(process::rules::interrupted, {}, "golden machine"));
        }
        const std::uint64_t now = ticks_of(pid);
        if (now - before <= few)
        {
            return;
        }
        before = now;
    }
}

std::string status_of(const doc::Value& answer)
{
    const doc::Value* const status = answer.find("status");
    const auto* const text = status == nullptr ? nullptr : std::get_if<std::string>(&status->data());
    return text == nullptr ? std::string() : *text;
}

void save(QemuProcess& qemu, const std::string& path, const std::stop_token& stop)
{
    Qmp& monitor = qemu.monitor();
    monitor.set_deadline(process::in(std::chrono::minutes(1)));
    monitor.execute("stop");
    monitor.execute("migrate-set-capabilities",
                    {{"capabilities", doc::List{doc::Object{{"capability", "x-ignore-shared"}, {"state", true}}}}});
    const auto file = create_file(path, 0600);
    monitor.give_file("state", file);
    monitor.execute("migrate", {{"uri", "fd:state"}});
    const process::StopSignal signal(stop);
    for (std::string status; status != "completed";)
    {
        status = status_of(monitor.execute("query-migrate"));
        if (status == "failed" || status == "cancelled" ||
            !process::sleep_until(process::in(std::chrono::milliseconds(10)), signal))
        {
            throw Error(found(rules::not_started, {}, "the golden machine could not be saved: " + status));
        }
    }
}

/// Nobody is connected any more when the machine is saved.
void rehearse(SeedPort port, const OnProgress& on_progress)
{
    port.listen();
    if (on_progress)
    {
        on_progress({.stage = "rehearsing"});
    }
    port.say(Secret(std::string(seed::rehearsal)));
    if (const std::string answer = port.listen(); answer != seed::rehearsed)
    {
        throw Error(found(rules::refused, {}, answer));
    }
}

void boot_and_save(const Image& image, const Shape& shape, const std::string& folder, const std::string& sockets,
                   const OnProgress& on_progress, const std::stop_token& stop)
{
    make_folder(folder, 0700);
    const Golden golden{.folder = folder, .shape = shape};
    create_overlay(golden.disk(), image.disk(), "raw");
    const QemuMachine machine{.name = "edgepool-golden:" + image.key,
                              .uuid = crypto::uuid_of("edgepool-golden", folder),
                              .shape = shape,
                              .disk = golden.disk(),
                              .kernel = image.kernel(),
                              .initial_files = image.initial_files(),
                              .memory = Memory::saved,
                              .memory_file = golden.memory(),
                              .monitor = sockets + ".q",
                              .seed_port = sockets + ".s",
                              .console = folder + "/console.log"};
    const Deadline deadline = process::in(boot_time);
    QemuProcess qemu(machine, folder + "/qemu.err", deadline, stop);
    try
    {
        rehearse(SeedPort(machine.seed_port, qemu.end_descriptor(), deadline, stop), on_progress);
    }
    catch (Error& error)
    {
        error.add_context("booting the golden machine (" + qemu.last_words() + ")");
        throw;
    }
    if (on_progress)
    {
        on_progress({.stage = "saving the golden machine"});
    }
    wait_until_at_rest(qemu.pid(), process::in(std::chrono::seconds(20)), stop);
    save(qemu, golden.state(), stop);
    qemu.quit(process::in(std::chrono::seconds(10)));
}

} // namespace

Golden ensure_golden(const Folders& folders, const ImageStore& store, const Image& image, const Shape& shape,
                     const OnProgress& on_progress, const std::stop_token& stop)
{
    const std::string key = key_of(image, shape);
    const std::string all = image.folder + "/golden";
    const std::string folder = all + "/" + key;
    if (const auto golden = find(folder, shape))
    {
        return *golden;
    }
    const FileLock lock = FileLock::take(store.lock_of(image.key), process::in(boot_time), stop);
    if (!lock.held())
    {
        throw Error(found(rules::in_use, {}, "another process makes a golden machine of " + image.key));
    }
    if (const auto golden = find(folder, shape))
    {
        return *golden;
    }
    if (on_progress)
    {
        on_progress({.stage = "booting the golden machine"});
    }
    for (const std::string& leftover : folders_in(all))
    {
        if (leftover.find(".partial.") != std::string::npos)
        {
            end_processes_in(leftover);
            remove_tree(leftover);
        }
    }
    const std::string partial = folder + ".partial." + std::to_string(::getpid());
    make_private_folder(folders.runtime);
    const std::string sockets = folders.runtime + "/g-" + key;
    try
    {
        boot_and_save(image, shape, partial, sockets, on_progress, stop);
        sync_folder(partial);
        rename_path(partial, folder);
    }
    catch (const Error&)
    {
        remove_tree(partial);
        throw;
    }
    ::unlink((sockets + ".q").c_str());
    ::unlink((sockets + ".s").c_str());
    return find(folder, shape).value();
}

void discard(const Golden& golden)
{
    remove_tree(golden.folder);
}

} // namespace edgepool::local
