// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/source.h"

namespace edgepool::descriptor
{

/// A value that a template gets from outside when it is filled in.
struct TemplateVariable
{
    std::string name{};
    SourceRange where{};
    bool optional = false; ///< the template can do without it
};

/// A cloud-init text as OSM fills it in with Jinja2, made readable for who knows nothing of Jinja2.
struct Template
{
    SourcePtr source{};
    /// As long as the text, byte for byte, with something harmless where Jinja2 does something.
    std::string masked{};
    std::vector<TemplateVariable> variables{};
    bool broken = false; ///< Jinja2 refuses it, and `masked` is worth nothing

    /// Whether a value comes in somewhere in that piece of the text.
    bool is_filled(Span where) const;
};

Template read_template(const SourcePtr& source, Diagnostics& diagnostics);

} // namespace edgepool::descriptor
