// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/source.h"

namespace edgepool::doc
{

/// A fault of a YAML text, before it is tied to its source.
struct YamlFault
{
    std::string_view code = "yaml.syntax";
    std::string detail{};
    std::string hint{};
    Span where{};
    std::string related_text{}; ///< empty: no related place
    Span related{};
};

/// The same as a diagnostic, with the summary that belongs to the code.
Diagnostic to_diagnostic(YamlFault fault, const SourcePtr& source);

} // namespace edgepool::doc
