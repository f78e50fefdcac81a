// SPDX-License-Identifier: Apache-2.0
#include "descriptor/schema.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <string>
#include <utility>

#include "descriptor/model_files.h"

namespace edgepool::descriptor
{

namespace
{

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (!text.empty())
    {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (end > 0)
        {
            parts.push_back(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

double number(std::string_view text)
{
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

int whole_number(std::string_view text)
{
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// What stands in the parentheses of "enum(a|b)".
std::vector<std::string_view> words_in(std::string_view type)
{
    const std::size_t open = type.find('(');
    return split(type.substr(open + 1, type.size() - open - 2), '|');
}

void set_type(SchemaNode& node, std::string_view word)
{
    if (word.starts_with("uint"))
    {
        node.type = Type::unsigned_integer;
        node.bits = whole_number(word.substr(4));
    }
    else if (word.starts_with("decimal."))
    {
        node.type = Type::decimal;
        node.digits = whole_number(word.substr(8));
    }
    else if (word.starts_with("enum(") || word.starts_with("identity("))
    {
        node.type = word.front() == 'e' ? Type::enumeration : Type::identity;
        node.words = words_in(word);
    }
    else
    {
        node.type = word == "boolean" ? Type::boolean : word == "ip" ? Type::ip_address : Type::text;
        assert(node.type != Type::text || word == "text" || word == "uri");
    }
}

void set_range(SchemaNode& node, std::string_view word)
{
    const std::size_t dots = word.find("..");
    const std::string_view most = word.substr(dots + 2);
    node.range = Bounds{.least = number(word.substr(0, dots))};
    if (most != "max")
    {
        node.range->most = number(most);
    }
}

bool is_elsewhere(std::string_view word)
{
    return word == "vnfd" || word == "nsd" || word == "pnfd";
}

void add_target(SchemaNode& node, std::string_view word)
{
    if (is_elsewhere(word))
    {
        node.elsewhere = word;
        return;
    }
    TargetPath target;
    if (word.front() == '^')
    {
        const std::size_t slash = word.find('/');
        target.from = word.substr(1, slash - 1);
        word.remove_prefix(slash + 1);
    }
    target.steps = split(word, '/');
    node.targets.push_back(std::move(target));
}

void set_attribute(SchemaNode& node, std::string_view word)
{
    const char first = word.front();
    if (first == '!')
    {
        node.rule = word.substr(1);
    }
    else if (first == '=')
    {
        node.fallback = word.substr(1);
    }
    else if (word.starts_with("<="))
    {
        node.most_entries = static_cast<std::size_t>(whole_number(word.substr(2)));
    }
    else if (word == "must" || word == "+osm")
    {
        (first == '+' ? node.osm : node.must) = true;
    }
    else if (word.find("..") != std::string_view::npos)
    {
        set_range(node, word);
    }
    else
    {
        const std::size_t slash = word.find('/');
        assert(first == '?' && slash != std::string_view::npos);
        node.choice = word.substr(1, slash - 1);
        node.branch = word.substr(slash + 1);
    }
}

bool is_attribute(std::string_view word)
{
    return word == "must" || std::string_view("!=?<+0123456789").find(word.front()) != std::string_view::npos;
}

/// A list's keys stand in brackets with spaces between; everything else is one word.
std::string_view take_word(std::string_view& line)
{
    const char close = line.front() == '[' ? ']' : ' ';
    const std::size_t end = std::min(line.find(close) + (close == ']' ? 1 : 0), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
}

void set_shape(SchemaNode& node, std::string_view word)
{
    if (word == "{}")
    {
        node.shape = Shape::object;
    }
    else if (word.front() == '[')
    {
        node.shape = Shape::list;
        node.keys = split(word.substr(1, word.size() - 2), ' ');
    }
    else
    {
        node.shape = node.name.back() == '*' ? Shape::leaf_list : Shape::leaf;
        set_type(node, word);
    }
    if (node.shape == Shape::leaf_list)
    {
        node.name.remove_suffix(1);
    }
}

std::string_view text_of(std::string_view file)
{
    for (const EmbeddedText& text : model_files())
    {
        if (text.name == file)
        {
            return text.text;
        }
    }
    assert(false);
    return {};
}

} // namespace

const SchemaNode* SchemaNode::child(std::string_view key) const
{
    const auto found = std::ranges::find_if(children, [&](const SchemaNode* c) { return c->name == key; });
    return found == children.end() ? nullptr : *found;
}

bool SchemaNode::is_key_of_its_list() const
{
    return parent != nullptr && std::ranges::find(parent->keys, name) != parent->keys.end();
}

Schema::Schema(std::string_view text)
{
    nodes_.emplace_back();
    std::vector<SchemaNode*> open{&nodes_.front()}; // the objects and lists that the line is in, outermost first
    for (std::string_view line : split(text, '\n'))
    {
        if (line.front() == '#')
        {
            continue;
        }
        const std::size_t depth = line.find_first_not_of(' ') / 2;
        assert(depth < open.size());
        open.resize(depth + 1);
        open.push_back(&add(*open.back(), line.substr(depth * 2)));
    }
}

SchemaNode& Schema::add(SchemaNode& parent, std::string_view line)
{
    SchemaNode& node = nodes_.emplace_back();
    node.parent = &parent;
    node.name = take_word(line);
    set_shape(node, take_word(line));
    bool in_targets = false;
    while (!line.empty())
    {
        const std::string_view word = take_word(line);
        if (word == "->")
        {
            in_targets = true;
        }
        else if (in_targets && !is_attribute(word))
        {
            add_target(node, word);
        }
        else
        {
            in_targets = false;
            set_attribute(node, word);
        }
    }
    parent.children.push_back(&node);
    return node;
}

std::string_view vnfd_model_text()
{
    return text_of("vnfd.model");
}

std::string_view nsd_model_text()
{
    return text_of("nsd.model");
}

const Schema& vnfd_schema()
{
    static const Schema schema{vnfd_model_text()};
    return schema;
}

const Schema& nsd_schema()
{
    static const Schema schema{nsd_model_text()};
    return schema;
}

} // namespace edgepool::descriptor
