// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "package/package.h"

namespace edgepool::descriptor
{

/// A parameter of an action, as actions.yaml describes it in JSON Schema.
struct ActionParameter
{
    std::string name{};
    std::string type{}; ///< "string", "integer", …; "" if it may be anything
    bool required = false;
    bool has_default = false;
};

struct CharmAction
{
    std::string name{};
    std::vector<ActionParameter> parameters{};
    bool closed = false; ///< takes no other parameters
};

/// What a charm says that it can do. nullopt: a file that would say it is broken, which was reported.
struct CharmDefinition
{
    std::optional<std::vector<CharmAction>> actions{};
    std::optional<std::vector<std::string>> options{};
    std::optional<std::vector<std::string>> metrics{};
};

/// Of the charm in that folder below the package's root.
CharmDefinition read_charm_definition(const package::Package& package, const std::string& folder,
                                      Diagnostics& diagnostics);

} // namespace edgepool::descriptor
