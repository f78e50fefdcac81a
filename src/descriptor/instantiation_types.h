// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "descriptor/instantiation_fields.h"
#include "doc/node.h"

namespace edgepool::descriptor
{

/// What messages say of a type.
struct TypeWords
{
    ParameterType type{};
    std::string_view wants{}; ///< as an object of "OSM wants"
    std::string_view hint{};
};

const TypeWords& words_for(ParameterType type);

/// What a value is to PyYAML: "a number", "text", "a list", ...
std::string_view kind_name(const doc::Node& node);
bool is_text(const doc::Node& node);

/// Whether values of the type are written as one text.
bool is_one_text(ParameterType type);
/// Whether the text is as the type of the field wants it.
bool is_of_form(std::string_view text, const ParameterField& field);

} // namespace edgepool::descriptor
