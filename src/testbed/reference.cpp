// SPDX-License-Identifier: Apache-2.0
#include "testbed/reference.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "base/utf8.h"
#include "model/layout.h"
#include "testbed/advice.h"
#include "testbed/default_networks.h"
#include "testbed/fields.h"
#include "testbed/read.h"
#include "testbed/reference_texts.h"
#include "testbed/scalars.h"

namespace edgepool::testbed
{

namespace
{

std::string code(std::string_view text)
{
    return "`" + std::string(text) + "`";
}

/// A Markdown table whose source is a table, too: all columns but the last are padded.
class Table
{
public:
    explicit Table(std::vector<std::string> head) { rows_.push_back(std::move(head)); }

    void add(std::vector<std::string> row)
    {
        assert(row.size() == rows_.front().size());
        rows_.push_back(std::move(row));
    }

    std::string text() const
    {
        std::string lines;
        for (std::size_t i = 0; i < rows_.size(); ++i)
        {
            lines += line(rows_[i], ' ') + (i == 0 ? line(std::vector<std::string>(rows_[i].size()), '-') : "");
        }
        return lines + "\n";
    }

private:
    std::string line(const std::vector<std::string>& cells, char fill) const
    {
        std::string text = "|";
        for (std::size_t i = 0; i < cells.size(); ++i)
        {
            const bool is_last = i + 1 == cells.size();
            const std::size_t wanted = is_last ? (fill == '-' ? 3 : 0) : width(i);
            const std::size_t used = utf8::display_width(cells[i]);
            text += fill + cells[i] + std::string(wanted > used ? wanted - used : 0, fill) + fill + "|";
        }
        return text + "\n";
    }

    std::size_t width(std::size_t column) const
    {
        std::size_t widest = 3;
        for (const auto& row : rows_)
        {
            widest = std::max(widest, utf8::display_width(row[column]));
        }
        return widest;
    }

    std::vector<std::vector<std::string>> rows_;
};

/// A section on a type of object: where its keys stand, and how it is called.
struct Section
{
    std::string path{};
    Type kind = Type::object;
    const ObjectType* type = nullptr;
};

/// Types that several others have come last.
bool is_shared(const ObjectType& type)
{
    return type.name == "machine";
}

void add_sections(const ObjectType& type, const std::string& path, std::vector<Section>& sections)
{
    for (const Field& field : type.fields)
    {
        const bool known = field.object == nullptr || is_shared(*field.object);
        if (!known)
        {
            const std::string own = (path.empty() ? "" : path + ".") + std::string(field.key);
            sections.push_back({.path = own, .kind = field.type, .type = field.object});
            add_sections(*field.object, own, sections);
        }
    }
}

const ObjectType* shared_type()
{
    const Field* const elements = testbed_type().field("elements");
    const Field* const machine = elements->object->field("machine");
    return machine->object;
}

std::vector<Section> all_sections()
{
    std::vector<Section> sections;
    add_sections(testbed_type(), "", sections);
    sections.push_back({.path = "machine", .type = shared_type()});
    return sections;
}

std::string link_to(const ObjectType& type)
{
    const auto sections = all_sections();
    const auto section = std::ranges::find(sections, &type, &Section::type);
    std::string anchor = section->path;
    std::erase(anchor, '.');
    return "[" + section->path + "](#" + anchor + ")";
}

/// "size" for "not a size".
std::string noun_of(Type type)
{
    const std::string_view summary = scalar_rule(type)->summary;
    std::string noun(summary.substr(summary.find(' ', std::string_view("not a").size()) + 1));
    const std::string_view usable = "usable ";
    return noun.starts_with(usable) ? noun.substr(usable.size()) : noun;
}

std::string bounds_of(const Field& field, Type type)
{
    if (field.least == 0 && field.most == 0)
    {
        return "";
    }
    const std::string most = amount_text(type, field.most);
    if (field.least == field.most)
    {
        return ": " + most;
    }
    const bool from_nothing = field.least == 0 && type == Type::delay;
    return from_nothing ? ", at most " + most : ", " + amount_text(type, field.least) + " to " + most;
}

std::string choices_of(const Field& field)
{
    constexpr std::size_t most_listed = 6;
    if (field.choices.size() > most_listed)
    {
        return "a word: [see below](#" + std::string(field.key) + ")";
    }
    std::string list;
    for (std::size_t i = 0; i < field.choices.size(); ++i)
    {
        list += (i == 0 ? "" : i + 1 == field.choices.size() ? " or " : ", ") + code(field.choices[i]);
    }
    return list;
}

std::string entries_of(const Field& field)
{
    const std::string least = field.least > 0 ? std::to_string(field.least) + " to " : "up to ";
    return least + std::to_string(field.most);
}

std::string type_of(const Field& field)
{
    switch (field.type)
    {
    case Type::object:
        return "see " + link_to(*field.object);
    case Type::list:
        return "list of " + entries_of(field) +
               (field.object != nullptr ? ", see " + link_to(*field.object)
                                        : ", each " + with_article(noun_of(field.item)));
    case Type::map:
        return entries_of(field) + " names, see " + link_to(*field.object);
    case Type::secret:
        return "[secret](#secrets)";
    case Type::choice:
        return choices_of(field);
    default:
        return noun_of(field.type) + bounds_of(field, field.type);
    }
}

std::string default_of(const Field& field)
{
    if (field.presence == Presence::required)
    {
        return "**needed**";
    }
    const std::string text = field.fallback.empty() ? std::string(field.otherwise) : code(field.fallback);
    return text.empty() ? "optional" : "default: " + text;
}

std::string fields_table(const ObjectType& type)
{
    Table table({"key", "value", "if not given", "what it is"});
    for (const Field& field : type.fields)
    {
        table.add({code(field.key), type_of(field), default_of(field), std::string(field.says)});
    }
    return table.text();
}

std::string section_text(const Section& section)
{
    const bool is_inner = section.path.find('.') != std::string::npos;
    std::string text = (is_inner ? "### " : "## ") + code(section.path) + "\n" + std::string(section.type->says);
    text += section.kind == Type::list  ? " Each entry of the list has these keys.\n\n"
            : section.kind == Type::map ? " Each name has a value with these keys.\n\n"
                                        : "\n\n";
    return text + fields_table(*section.type);
}

std::string networks_text()
{
    Table table({"network", "cidr", "cidr6", "what it is for"});
    for (const DefaultNetwork& network : default_networks())
    {
        table.add({code(network.name), code(network.cidr), code(network.cidr6), std::string(network.says)});
    }
    return "### Networks that every testbed knows\n" + std::string(networks_intro) + "\n\n" + table.text();
}

std::string parameters_of(model::Policy policy)
{
    std::string list;
    for (const auto& [parameter, name] : model::names<model::PolicyParameter>)
    {
        list += takes(policy, parameter) ? (list.empty() ? "needs " : " and ") + code(name) : "";
    }
    return list.empty() ? "no parameter" : list;
}

std::string policies_text()
{
    Table table({"policy", "of each group", "by load", "chooses"});
    for (const auto& [policy, name] : model::names<model::Policy>)
    {
        table.add({code(name), parameters_of(policy), is_adaptive(policy) ? "by load" : "not by load",
                   std::string(says_of(policy))});
    }
    return "### `policy`\n" + std::string(policies_intro) + "\n\n" + table.text() + std::string(policies_outro) +
           "\n\n";
}

std::string services_text()
{
    Table table({"service", "load", "what an element does"});
    for (const auto& [service, name] : model::names<model::Service>)
    {
        table.add({code(name), reports_load(service) ? "reports its load" : "no load", std::string(says_of(service))});
    }
    return "### `service`\n" + std::string(services_intro) + "\n\n" + table.text();
}

std::string values_text()
{
    Table table({"value", "how it is written"});
    for (int i = 0; i <= static_cast<int>(Type::secret); ++i)
    {
        if (const ScalarRule* const rule = scalar_rule(static_cast<Type>(i)))
        {
            table.add({noun_of(rule->type), std::string(rule->expects)});
        }
    }
    return "## Values\n" + std::string(values_intro) + "\n\n" + table.text();
}

std::string example_layout()
{
    const auto source = std::make_shared<const Source>("example", std::string(minimal_example));
    Diagnostics diagnostics;
    const auto testbed = read_testbed(source, diagnostics);
    assert(testbed && diagnostics.empty());
    Table table({"machine", "network", "address", "IPv6 address"});
    for (const model::Machine& machine : lay_out(*testbed).machines)
    {
        for (const model::Interface& interface : machine.interfaces)
        {
            const std::string ipv4 = interface.ipv4 ? to_string(*interface.ipv4) : "";
            const std::string ipv6 = interface.ipv6 ? to_string(*interface.ipv6) : "";
            table.add({code(machine.name), code(interface.network), ipv4, ipv6});
        }
    }
    return table.text();
}

std::string indented(std::string_view text)
{
    std::string lines;
    while (!text.empty())
    {
        const std::size_t end = text.find('\n');
        lines += "    " + std::string(text.substr(0, end)) + "\n";
        text.remove_prefix(std::min(end == std::string_view::npos ? text.size() : end + 1, text.size()));
    }
    return lines;
}

} // namespace

std::string reference_markdown()
{
    std::string text = std::string(title) + "\n\n" + std::string(intro) + "\n\n" + indented(minimal_example) + "\n" +
                       std::string(how_to_read) + "\n\n";
    text += "## The file\n" + std::string(testbed_type().says) + "\n\n" + fields_table(testbed_type());
    for (const Section& section : all_sections())
    {
        text += section_text(section);
        text += section.path == "networks" ? networks_text() : "";
        text += section.path == "pool" ? policies_text() : "";
        text += section.path == "elements" ? services_text() : "";
    }
    text += values_text();
    text += "## Secrets\n" + std::string(secrets_text) + "\n\n";
    text += "## Names and addresses\n" + std::string(layout_intro) + "\n\n" + example_layout();
    text += "## Limits\n" + limits_text();
    return text;
}

} // namespace edgepool::testbed
