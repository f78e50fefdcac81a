// SPDX-License-Identifier: Apache-2.0
#include "descriptor/cloud_init_words.h"

#include <algorithm>
#include <array>

namespace edgepool::descriptor
{

namespace
{

constexpr std::array<std::string_view, 54> filters{
    "abs",    "attr",       "batch",       "capitalize", "center",   "count",
    "d",      "default",    "dictsort",    "e",          "escape",   "filesizeformat",
    "first",  "float",      "forceescape", "format",     "groupby",  "indent",
    "int",    "items",      "join",        "last",       "length",   "list",
    "lower",  "map",        "max",         "min",        "pprint",   "random",
    "reject", "rejectattr", "replace",     "reverse",    "round",    "safe",
    "select", "selectattr", "slice",       "sort",       "string",   "striptags",
    "sum",    "title",      "tojson",      "trim",       "truncate", "unique",
    "upper",  "urlencode",  "urlize",      "wordcount",  "wordwrap", "xmlattr",
};

constexpr std::array statements{
    JinjaStatement{"if", "endif"},       JinjaStatement{"for", "endfor"},
    JinjaStatement{"with", "endwith"},   JinjaStatement{"filter", "endfilter"},
    JinjaStatement{"macro", "endmacro"}, JinjaStatement{"call", "endcall"},
    JinjaStatement{"block", "endblock"}, JinjaStatement{"autoescape", "endautoescape"},
    JinjaStatement{"set", ""},           JinjaStatement{"elif", ""},
    JinjaStatement{"else", ""},
};
constexpr std::array<std::string_view, 4> loading_statements{"include", "import", "from", "extends"};

/// Parts of names of what may have & < > ' or " in it.
constexpr std::array<std::string_view, 16> delicate_words{
    "password", "passwd", "pass", "pw",      "secret", "token", "key",         "keys",
    "url",      "uri",    "psk",  "command", "cmd",    "cert",  "certificate", "pem"};

} // namespace

std::span<const std::string_view> jinja_filters()
{
    return filters;
}

std::span<const JinjaStatement> jinja_statements()
{
    return statements;
}

bool loads_template(std::string_view statement)
{
    return std::ranges::find(loading_statements, statement) != loading_statements.end();
}

bool is_delicate(std::string_view name)
{
    while (!name.empty())
    {
        const std::size_t end = std::min(name.find_first_of("_-"), name.size());
        if (std::ranges::find(delicate_words, name.substr(0, end)) != delicate_words.end())
        {
            return true;
        }
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return false;
}

std::string_view key_before(std::string_view text, std::size_t at)
{
    constexpr std::size_t farthest = 200; // of a line that is longer, it is no key
    std::string_view before = text.substr(0, at).substr(at - std::min(at, farthest));
    before.remove_prefix(before.rfind('\n') + 1); // npos + 1 is 0
    before.remove_prefix(std::min(before.find_first_not_of(" \t-"), before.size()));
    const std::size_t colon = before.find(':');
    return colon == std::string_view::npos ? std::string_view{} : before.substr(0, colon);
}

} // namespace edgepool::descriptor
