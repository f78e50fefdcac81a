// SPDX-License-Identifier: Apache-2.0
#include "testbed/rules.h"

#include <utility>

namespace edgepool::testbed
{

void report_misplaced(const Case& look, const Rule& rule, const Form& form, std::string_view key, std::string detail,
                      std::string hint)
{
    look.diagnostics.add(found(rule, form.where_key(key), std::move(detail), std::move(hint)));
    look.moot.push_back(form.faults_of(key));
}

void report_twice(const Case& look, Diagnostic diagnostic, const SourceRange& earlier)
{
    if (earlier.span == diagnostic.where.span)
    {
        diagnostic.hint = "write out what the alias stands for, and change it";
    }
    else
    {
        diagnostic.related.push_back({.text = "first given here", .where = earlier});
    }
    look.diagnostics.add(std::move(diagnostic));
}

SourceRange where_named(const Form& form)
{
    const bool has_name = form.type().field("name") != nullptr && form.given("name");
    return has_name ? form.where("name") : form.where();
}

std::string quoted(std::string_view text)
{
    return "'" + std::string(text) + "'";
}

std::string counted(std::uint64_t count, std::string_view noun, std::string_view plural)
{
    const std::string many = plural.empty() ? std::string(noun) + "s" : std::string(plural);
    return std::to_string(count) + " " + (count == 1 ? std::string(noun) : many);
}

} // namespace edgepool::testbed
