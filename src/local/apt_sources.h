// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace edgepool::local
{

/// Where packages come from, as apt knows it: one entry of its lists.
struct AptSource
{
    std::vector<std::string> addresses{};
    std::vector<std::string> suites{};
    std::vector<std::string> components{};
    std::string signed_by{}; ///< a file of keys, or the keys themselves; empty: those that apt trusts anyway

    friend bool operator==(const AptSource&, const AptSource&) = default;
};

/// The entries for packages in a file of /etc/apt/sources.list.d, "*.sources".
std::vector<AptSource> read_apt_sources(std::string_view text);
/// The same of the older form, "*.list".
std::vector<AptSource> read_apt_list(std::string_view text);

/// What a machine of that release takes from the host's entries: the release, its updates and its security updates.
/// Entries of others (and of foreign repositories) are left out; options that switch off checks are never taken over.
/// Empty unless the release itself is among them.
std::vector<AptSource> sources_of_release(const std::vector<AptSource>& all, std::string_view release);

/// The sources of this computer, or Debian's own if this computer has none of that release.
std::vector<AptSource> host_sources(std::string_view release);

/// In the newer form.
std::string to_text(const std::vector<AptSource>& sources);

} // namespace edgepool::local
