// SPDX-License-Identifier: Apache-2.0
#include "local/kvm_record.h"

#include <array>
#include <filesystem>
#include <optional>
#include <utility>

#include <unistd.h>

#include "base/error.h"
#include "local/files.h"

namespace edgepool::local
{

namespace
{

constexpr const char* device = "/dev/kvm";

constexpr std::array kept{std::pair{Kvm::State::usable, std::string_view("usable")},
                          std::pair{Kvm::State::hangs, std::string_view("hangs")},
                          std::pair{Kvm::State::broken, std::string_view("broken")}};

/// "BOOT hangs run real mode"
std::optional<Kvm> parse(std::string_view line, std::string_view boot)
{
    if (boot.empty() || !line.starts_with(boot) || !line.ends_with('\n'))
    {
        return std::nullopt;
    }
    line = line.substr(boot.size(), line.size() - boot.size() - 1);
    for (const auto& [state, word] : kept)
    {
        const std::string begin = " " + std::string(word) + " ";
        if (line.starts_with(begin))
        {
            return Kvm{.state = state, .step = std::string(line.substr(begin.size()))};
        }
    }
    return std::nullopt;
}

void keep(const std::string& file, const std::string& boot, const Kvm& kvm)
{
    for (const auto& [state, word] : kept)
    {
        if (state == kvm.state && !boot.empty())
        {
            make_folder(std::filesystem::path(file).parent_path().string(), 0700);
            write_file(file, boot + " " + std::string(word) + " " + kvm.step + "\n", 0600);
        }
    }
}

} // namespace

Kvm kvm_since_boot(const std::string& file, const std::string& boot, const std::function<Kvm()>& probe)
{
    if (const auto known = parse(read_file_if_there(file), boot))
    {
        return *known;
    }
    Kvm kvm = probe();
    try
    {
        keep(file, boot, kvm);
    }
    catch (const Error&) // NOLINT(bugprone-empty-catch): it is asked again then
    {
    }
    return kvm;
}

Kvm kvm_since_boot(const std::string& file)
{
    if (::access(device, R_OK | W_OK) != 0)
    {
        return probe_kvm(device); // which says why, at once
    }
    std::string boot = read_file_if_there("/proc/sys/kernel/random/boot_id");
    std::erase(boot, '\n');
    return kvm_since_boot(file, boot, [] { return probe_kvm(device); });
}

} // namespace edgepool::local
