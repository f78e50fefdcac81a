// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/source.h"

namespace edgepool::package
{

/// A file of a package. Texts that can be judged (descriptors, cloud-init, a charm's own files, checksums) are kept; of
/// others only the size.
struct File
{
    std::string path{}; ///< inside the package, "/" between folders: "mec_vnf/cloud_init/pe.cfg"
    std::uint64_t size = 0;
    bool executable = false;
    std::string target{}; ///< of a symbolic link: the file or folder of the package that it leads to, as a path
    SourcePtr text{};     ///< named so that a message leads to the file: "mec_vnf.tar.gz/mec_vnf/mec_vnfd.yaml"
};

/// What reading a package may cost. Beyond it the package is refused.
struct Limits
{
    std::uint64_t bytes = std::uint64_t{1} << 30U;       ///< of all files, unpacked
    std::uint64_t kept_bytes = std::uint64_t{32} << 20U; ///< of the texts that are kept, and of all names
    std::size_t files = 20'000;                          ///< folders and links included
    std::uint64_t ratio = 100;                           ///< unpacked to packed bytes, once there are ratio_from bytes
    std::uint64_t ratio_from = std::uint64_t{64} << 20U;
};

/// A VNF or NS package: a folder, a .tar.gz, or a .zip (CSAR).
struct Package
{
    enum class Form
    {
        folder,
        tar,
        zip,
    };

    std::string name{}; ///< as the user gave it
    Form form = Form::folder;
    SourcePtr source{};       ///< for what is to be said about the package as a whole; its text is empty
    std::string root{};       ///< the one top folder, or "" for a zip with the descriptor at its root
    std::string scripts{};    ///< where OSM looks for cloud_init/, charms/ and helm-charts/: "", or "Scripts/" in a zip
    std::string descriptor{}; ///< the one descriptor, as a path below the root; "" if there is none, or no single one
    std::vector<File> files{}; ///< ordered by path

    // Paths here are below the root ("cloud_init/pe.cfg"); links are followed, in folders, too.

    const File* find(std::string_view path) const;
    /// Whether a file lies in that folder.
    bool has_folder(std::string_view folder) const;
    /// The names of the files and folders that lie directly in that folder, in order.
    std::vector<std::string> names_in(std::string_view folder) const;
    /// The files in that folder and in the folders below it.
    std::span<const File> files_below(std::string_view folder) const;
    /// The file's path below the root.
    std::string_view below_root(const File& file) const;
};

/// Whether the path looks like a package: an archive by its first bytes, or a folder that holds a descriptor by its
/// name
/// (*nfd.yaml, *nsd.yaml, …), or a YAML file beside cloud_init/, charms/ or helm-charts/, or a CSAR's TOSCA-Metadata/.
/// Throws Error if the path cannot be read.
bool is_package(const std::string& path);

/// Reads a package without writing anything anywhere. nullopt: it is hostile or damaged, and a diagnostic says how.
/// What is wrong otherwise (no descriptor, more than one, …) is reported, too, but what could be read is returned.
/// Throws Error if the path itself cannot be read.
std::optional<Package> read_package(const std::string& path, Diagnostics& diagnostics, const Limits& limits = {});

/// Whether the path is a folder that looks like a charm's: a metadata.yaml, and hooks, actions or what charms are built
/// from.
bool is_charm(const std::string& path);

/// Reads a charm's folder, which is the root, as a package's would be read. No descriptor is looked for.
std::optional<Package> read_charm(const std::string& path, Diagnostics& diagnostics, const Limits& limits = {});

/// The same as read_package() for an archive in memory.
std::optional<Package> read_package_bytes(std::string_view bytes, const std::string& name, Diagnostics& diagnostics,
                                          const Limits& limits = {});

} // namespace edgepool::package
