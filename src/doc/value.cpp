// SPDX-License-Identifier: Apache-2.0
#include "doc/value.h"

#include <algorithm>

#include "doc/yaml_types.h"

namespace edgepool::doc
{

// Not in the header: inlined into its users, the variant makes g++ 12 warn of values that are not set.
Value::Value() = default;
Value::Value(const Value& other) = default;
Value::Value(Value&& other) noexcept = default;
Value& Value::operator=(const Value& other) = default;
Value& Value::operator=(Value&& other) noexcept = default;
Value::~Value() = default;

Value& Value::operator[](std::string_view key)
{
    if (!std::holds_alternative<Object>(data_))
    {
        data_ = Object{};
    }
    auto& members = std::get<Object>(data_);
    const auto found = std::ranges::find(members, key, &Object::value_type::first);
    if (found != members.end())
    {
        return found->second;
    }
    return members.emplace_back(std::string(key), Value{}).second;
}

const Value* Value::find(std::string_view key) const
{
    const auto* members = std::get_if<Object>(&data_);
    if (members == nullptr)
    {
        return nullptr;
    }
    const auto found = std::ranges::find(*members, key, &Object::value_type::first);
    return found == members->end() ? nullptr : &found->second;
}

void Value::push_back(Value item)
{
    if (!std::holds_alternative<List>(data_))
    {
        data_ = List{};
    }
    std::get<List>(data_).push_back(std::move(item));
}

Value to_value(const Node& node)
{
    switch (node.kind())
    {
    case Kind::null:
        return {};
    case Kind::scalar:
        return node.style() == Style::plain ? type_of_plain(node.text()) : Value(node.text());
    case Kind::sequence:
    {
        List list;
        list.reserve(node.items().size());
        for (const Node& item : node.items())
        {
            list.push_back(to_value(item));
        }
        return list;
    }
    case Kind::mapping:
        break;
    }
    Object object;
    object.reserve(node.members().size());
    for (const Member& member : node.members())
    {
        object.emplace_back(std::string(member.key.text()), to_value(member.value));
    }
    return object;
}

} // namespace edgepool::doc
