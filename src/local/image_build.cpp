// SPDX-License-Identifier: Apache-2.0
#include "local/image_build.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "crypto/hash.h"
#include "local/debootstrap.h"
#include "local/files.h"
#include "local/guest_layout.h"
#include "local/kernel.h"
#include "local/rules.h"
#include "process/run.h"
#include "process/tool.h"

namespace edgepool::local
{

namespace
{

namespace fs = std::filesystem;
using process::Command;

constexpr const char* disk_size = "4G";

/// What the initial memory file system must have loaded before the disk is there, and what the agent needs at once.
const std::vector<std::string>& boot_modules()
{
    static const std::vector<std::string> modules{"virtio_pci", "virtio_blk", "virtio_net", "virtio_console",
                                                  "virtio-rng"};
    return modules;
}

/// Installed packages with their versions, by dpkg's own file.
std::string packages_in(std::string_view status)
{
    std::string list;
    std::string name;
    for (std::size_t begin = 0; begin < status.size();)
    {
        const std::size_t end = std::min(status.find('\n', begin), status.size());
        const std::string_view line = status.substr(begin, end - begin);
        begin = end + 1;
        constexpr std::string_view package = "Package: ";
        constexpr std::string_view version = "Version: ";
        if (line.starts_with(package))
        {
            name = line.substr(package.size());
        }
        else if (line.starts_with(version))
        {
            list += name + "=" + std::string(line.substr(version.size())) + "\n";
        }
    }
    return list;
}

/// Where the packages are unpacked. Not in the build's folder: others may not look into a user's home.
std::string temporary_of(const std::string& folder)
{
    return "/var/tmp/edgepool-" + std::to_string(::geteuid()) + "-" + crypto::sha256(folder).substr(0, 12);
}

/// Ours was removed; one that is still there is somebody else's.
void make_temporary(const std::string& path)
{
    if (::mkdir(path.c_str(), 0755) != 0 || ::chmod(path.c_str(), 0755) != 0)
    {
        throw Error(found(rules::cannot_use_file, {}, path + ": " + std::generic_category().message(errno),
                          "remove it, or ask whoever owns it to"));
    }
}

void remove_build(const std::string& folder)
{
    struct stat status{};
    const std::string temporary = temporary_of(folder);
    // In a folder that everybody may write to, somebody else may have made it.
    if (::lstat(temporary.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid())
    {
        remove_temporary(temporary);
    }
    remove_tree(folder);
}

/// One build, in a folder of its own that disappears with it.
class Build
{
public:
    Build(const ImageStore& store, const Recipe& recipe, std::string key, const OnProgress& on_progress,
          std::stop_token stop)
        : recipe_(recipe),
          on_progress_(on_progress),
          stop_(std::move(stop)),
          target_(store.folder() + "/" + std::move(key)),
          folder_(target_ + ".partial." + std::to_string(::getpid())),
          tree_(folder_ + "/tree"),
          result_(folder_ + "/result"),
          mode_(mode())
    {
    }
    Build(const Build&) = delete;
    Build& operator=(const Build&) = delete;
    ~Build()
    {
        try
        {
            remove_build(folder_);
        }
        catch (const Error&) // NOLINT(bugprone-empty-catch): the next build of the image tries again
        {
        }
    }

    void run()
    {
        remove_build(folder_);
        make_folder(folder_, 0700);
        make_temporary(temporary_of(folder_));
        make_folder(result_, 0755);
        if (free_space(folder_) < space_for_build)
        {
            throw Error(found(rules::no_space, {}, folder_ + ": 3 GiB are needed to build an image",
                              "make room there, or set XDG_CACHE_HOME to a folder elsewhere"));
        }
        fetch_packages();
        unpack();
        make_boot_files();
        make_disk();
        finish();
    }

private:
    static BuildMode mode()
    {
        const BuildHost host = look_at_build_host();
        if (const auto chosen = choose_build_mode(host))
        {
            return *chosen;
        }
        throw Error(
            found(rules::no_way, {},
                  host.has_fakeroot ? "neither user namespaces nor fakechroot work" : "fakeroot is missing",
                  "sudo apt install uidmap fakeroot; and have a line for yourself in /etc/subuid and /etc/subgid"));
    }

    void say(std::string stage) const
    {
        if (on_progress_)
        {
            on_progress_({.stage = std::move(stage)});
        }
    }

    process::Limits limits(std::chrono::minutes time) const { return {.time = time, .stop = stop_}; }

    void fetch_packages()
    {
        const std::string sources = folder_ + "/edgepool.sources";
        write_file(sources, to_text(recipe_.sources));
        const auto archive = create_file(folder_ + "/root.tar");
        std::vector<std::string> proxies;
        if (const auto apt_config = process::find_tool("apt-config"))
        {
            proxies = proxy_settings(process::run({.program = *apt_config, .arguments = {"dump"}}).output);
        }
        PackagesProgress progress;
        const auto on_line = [&](std::string_view line) {
            const auto step = progress.take(line);
            if (step && on_progress_)
            {
                on_progress_(*step);
            }
        };
        const Command command = packages_command(recipe_, mode_, sources, temporary_of(folder_), proxies);
        const process::Finished finished =
            process::run(command, limits(std::chrono::minutes(60)), {.output_file = archive.get(), .on_line = on_line});
        if (!finished.exit.good())
        {
            throw Error(found(rules::not_built, {}, what_went_wrong(finished.errors),
                              free_space(folder_) < (space_for_build >> 4U)
                                  ? "make room on the file system of " + folder_
                                  : "see whether 'apt update' works on this computer; by hand: " + to_string(command)));
        }
    }

    /// Of all that apt and mmdebstrap say, the lines that tell why.
    static std::string what_went_wrong(const std::string& said)
    {
        std::string reasons;
        for (std::size_t begin = 0; begin < said.size();)
        {
            const std::size_t end = std::min(said.find('\n', begin), said.size());
            const std::string line = said.substr(begin, end - begin);
            begin = end + 1;
            const bool tells = line.starts_with("E: ") || line.starts_with("Err:") || line.starts_with("dpkg: error");
            if (tells && reasons.size() < 400)
            {
                reasons += (reasons.empty() ? "" : "; ") + line;
            }
        }
        return reasons.empty() ? "mmdebstrap failed" : reasons;
    }

    /// As root as it is; otherwise with owners that fakeroot remembers between the steps.
    void run_as_owner(const std::string& tool, const std::string& package, std::vector<std::string> arguments) const
    {
        Command command{.program = process::require_tool(tool, package), .arguments = std::move(arguments)};
        if (mode_ != BuildMode::root)
        {
            const std::string owners = folder_ + "/owners";
            if (!fs::exists(owners))
            {
                create_file(owners);
            }
            std::vector<std::string> wrapped{"-i", owners, "-s", owners, "--", command.program};
            wrapped.insert(wrapped.end(), command.arguments.begin(), command.arguments.end());
            command = {.program = process::require_tool("fakeroot", "fakeroot"), .arguments = std::move(wrapped)};
        }
        process::run_or_throw(
            command, limits(std::chrono::minutes(20)), {},
            free_space(folder_) < (space_for_build >> 4U) ? "make room on the file system of " + folder_ : "");
    }

    void unpack()
    {
        say("unpacking");
        make_folder(tree_, 0755);
        const std::string overlay = folder_ + "/overlay.tar";
        write_file(overlay, to_tar(recipe_.files));
        // Devices come from the kernel, and ordinary users cannot make any. What is to be left out is not unpacked:
        // fakeroot knows files by their numbers, and a file that is removed behind its back leaves its owner to
        // another.
        std::vector<std::string> arguments{"--extract",       "--file=" + folder_ + "/root.tar", "--directory=" + tree_,
                                           "--numeric-owner", "--preserve-permissions",          "--anchored",
                                           "--no-wildcards"};
        for (const std::string& path : paths_to_remove())
        {
            arguments.push_back("--exclude=./" + path);
        }
        arguments.insert(arguments.end(), {"--wildcards", "--exclude=./dev/*"});
        run_as_owner("tar", "tar", std::move(arguments));
        fs::remove(folder_ + "/root.tar");
        run_as_owner(
            "tar", "tar",
            {"--extract", "--file=" + overlay, "--directory=" + tree_, "--numeric-owner", "--preserve-permissions"});
    }

    /// Without SCTP no member of a pool can talk to another, and nobody would find out before the machines are there.
    static void check_kernel(const std::string& modules)
    {
        if (!has_module(read_file_if_there(modules + "/modules.dep"), read_file_if_there(modules + "/modules.builtin"),
                        "sctp"))
        {
            throw Error(found(rules::unknown_kernel, {},
                              "the kernel " + fs::path(modules).filename().string() + " has no SCTP",
                              "take the package that brings it out of 'image' in the testbed file"));
        }
    }

    void make_boot_files()
    {
        say("making the boot files");
        const auto kernels = files_in(tree_ + "/boot");
        const auto kernel = std::ranges::find_if(
            kernels, [](const std::string& path) { return path.find("/vmlinuz-") != std::string::npos; });
        const auto modules = folders_in(tree_ + "/usr/lib/modules");
        if (kernel == kernels.end() || modules.empty())
        {
            throw Error(found(rules::unknown_kernel, {}, "the packages brought none",
                              "have a package like linux-image-cloud-amd64 among the image's packages"));
        }
        check_kernel(modules.front());
        const std::string image = read_file(*kernel);
        write_file(result_ + "/kernel", unpacked_kernel(image).value_or(image));
        const std::string& folder = modules.front();
        const auto files =
            initial_files(recipe_.agent, modules_in_order(read_file(folder + "/modules.dep"), boot_modules()),
                          [&](const std::string& path) { return read_file(folder + "/" + path); });
        write_file(result_ + "/initrd", to_cpio(files));
        write_file(result_ + "/packages.txt", packages_in(read_file(tree_ + "/var/lib/dpkg/status")));
        // QEMU is given the kernel; on the disk nobody reads it.
        std::vector<std::string> arguments{"-f", "--"};
        for (const std::string& path : files_in(tree_ + "/boot"))
        {
            arguments.push_back(path);
        }
        run_as_owner("rm", "coreutils", std::move(arguments));
    }

    void make_disk()
    {
        say("making the disk");
        run_as_owner("mke2fs", "e2fsprogs",
                     {"-q", "-F", "-t", "ext4", "-L", "root", "-m", "0", "-O", "^has_journal", "-E",
                      "lazy_itable_init=1", "-d", tree_, result_ + "/root.ext4", disk_size});
    }

    void finish()
    {
        say("keeping it");
        write_file(result_ + "/contents", contents_of(result_));
        sync_folder(result_);
        remove_tree(target_); // one that is damaged, or find() would have found it
        rename_path(result_, target_);
    }

    const Recipe& recipe_;
    const OnProgress& on_progress_;
    std::stop_token stop_;
    std::string target_;
    std::string folder_;
    std::string tree_;
    std::string result_;
    BuildMode mode_;
};

/// What builds left behind whose process was killed: those of our image, whose lock we have, and of others that nobody
/// builds.
void remove_leftovers(const ImageStore& store, const std::string& own_key)
{
    for (const std::string& folder : folders_in(store.folder()))
    {
        const std::string name = fs::path(folder).filename().string();
        const std::size_t end = name.find(".partial.");
        if (end == std::string::npos)
        {
            continue;
        }
        const std::string key = name.substr(0, end);
        const FileLock lock = key == own_key ? FileLock() : FileLock::take(store.lock_of(key), process::Clock::now());
        if (key == own_key || lock.held())
        {
            end_processes_in(folder);
            remove_build(folder);
        }
    }
}

} // namespace

Image build_image(const ImageStore& store, const Recipe& recipe, const OnProgress& on_progress,
                  const std::stop_token& stop)
{
    const std::string key = key_of(recipe);
    if (const auto image = store.find(key))
    {
        return *image;
    }
    FileLock lock = FileLock::take(store.lock_of(key), process::Clock::now());
    if (!lock.held())
    {
        if (on_progress)
        {
            on_progress({.stage = "waiting for another build of the same image"});
        }
        lock = FileLock::take(store.lock_of(key), process::in(std::chrono::hours(1)), stop);
    }
    if (!lock.held())
    {
        throw Error(found(rules::in_use, {}, "another process builds " + key, "wait for it, or end it"));
    }
    if (const auto image = store.find(key))
    {
        return *image;
    }
    remove_leftovers(store, key);
    Build(store, recipe, key, on_progress, stop).run();
    return store.find(key).value();
}

} // namespace edgepool::local
