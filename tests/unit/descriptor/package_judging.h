// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "descriptor/package_rules.h"
#include "descriptor/validate.h"
#include "doc/read_yaml.h"
#include "package/package.h"

namespace edgepool::descriptor
{

inline std::vector<std::string> places_of(const Diagnostics& diagnostics)
{
    std::vector<std::string> places;
    for (const Diagnostic& item : diagnostics.items())
    {
        const Position at = item.where.begin();
        const std::string name = item.where.known() ? item.where.source->name() : "nowhere";
        places.push_back(item.code + " " + name.substr(name.rfind('/') + 1) + ":" + std::to_string(at.line) + ":" +
                         std::to_string(at.column));
    }
    return places;
}

/// A package in memory, and what its files are told.
struct PackageJudgement
{
    Diagnostics diagnostics{};
    std::optional<package::Package> package{};
    Candidate candidate{};

    /// Of an archive that is well as an archive.
    explicit PackageJudgement(std::string_view archive)
    {
        package = package::read_package_bytes(archive, "mec.tar.gz", diagnostics);
        const package::File& file = *package->find(package->descriptor);
        auto document = std::make_shared<const doc::Document>(*doc::read_yaml(file.text, diagnostics));
        candidate = {.kind = kind_of(*document), .document = document, .package = &*package};
        check_package_files(candidate, diagnostics);
    }
    std::vector<std::string> places() const { return places_of(diagnostics); }
    const Diagnostic& first() const { return diagnostics.items().front(); }
    const Diagnostic& item(std::size_t number) const { return diagnostics.items().at(number); }
};

} // namespace edgepool::descriptor
