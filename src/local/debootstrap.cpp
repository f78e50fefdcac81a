// SPDX-License-Identifier: Apache-2.0
#include "local/debootstrap.h"

#include <charconv>

#include <unistd.h>

#include "base/error.h"
#include "local/files.h"
#include "process/run.h"
#include "process/tool.h"

namespace edgepool::local
{

namespace
{

std::string comma_separated(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
    {
        text += (text.empty() ? "" : ",") + word;
    }
    return text;
}

bool namespaces_work()
{
    const auto mmdebstrap = process::find_tool("mmdebstrap");
    const auto newuidmap = process::find_tool("newuidmap");
    return mmdebstrap && newuidmap &&
           process::run({.program = *mmdebstrap, .arguments = {"--unshare-helper", "/bin/true"}}).exit.good();
}

/// The word after the first `words` of a line that begins with `begin`.
std::string_view word_of(std::string_view line, std::size_t words)
{
    for (; words > 0 && !line.empty(); --words)
    {
        line.remove_prefix(std::min(line.find(' '), line.size()));
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    }
    return line.substr(0, line.find(' '));
}

std::string_view without_architecture(std::string_view package)
{
    return package.substr(0, package.find(':'));
}

} // namespace

BuildHost look_at_build_host()
{
    const bool is_root = ::geteuid() == 0;
    return {.is_root = is_root,
            .has_namespaces = !is_root && namespaces_work(),
            .has_fakechroot = process::find_tool("fakechroot").has_value(),
            .has_fakeroot = process::find_tool("fakeroot").has_value()};
}

std::optional<BuildMode> choose_build_mode(const BuildHost& host)
{
    if (host.is_root)
    {
        return BuildMode::root;
    }
    // The files' owners are kept by fakeroot when the disk is made of them.
    if (!host.has_fakeroot)
    {
        return std::nullopt;
    }
    return host.has_namespaces   ? std::optional(BuildMode::unshare)
           : host.has_fakechroot ? std::optional(BuildMode::fakechroot)
                                 : std::nullopt;
}

std::string_view to_string(BuildMode mode)
{
    return mode == BuildMode::root ? "root" : mode == BuildMode::unshare ? "unshare" : "fakechroot";
}

process::Command packages_command(const Recipe& recipe, BuildMode mode, const std::string& sources,
                                  const std::string& temporary, const std::vector<std::string>& proxies)
{
    std::vector<std::string> arguments{
        "--verbose",
        "--mode=" + std::string(to_string(mode)),
        "--variant=apt",
        "--format=tar",
        "--include=" + comma_separated(recipe.packages),
        R"(--aptopt=APT::Install-Recommends "false")",
        R"(--aptopt=Acquire::Languages "none")",
        R"(--aptopt=Acquire::Retries "3")",
    };
    for (const std::string& proxy : proxies)
    {
        arguments.push_back("--aptopt=" + proxy);
    }
    for (const std::string& path : left_out_paths())
    {
        arguments.push_back("--dpkgopt=path-exclude=" + path);
    }
    if (!recipe.user.empty())
    {
        arguments.push_back("--customize-hook=chroot \"$1\" useradd --system --user-group --no-create-home "
                            "--home-dir /nonexistent --shell /usr/sbin/nologin " +
                            recipe.user);
    }
    arguments.insert(arguments.end(), {recipe.release, "-", sources});
    std::string program = process::require_tool("mmdebstrap", "mmdebstrap");
    if (mode == BuildMode::root)
    {
        // As root it mounts /proc, /sys and more. In a name space of its own these mounts end with it, however it ends.
        arguments.insert(arguments.begin(), {"--mount", "--propagation", "private", "--", program});
        program = process::require_tool("unshare", "util-linux");
    }
    // The initial memory file system is ours; Debian's would be made twice.
    return {.program = std::move(program),
            .arguments = std::move(arguments),
            .environment = {{"INITRD", "No"}, {"LC_ALL", "C.UTF-8"}, {"TMPDIR", temporary}}};
}

void remove_temporary(const std::string& folder)
{
    const auto mmdebstrap = process::find_tool("mmdebstrap");
    const process::StopSignal never{std::stop_token{}};
    for (int attempts = 15;; --attempts)
    {
        if (::geteuid() != 0 && mmdebstrap)
        {
            for (const std::string& left : folders_in(folder))
            {
                process::run({.program = *mmdebstrap, .arguments = {"--unshare-helper", "/bin/rm", "-rf", "--", left}},
                             {.time = std::chrono::minutes(2)});
            }
        }
        try
        {
            remove_tree(folder);
            return;
        }
        catch (const Error&)
        {
            // A builder's children outlive it a little, and we cannot see those of a namespace.
            if (attempts == 1)
            {
                throw;
            }
            process::sleep_until(process::in(std::chrono::seconds(2)), never);
        }
    }
}

std::vector<std::string> proxy_settings(std::string_view apt_config)
{
    std::vector<std::string> settings;
    for (std::size_t begin = 0; begin < apt_config.size();)
    {
        const std::size_t end = std::min(apt_config.find('\n', begin), apt_config.size());
        std::string_view line = apt_config.substr(begin, end - begin);
        begin = end + 1;
        const bool is_proxy = (line.starts_with("Acquire::http::") || line.starts_with("Acquire::https::") ||
                               line.starts_with("Acquire::Proxy-")) &&
                              line.find("roxy") != std::string_view::npos &&
                              line.find("\"\"") == std::string_view::npos;
        if (is_proxy && line.ends_with(';'))
        {
            line.remove_suffix(1);
            settings.emplace_back(line);
        }
    }
    return settings;
}

std::optional<Progress> PackagesProgress::take(std::string_view line)
{
    constexpr std::string_view count_end = " newly installed, ";
    if (line.starts_with("I: running apt-get update"))
    {
        return Progress{.stage = "fetching package lists"};
    }
    if (const std::size_t end = line.find(count_end); end != std::string_view::npos)
    {
        const std::size_t begin = line.rfind(' ', end - 1) + 1;
        fetched_ = installed_ = packages_ = 0;
        std::from_chars(line.data() + begin, line.data() + end, packages_);
        return std::nullopt;
    }
    if (line.starts_with("Get:") && packages_ > 0)
    {
        return Progress{.stage = "fetching packages",
                        .detail = std::string(word_of(line, 4)),
                        .done = ++fetched_,
                        .total = packages_};
    }
    if (line.starts_with("Unpacking ") || line.starts_with("Setting up "))
    {
        const std::string_view package = word_of(line, line.starts_with("U") ? 1 : 2);
        return Progress{.stage = "installing packages",
                        .detail = std::string(without_architecture(package)),
                        .done = ++installed_,
                        .total = 2 * packages_};
    }
    if (line.starts_with("I: creating tarball"))
    {
        return Progress{.stage = "packing files"};
    }
    return std::nullopt;
}

} // namespace edgepool::local
