// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/diagnostics.h"

namespace edgepool
{

/// A kind of fault: what stays the same whenever it is found.
struct Rule
{
    std::string_view code{};
    std::string_view summary{};
    Severity severity = Severity::error;
};

inline Diagnostic found(const Rule& rule, SourceRange where, std::string detail, std::string hint = {})
{
    return {.severity = rule.severity,
            .code = std::string(rule.code),
            .summary = std::string(rule.summary),
            .detail = std::move(detail),
            .hint = std::move(hint),
            .where = std::move(where)};
}

} // namespace edgepool
