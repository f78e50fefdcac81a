// SPDX-License-Identifier: Apache-2.0
// The reader and the writer of YAML for tests in other languages. Standard input is a JSON list, and so is the output.
//   yaml_echo read    texts of YAML -> {"value": VALUE} or {"error": "code", "detail": "..."}
//   yaml_echo write   VALUEs -> texts of YAML
// A VALUE is JSON with types: null, true, "text", [items], {"int": "1"}, {"float": "1.0"}, {"map": [["key", VALUE]]}.
#include <charconv>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <variant>

#include "doc/read_json.h"
#include "doc/read_yaml.h"
#include "doc/value.h"
#include "doc/write.h"

namespace
{

using edgepool::Diagnostics;
using edgepool::Source;
using edgepool::doc::List;
using edgepool::doc::Object;
using edgepool::doc::Value;

struct WithTypes
{
    Value operator()(std::monostate /*nothing*/) const { return {}; }
    Value operator()(bool boolean) const { return boolean; }
    Value operator()(std::int64_t number) const { return Object{{"int", std::to_string(number)}}; }
    Value operator()(double number) const
    {
        std::string text = edgepool::doc::to_yaml(number);
        text.pop_back(); // the line end
        return Object{{"float", text}};
    }
    Value operator()(const std::string& text) const { return text; }
    Value operator()(const List& list) const
    {
        List result;
        for (const Value& item : list)
        {
            result.push_back(std::visit(*this, item.data()));
        }
        return result;
    }
    Value operator()(const Object& object) const
    {
        List members;
        for (const auto& [key, value] : object)
        {
            members.emplace_back(List{key, std::visit(*this, value.data())});
        }
        return Object{{"map", std::move(members)}};
    }
};

Value without_types(const Value& value);

Value from_map(const Value& members)
{
    Object object;
    for (const Value& member : std::get<List>(members.data()))
    {
        const auto& pair = std::get<List>(member.data());
        object.emplace_back(std::get<std::string>(pair.at(0).data()), without_types(pair.at(1)));
    }
    return object;
}

Value from_number(std::string_view type, const std::string& text)
{
    if (type == "int")
    {
        return static_cast<std::int64_t>(std::stoll(text));
    }
    double number = 0.0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Value without_types(const Value& value)
{
    if (const auto* list = std::get_if<List>(&value.data()))
    {
        List result;
        for (const Value& item : *list)
        {
            result.push_back(without_types(item));
        }
        return result;
    }
    if (const auto* object = std::get_if<Object>(&value.data()))
    {
        const auto& [type, content] = object->at(0);
        return type == "map" ? from_map(content) : from_number(type, std::get<std::string>(content.data()));
    }
    return value;
}

Value read(const std::string& text)
{
    Diagnostics diagnostics;
    const auto source = std::make_shared<const Source>("text", text);
    if (const auto document = edgepool::doc::read_yaml(source, diagnostics))
    {
        return Object{{"value", std::visit(WithTypes{}, edgepool::doc::to_value(document->root()).data())}};
    }
    return Object{{"error", diagnostics.items().front().code}, {"detail", diagnostics.items().front().detail}};
}

} // namespace

int main(int count, char** arguments)
{
    const std::string_view mode = count == 2 ? arguments[1] : "";
    const std::string input{std::istreambuf_iterator<char>(std::cin), {}};
    Diagnostics diagnostics;
    const auto request = edgepool::doc::read_json(std::make_shared<const Source>("<stdin>", input), diagnostics);
    if (!request || (mode != "read" && mode != "write"))
    {
        std::cerr << "usage: yaml_echo read|write, with a JSON list on standard input\n";
        return 2;
    }
    List answer;
    for (const Value& item : std::get<List>(request->data()))
    {
        answer.push_back(mode == "read" ? read(std::get<std::string>(item.data()))
                                        : Value(edgepool::doc::to_yaml(without_types(item))));
    }
    std::cout << edgepool::doc::to_json(answer, edgepool::doc::JsonLayout::compact) << '\n';
    return 0;
}
