// SPDX-License-Identifier: Apache-2.0
#include "testbed/json_schema.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/source.h"
#include "doc/read_yaml.h"
#include "testbed/default_networks.h"
#include "testbed/fields.h"
#include "testbed/scalars.h"

// Draft 7 is what editors know best. There, nothing beside a "$ref" counts; hence "allOf".

namespace edgepool::testbed
{

namespace
{

using doc::List;
using doc::Object;
using doc::Value;

Value schema_of(const Field& field);

/// "group-of-users"
std::string definition_name(const ObjectType& type)
{
    std::string name(type.name);
    std::ranges::replace_if(name, [](char c) { return c == ' ' || c == '\''; }, '-');
    return name;
}

Value reference_to(const ObjectType& type)
{
    return Object{{"$ref", "#/definitions/" + definition_name(type)}};
}

/// The largest number that digits of that type can be: YAML takes them for a number, and they are text for us. nullopt
/// if digits are nothing of that type.
std::optional<std::int64_t> largest_number(const ScalarRule& rule)
{
    constexpr std::string_view nines = "999999999999999999";
    for (std::size_t digits = nines.size(); digits > 0; --digits)
    {
        if (rule.accepts(nines.substr(0, digits)))
        {
            return parse_integer(nines.substr(0, digits));
        }
    }
    return std::nullopt;
}

/// Numbers in quotes are numbers, too.
void add_number(Value& schema, const Field& field, Type type)
{
    const bool whole = type == Type::integer;
    schema["type"] = List{whole ? "integer" : "number", "string"};
    schema["pattern"] = whole ? "^-?(0|[1-9][0-9]*)$" : R"(^-?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?$)";
    if (field.type == type && (field.least != 0 || field.most != 0))
    {
        schema["minimum"] = field.least;
        schema["maximum"] = field.most;
    }
}

void add_scalar(Value& schema, const Field& field, Type type)
{
    if (type == Type::integer || type == Type::number)
    {
        add_number(schema, field, type);
        return;
    }
    const ScalarRule& rule = *scalar_rule(type);
    if (const auto largest = largest_number(rule))
    {
        schema["type"] = List{"string", "number"};
        schema["maximum"] = *largest;
    }
    else
    {
        schema["type"] = "string";
    }
    if (!rule.pattern.empty())
    {
        schema["pattern"] = rule.pattern;
    }
    if (!rule.accepts(""))
    {
        schema["minLength"] = 1;
    }
    if (rule.longest > 0)
    {
        schema["maxLength"] = static_cast<std::int64_t>(rule.longest);
    }
}

void add_choices(Value& schema, const Field& field)
{
    List choices;
    for (const std::string_view choice : field.choices)
    {
        choices.emplace_back(choice);
    }
    schema["enum"] = std::move(choices);
}

void add_list(Value& schema, const Field& field)
{
    schema["type"] = "array";
    Value items;
    if (field.object != nullptr)
    {
        items = reference_to(*field.object);
    }
    else
    {
        add_scalar(items, field, field.item);
    }
    schema["items"] = std::move(items);
    schema["minItems"] = field.least;
    schema["maxItems"] = field.most;
}

/// The names that are known are offered by editors; others may be given as well.
Value known_networks(const ObjectType& type)
{
    Value known;
    for (const DefaultNetwork& network : default_networks())
    {
        Value& schema = known[network.name];
        schema["description"] = network.says;
        schema["allOf"] = List{reference_to(type)};
    }
    return known;
}

void add_map(Value& schema, const Field& field)
{
    schema["type"] = "object";
    if (field.key == "networks")
    {
        schema["properties"] = known_networks(*field.object);
    }
    schema["propertyNames"] = Object{{"pattern", scalar_rule(Type::name)->pattern}};
    schema["additionalProperties"] = reference_to(*field.object);
    schema["maxProperties"] = field.most;
}

Value source_of_secret(std::string_view key, Type type)
{
    Value schema;
    schema["type"] = "object";
    add_scalar(schema["properties"][key], Field{}, type);
    schema["required"] = List{key};
    schema["additionalProperties"] = false;
    return schema;
}

void add_secret(Value& schema)
{
    Value generated = Object{{"const", "generated"}};
    schema["anyOf"] = List{std::move(generated), source_of_secret("env", Type::variable_name),
                           source_of_secret("file", Type::file_name)};
}

/// The default as a value of its type, from how it would be written in the file.
Value default_of(const Field& field)
{
    switch (field.type)
    {
    case Type::integer:
        return *parse_integer(field.fallback);
    case Type::number:
        return *parse_number(field.fallback);
    case Type::list:
    {
        Diagnostics diagnostics;
        const auto document =
            doc::read_yaml(std::make_shared<const Source>("default", std::string(field.fallback)), diagnostics);
        return document ? to_value(document->root()) : Value();
    }
    default:
        return field.fallback;
    }
}

std::string description_of(const Field& field)
{
    return std::string(field.says) + (field.otherwise.empty() ? "" : " Default: " + std::string(field.otherwise) + ".");
}

Value schema_of(const Field& field)
{
    Value schema;
    schema["description"] = description_of(field);
    switch (field.type)
    {
    case Type::object:
        schema["allOf"] = List{reference_to(*field.object)};
        break;
    case Type::list:
        add_list(schema, field);
        break;
    case Type::map:
        add_map(schema, field);
        break;
    case Type::choice:
        add_choices(schema, field);
        break;
    case Type::secret:
        add_secret(schema);
        break;
    default:
        add_scalar(schema, field, field.type);
        break;
    }
    if (!field.fallback.empty())
    {
        schema["default"] = default_of(field);
    }
    return schema;
}

void add_object(Value& schema, const ObjectType& type)
{
    schema["description"] = type.says;
    schema["type"] = "object";
    Value properties;
    List required;
    for (const Field& field : type.fields)
    {
        properties[field.key] = schema_of(field);
        if (field.presence == Presence::required)
        {
            required.emplace_back(field.key);
        }
    }
    schema["properties"] = std::move(properties);
    if (!required.empty())
    {
        schema["required"] = std::move(required);
    }
    schema["additionalProperties"] = false;
}

void add_definitions(Value& definitions, const ObjectType& type)
{
    for (const Field& field : type.fields)
    {
        if (field.object != nullptr && definitions.find(definition_name(*field.object)) == nullptr)
        {
            add_object(definitions[definition_name(*field.object)], *field.object);
            add_definitions(definitions, *field.object);
        }
    }
}

} // namespace

Value json_schema()
{
    Value schema;
    schema["$schema"] = "http://json-schema.org/draft-07/schema#";
    schema["title"] = "edgepool testbed";
    add_object(schema, testbed_type());
    Value definitions{Object{}};
    add_definitions(definitions, testbed_type());
    schema["definitions"] = std::move(definitions);
    return schema;
}

} // namespace edgepool::testbed
