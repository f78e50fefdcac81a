// SPDX-License-Identifier: Apache-2.0
#include "descriptor/instantiation_types.h"

#include <algorithm>
#include <array>

#include "descriptor/instantiation_values.h"
#include "descriptor/scalar.h"

namespace edgepool::descriptor
{

namespace
{

constexpr std::array type_words{
    TypeWords{ParameterType::text, "text"},
    TypeWords{ParameterType::name, "text without , ; ( ) ' and \""},
    TypeWords{ParameterType::description, "text without quotes"},
    TypeWords{ParameterType::uuid, "the id that OSM gave it", "a UUID such as 1f0c9e6e-8a0d-4a5f-9d0c-3f8f1a2b3c4d"},
    TypeWords{ParameterType::integer, "a whole number"},
    TypeWords{ParameterType::boolean, "true or false"},
    TypeWords{ParameterType::ipv4, "an IPv4 address", "such as 10.0.0.2"},
    TypeWords{ParameterType::ip, "an IP address", "such as 10.0.0.2 or fd00::2"},
    TypeWords{ParameterType::ipv4_network, "an IPv4 network of at most 30 bits", "such as 10.0.0.0/24"},
    TypeWords{ParameterType::mac, "a MAC address of one machine",
              "such as 52:54:00:12:34:56: the second digit is even"},
    TypeWords{ParameterType::choice, "one of a few words"},
    TypeWords{ParameterType::network, "a network's name, or names by VIM account"},
    TypeWords{ParameterType::wim, "a WIM account's id, true or false"},
    TypeWords{ParameterType::parameters, "values by name"},
    TypeWords{ParameterType::values, "values by name"},
    TypeWords{ParameterType::object, "an object"},
    TypeWords{ParameterType::objects, "a list of objects"},
    TypeWords{ParameterType::texts, "a list of texts"},
};

} // namespace

const TypeWords& words_for(ParameterType type)
{
    return *std::ranges::find(type_words, type, &TypeWords::type);
}

std::string_view kind_name(const doc::Node& node)
{
    if (!node.is_scalar() && !node.is_null())
    {
        return node.is_mapping() ? "an object" : "a list";
    }
    switch (scalar_of(node).kind)
    {
    case Scalar::Kind::null:
        return "nothing";
    case Scalar::Kind::boolean:
        return "true or false";
    case Scalar::Kind::integer:
    case Scalar::Kind::real:
        return "a number";
    case Scalar::Kind::text:
        break;
    }
    return "text";
}

bool is_text(const doc::Node& node)
{
    return node.is_scalar() && scalar_of(node).kind == Scalar::Kind::text;
}

bool is_one_text(ParameterType type)
{
    constexpr std::array types{ParameterType::text,    ParameterType::name,         ParameterType::description,
                               ParameterType::uuid,    ParameterType::ipv4,         ParameterType::ip,
                               ParameterType::mac,     ParameterType::ipv4_network, ParameterType::choice,
                               ParameterType::network, ParameterType::wim};
    return std::ranges::find(types, type) != types.end();
}

bool is_of_form(std::string_view text, const ParameterField& field)
{
    switch (field.type)
    {
    case ParameterType::name:
        return text.find_first_of(",;()'\"") == std::string_view::npos;
    case ParameterType::description:
        return text.find_first_of("'\"") == std::string_view::npos;
    case ParameterType::uuid:
        return is_uuid(text);
    case ParameterType::ipv4:
        return parse_nbi_ipv4(text).has_value();
    case ParameterType::ip:
        return is_nbi_ip(text);
    case ParameterType::ipv4_network:
        return parse_nbi_subnet(text).has_value();
    case ParameterType::mac:
        return is_nbi_mac(text);
    case ParameterType::choice:
        return std::ranges::find(field.choices, text) != field.choices.end();
    default:
        return true;
    }
}

} // namespace edgepool::descriptor
