// SPDX-License-Identifier: Apache-2.0
#include "local/recipe.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/error.h"
#include "crypto/hash.h"
#include "local/files.h"
#include "local/guest_layout.h"
#include "local/programs.h"
#include "local/rules.h"

namespace edgepool::local
{

namespace
{

/// Counted up when images are made differently from the same ingredients.
constexpr const char* version = "1";

const std::vector<std::string>& base_packages()
{
    static const std::vector<std::string> packages{
        "ca-certificates",
        "dbus",
        "iperf3",
        "iproute2",
        "iputils-ping",
        "kmod",
        "lksctp-tools",
        "nftables",
        "openssh-server",
        "osmo-ggsn",
        "rsplib-registrar",
        "rsplib-services",
        "rsplib-tools",
        "systemd-sysv",
        "tcpdump",
        "udev",
        "linux-image-cloud-amd64",
    };
    return packages;
}

/// The "Date:" of the release's list that apt fetched last. Its updates have lists of their own, which change daily: an
/// image is not made anew for each of them.
std::string date_of_release(const std::string& release)
{
    for (const std::string& path : files_in("/var/lib/apt/lists"))
    {
        if (path.ends_with("_dists_" + release + "_InRelease") || path.ends_with("_dists_" + release + "_Release"))
        {
            const std::string text = read_file_if_there(path);
            const std::size_t begin = text.find("\nDate:");
            return begin == std::string::npos ? "" : text.substr(begin + 1, text.find('\n', begin + 1) - begin - 1);
        }
    }
    return {};
}

/// Each part with its length: no two lists of parts give the same text.
class Ingredients
{
public:
    Ingredients& add(std::string_view part)
    {
        text_ += std::to_string(part.size()) + ":" + std::string(part) + "\n";
        return *this;
    }
    Ingredients& add(const std::vector<std::string>& parts)
    {
        add(std::to_string(parts.size()));
        std::ranges::for_each(parts, [&](const std::string& part) { add(part); });
        return *this;
    }
    std::string hash() const { return crypto::sha256(text_); }

private:
    std::string text_;
};

} // namespace

const std::vector<std::string>& left_out_paths()
{
    static const std::vector<std::string> paths{
        "/usr/share/man/*", "/usr/share/doc/*",    "/usr/share/locale/*", "/usr/share/info/*",
        "/usr/lib/*/dri/*", "/usr/lib/*/libLLVM*", "/usr/lib/*/libz3*",
    };
    return paths;
}

Recipe make_recipe(const OwnPrograms& programs, const Prepared& prepared, const Additions& additions)
{
    Recipe recipe;
    recipe.packages = base_packages();
    recipe.packages.insert(recipe.packages.end(), additions.packages.begin(), additions.packages.end());
    std::ranges::sort(recipe.packages);
    const auto repeated = std::ranges::unique(recipe.packages);
    recipe.packages.erase(repeated.begin(), repeated.end());
    recipe.sources = host_sources(recipe.release);
    recipe.sources_date = date_of_release(recipe.release);
    for (const AptSource& source : recipe.sources)
    {
        recipe.keys.push_back(source.signed_by.starts_with('/') ? read_file_if_there(source.signed_by) : "");
    }
    recipe.agent = read_file(programs.agent);
    recipe.files = guest_layout(recipe.agent, read_file(programs.member));
    recipe.user = prepared.user;
    recipe.files.insert(recipe.files.end(), prepared.files.begin(), prepared.files.end());
    recipe.files.insert(recipe.files.end(), additions.files.begin(), additions.files.end());
    return recipe;
}

std::string key_of(const Recipe& recipe)
{
    Ingredients all;
    all.add(version).add(recipe.release).add(recipe.packages).add(to_text(recipe.sources)).add(recipe.sources_date);
    all.add(recipe.keys).add(left_out_paths()).add(to_tar(recipe.files)).add(recipe.user).add(recipe.agent);
    return all.hash().substr(0, 16);
}

OwnPrograms find_own_programs()
{
    return {.agent = find_own_program("edgepool-agent"), .member = find_own_program("edgepool-member")};
}

OwnPrograms own_programs_in(const std::string& folder)
{
    return {.agent = folder + "/edgepool-agent", .member = folder + "/edgepool-member"};
}

} // namespace edgepool::local
