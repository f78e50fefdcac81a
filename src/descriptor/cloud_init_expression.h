// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edgepool::descriptor
{

/// A word of a Jinja expression, by its place in the template.
struct Word
{
    enum class Kind
    {
        name,
        number,
        text,
        sign, ///< an operator or a bracket
    };

    Kind kind = Kind::sign;
    std::string_view text{};
    std::size_t begin = 0;
    std::size_t end() const { return begin + text.size(); }
};

/// What stands between "{{" and "}}", or "{%" and "%}".
struct Expression
{
    std::vector<Word> words{};
    std::size_t end = 0; ///< behind the closing sign
    /// Jinja refuses it: why, and where.
    std::string fault{};
    std::string hint{};
    std::size_t fault_begin = 0;
    std::size_t fault_end = 0;
};

/// Reads the expression that begins behind its opening sign, up to `closing` ("}}" or "%}").
Expression read_expression(std::string_view text, std::size_t begin, std::string_view closing);

/// A variable that an expression reads.
struct VariableUse
{
    std::string_view name{};
    std::size_t begin = 0;
    bool has_default = false; ///< it may be undefined: `x | default(…)`, `x is defined`, `… if … else …`
};

struct FilterUse
{
    std::string_view name{};
    std::size_t begin = 0;
};

std::vector<VariableUse> variables_in(const std::vector<Word>& words);
std::vector<FilterUse> filters_in(const std::vector<Word>& words);

/// Behind the statement that begins there, if it is the one that ends `raw`.
std::optional<std::size_t> end_of_raw(std::string_view text, std::size_t at);

} // namespace edgepool::descriptor
