// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostics.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace edgepool
{

std::string_view to_string(Severity severity)
{
    switch (severity)
    {
    case Severity::note:
        return "note";
    case Severity::warning:
        return "warning";
    case Severity::error:
        break;
    }
    return "error";
}

void Diagnostics::add(Diagnostic diagnostic)
{
    const auto& where = diagnostic.where;
    if (seen_.emplace(where.source.get(), where.span.begin, where.span.end, diagnostic.code, diagnostic.detail).second)
    {
        items_.push_back(std::move(diagnostic));
    }
}

std::size_t Diagnostics::count(Severity severity) const
{
    return static_cast<std::size_t>(std::ranges::count(items_, severity, &Diagnostic::severity));
}

void Diagnostics::sort()
{
    std::vector<const Source*> sources{nullptr};
    for (const Diagnostic& item : items_)
    {
        if (std::ranges::find(sources, item.where.source.get()) == sources.end())
        {
            sources.push_back(item.where.source.get());
        }
    }
    const auto key = [&sources](const Diagnostic& item) {
        const auto source = std::ranges::find(sources, item.where.source.get()) - sources.begin();
        return std::tuple(source, item.where.span.begin, item.where.span.end);
    };
    std::ranges::stable_sort(items_, {}, key);
}

} // namespace edgepool
