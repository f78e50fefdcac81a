// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "package/package.h"

namespace edgepool::descriptor
{

/// Files of a package, looked up by the names that a descriptor gives them, and those of them that nobody asked for.
class PackageFiles
{
public:
    explicit PackageFiles(const package::Package& package) : package_(package) {}

    const package::Package& package() const { return package_; }
    /// Where OSM looks for a "cloud_init", "charms" or "helm-charts".
    std::string folder(std::string_view kind) const { return package_.scripts + std::string(kind); }

    /// The file of that name in the folder; nullptr if there is none.
    const package::File* file(std::string_view kind, const std::string& name);
    /// Whether there is a folder of that name in the folder.
    bool has_folder(std::string_view kind, const std::string& name);

    /// What may be meant by a name that is not there, as a hint.
    std::string advice(std::string_view kind, const std::string& name);
    /// The names in the folder that nobody asked for, nor is likely to have meant.
    std::set<std::string> unused(std::string_view kind) const;

private:
    const package::Package& package_;
    std::set<std::string> used_; ///< "cloud_init/pe.cfg", "charms/simple"
};

} // namespace edgepool::descriptor
