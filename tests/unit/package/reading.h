// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "package/package.h"

namespace edgepool::package
{

/// An archive in memory, read: what became of it, and what was said.
struct Reading
{
    Diagnostics diagnostics{};
    std::optional<Package> package{};

    explicit Reading(std::string_view bytes, const Limits& limits = {})
    {
        package = read_package_bytes(bytes, "test.tar.gz", diagnostics, limits);
    }

    std::vector<std::string> codes() const
    {
        std::vector<std::string> codes;
        for (const Diagnostic& item : diagnostics.items())
        {
            codes.push_back(item.code);
        }
        return codes;
    }
    const Diagnostic& first() const { return diagnostics.items().front(); }
};

} // namespace edgepool::package
