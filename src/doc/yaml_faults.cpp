// SPDX-License-Identifier: Apache-2.0
#include "doc/yaml_faults.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace edgepool::doc
{

namespace
{

struct Summary
{
    std::string_view code{};
    std::string_view text{};
};

constexpr std::array summaries{
    Summary{"yaml.alias-loop", "alias inside of what it stands for"},
    Summary{"yaml.alias-unknown", "unknown alias"},
    Summary{"yaml.control-character", "character that YAML does not allow"},
    Summary{"yaml.duplicate-anchor", "anchor defined twice"},
    Summary{"yaml.duplicate-key", "duplicate key"},
    Summary{"yaml.invalid-utf8", "not UTF-8"},
    Summary{"yaml.key-not-text", "key is not text"},
    Summary{"yaml.merge", "merge key without a mapping"},
    Summary{"yaml.several-documents", "several documents in one file"},
    Summary{"yaml.syntax", "not valid YAML"},
    Summary{"yaml.tab", "tab outside of quotes"},
    Summary{"yaml.tag", "tag is not supported"},
    Summary{"yaml.too-deep", "nested too deeply"},
    Summary{"yaml.too-large", "file is too large"},
    Summary{"yaml.too-many-values", "too many values"},
    Summary{"yaml.unterminated-string", "text in quotes never ends"},
};

std::string_view summary_of(std::string_view code)
{
    const auto* found = std::ranges::find(summaries, code, &Summary::code);
    assert(found != summaries.end());
    return found->text;
}

} // namespace

Diagnostic to_diagnostic(YamlFault fault, const SourcePtr& source)
{
    Diagnostic diagnostic{
        .code = std::string(fault.code),
        .summary = std::string(summary_of(fault.code)),
        .detail = std::move(fault.detail),
        .hint = std::move(fault.hint),
        .where = {.source = source, .span = fault.where},
    };
    if (!fault.related_text.empty())
    {
        diagnostic.related.push_back({std::move(fault.related_text), {.source = source, .span = fault.related}});
    }
    return diagnostic;
}

} // namespace edgepool::doc
