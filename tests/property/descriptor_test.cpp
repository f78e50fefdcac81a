// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "base/render.h"
#include "descriptor/schema.h"
#include "descriptor/validate.h"
#include "doc/read_yaml.h"

// For each node of the information models: a descriptor that holds as much as one can is accepted, and one fault in
// that node is one diagnostic at its line, whatever hangs on it.
namespace edgepool::descriptor
{

namespace
{

/// A node of a sample: an object, a list (of entries), or a value.
struct Item
{
    const SchemaNode* schema = nullptr;
    std::string value{}; ///< of a leaf, as YAML; "" for objects and lists
    std::vector<Item> children{};
    bool is_entry = false;
    std::string key{}; ///< if not the schema's name
    std::uint32_t line = 0;
};

std::string path_of(const SchemaNode& node)
{
    return node.parent == nullptr || node.parent->parent == nullptr
               ? std::string(node.name)
               : path_of(*node.parent) + "/" + std::string(node.name);
}

bool ends_with(const SchemaNode& node, std::string_view end)
{
    return path_of(node).ends_with(end);
}

/// Builds a sample of a model in which every node is there, but for choices: there, the case that leads to one node.
class Sampler
{
public:
    Sampler(Kind kind, const SchemaNode& wanted)
        : kind_(kind), schema_(kind == Kind::vnfd ? vnfd_schema() : nsd_schema())
    {
        for (const SchemaNode* node = &wanted; node != nullptr; node = node->parent)
        {
            wanted_.insert(node);
        }
        for (const SchemaNode& node : schema_.nodes())
        {
            numbers_.emplace(&node, numbers_.size());
        }
    }

    Item build()
    {
        Item root{.schema = &schema_.root()};
        fill(root);
        return root;
    }

private:
    bool is_chosen(const SchemaNode& node) const
    {
        if (node.choice.empty())
        {
            return true;
        }
        const SchemaNode* first = nullptr;
        for (const SchemaNode* const sibling : node.parent->children)
        {
            if (sibling->choice == node.choice)
            {
                first = first == nullptr || (wanted_.contains(sibling) && !wanted_.contains(first)) ? sibling : first;
            }
        }
        // VDUs and machines are the usual case of the choices that matter to other rules.
        const bool nothing_wanted = !wanted_.contains(first);
        if (nothing_wanted && node.choice == "cp-connection")
        {
            return node.branch == "int-cpd";
        }
        if (nothing_wanted && node.choice == "config-method")
        {
            return node.branch == "execution-environment-list";
        }
        return node.branch == first->branch;
    }

    bool is_present(const SchemaNode& node) const
    {
        return node.parent == nullptr || (is_chosen(node) && node.name != "pdu-type" && is_present(*node.parent));
    }

    /// Where a reference leads; nullptr if it is none, or what it names is in another case of a choice.
    const SchemaNode* target_of(const SchemaNode& node) const
    {
        if (!node.targets.empty())
        {
            const TargetPath& target = node.targets.front();
            const SchemaNode* at = &schema_.root();
            for (const SchemaNode* around = &node; !target.from.empty() && around != nullptr; around = around->parent)
            {
                if (around->name == target.from)
                {
                    at = around;
                    break;
                }
            }
            for (const std::string_view step : target.steps)
            {
                at = at->child(step);
            }
            return at;
        }
        return nullptr;
    }

    std::string name_for(const SchemaNode& node) const
    {
        if (const SchemaNode* const target = target_of(node); target != nullptr && target != &node)
        {
            return name_for(*target);
        }
        if (ends_with(node, "day1-2/id") || (kind_ == Kind::vnfd && path_of(node) == "id"))
        {
            return "the-vnf";
        }
        if (ends_with(node, "scaling-aspect/name"))
        {
            return name_for(*node.parent->child("id"));
        }
        return "n" + std::to_string(numbers_.at(&node));
    }

    std::string value_for(const SchemaNode& node) const
    {
        switch (node.type)
        {
        case Type::boolean:
            return "false";
        case Type::unsigned_integer:
            return node.name == "max-number-of-instances" ? "5" : "1";
        case Type::decimal:
            return "0.5";
        case Type::enumeration:
        case Type::identity:
            return std::string(node.words.front());
        case Type::ip_address:
            return node.name.starts_with("destination") ? "10.0.0.2" : "10.0.0.1";
        case Type::text:
        case Type::none:
            break;
        }
        return ends_with(node, "kdu/helm-chart") ? "chart" : name_for(node);
    }

    std::string leaf_list_for(const SchemaNode& node) const
    {
        return node.type == Type::ip_address ? "[10.0.0.1, 10.0.0.2]" : "[" + value_for(node) + "]";
    }

    void fill(Item& object)
    {
        for (const SchemaNode* const child : object.schema->children)
        {
            const SchemaNode* const target = target_of(*child);
            const bool leads_nowhere = target != nullptr && !is_present(*target) && !child->is_key_of_its_list();
            if (!is_chosen(*child) || child->name == "pdu-type" || leads_nowhere)
            {
                continue;
            }
            Item item{.schema = child};
            if (child->shape == Shape::leaf || child->shape == Shape::leaf_list)
            {
                item.value = child->shape == Shape::leaf ? value_for(*child) : leaf_list_for(*child);
            }
            else if (child->shape == Shape::list)
            {
                item.children.push_back({.schema = child, .is_entry = true});
                fill(item.children.back());
            }
            else
            {
                fill(item);
            }
            object.children.push_back(std::move(item));
        }
    }

    Kind kind_;
    const Schema& schema_;
    std::set<const SchemaNode*> wanted_;
    std::map<const SchemaNode*, std::size_t> numbers_{}; ///< no two things have the same name
};

/// Writes a sample as YAML and notes the line of each item.
class Writer
{
public:
    explicit Writer(Kind kind) : text_(kind == Kind::vnfd ? "vnfd:\n" : "nsd:\n  nsd:\n")
    {
        line_ = kind == Kind::vnfd ? 2 : 3;
    }

    std::string write(Item& root, Kind kind)
    {
        root.line = line_;
        object(root, kind == Kind::vnfd ? 2 : 4, kind == Kind::nsd);
        return text_;
    }

private:
    void object(Item& item, std::size_t indent, bool is_entry)
    {
        bool is_first = is_entry;
        for (Item& child : item.children)
        {
            text_ += std::string(is_first ? indent - 2 : indent, ' ') + (is_first ? "- " : "");
            is_first = false;
            member(child, indent);
        }
    }

    void member(Item& item, std::size_t indent)
    {
        item.line = line_++;
        text_ += (item.key.empty() ? std::string(item.schema->name) : item.key) + ":";
        if (!item.value.empty() || item.children.empty())
        {
            text_ += (item.value.empty() ? "" : " ") + item.value + "\n";
            return;
        }
        text_ += "\n";
        for (Item& child : item.children)
        {
            if (child.is_entry)
            {
                child.line = line_;
                object(child, indent + 4, true);
            }
        }
        if (!item.children.front().is_entry)
        {
            object(item, indent + 2, false);
        }
    }

    std::string text_;
    std::uint32_t line_ = 1;
};

Diagnostics judge(const std::string& text, Kind kind)
{
    Diagnostics diagnostics;
    auto document = doc::read_yaml(std::make_shared<Source>("sample.yaml", text), diagnostics);
    if (document)
    {
        const Candidate candidate{.kind = kind,
                                  .document = std::make_shared<const doc::Document>(std::move(*document))};
        validate({{candidate}}, diagnostics);
    }
    return diagnostics;
}

std::multiset<std::string> codes_of(const Diagnostics& diagnostics)
{
    std::multiset<std::string> codes;
    for (const Diagnostic& diagnostic : diagnostics.items())
    {
        codes.insert(diagnostic.code);
    }
    return codes;
}

std::string all_of(const Diagnostics& diagnostics)
{
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics.items())
    {
        text += render(diagnostic);
    }
    return text;
}

/// The item of that schema; entries are told apart from their list.
Item* find(Item& item, const SchemaNode& schema, bool entry)
{
    if (item.schema == &schema && item.is_entry == entry)
    {
        return &item;
    }
    for (Item& child : item.children)
    {
        if (Item* const found = find(child, schema, entry))
        {
            return found;
        }
    }
    return nullptr;
}

/// A sample around one node, and what is said of it before anything is broken.
struct Sample
{
    Sample(Kind k, const SchemaNode& s) : kind(k), schema(&s), root(Sampler(k, s).build())
    {
        good = codes_of(judge(Writer(kind).write(root, kind), kind));
    }

    Item& item(bool entry = false) { return *find(root, *schema, entry); }
    Item& parent()
    {
        return schema->parent->parent == nullptr ? root
                                                 : *find(root, *schema->parent, schema->parent->shape == Shape::list);
    }

    Kind kind;
    const SchemaNode* schema;
    Item root;
    std::multiset<std::string> good{};
};

/// The broken sample has one diagnostic more, and it is where it should be.
void expect_one(Sample& sample, std::string_view what, const std::function<const Item*(Sample&)>& damage)
{
    const Item* const place = damage(sample);
    const std::string text = Writer(sample.kind).write(sample.root, sample.kind);
    const std::uint32_t line = place->line;
    const Diagnostics diagnostics = judge(text, sample.kind);
    std::multiset<std::string> known = sample.good;
    std::string news;
    std::size_t count = 0;
    bool in_place = false;
    for (const Diagnostic& diagnostic : diagnostics.items())
    {
        if (const auto before = known.find(diagnostic.code);
            before != known.end() && diagnostic.where.begin().line != line)
        {
            known.erase(before);
            continue;
        }
        ++count;
        news += render(diagnostic);
        in_place |= diagnostic.where.begin().line == line;
    }
    EXPECT_TRUE(count == 1 && in_place) << what << " in " << path_of(*sample.schema) << ": one diagnostic at line "
                                        << line << " expected; seen:\n"
                                        << news;
}

using Damage = std::function<const Item*(Sample&)>;

Damage set_value(std::string value)
{
    return [value = std::move(value)](Sample& sample) {
        Item& item = sample.item();
        item.value = value;
        item.children.clear();
        return &item;
    };
}

std::vector<std::string> bad_values(const SchemaNode& schema)
{
    std::vector<std::string> values{"{a: b}"};
    switch (schema.type)
    {
    case Type::boolean:
        values.insert(values.end(), {"maybe", "2"});
        break;
    case Type::unsigned_integer:
        values.insert(values.end(), {"-1", "x", "1e99", "99999999999999999999999"});
        break;
    case Type::decimal:
        values.insert(values.end(), {"x", "[1]"});
        break;
    case Type::enumeration:
    case Type::identity:
        values.emplace_back("zz-no-word");
        break;
    case Type::ip_address:
        values.insert(values.end(), {"10.0.0.256", "zz"});
        break;
    case Type::text:
    case Type::none:
        break;
    }
    return values;
}

/// Each of the model's nodes is in one of so many parts, which can be looked at side by side.
constexpr std::size_t parts = 4;

template <typename Function>
void for_each_node(std::size_t part, const Function& function)
{
    std::size_t number = 0;
    for (const Kind kind : {Kind::vnfd, Kind::nsd})
    {
        for (const SchemaNode& node : (kind == Kind::vnfd ? vnfd_schema() : nsd_schema()).nodes())
        {
            if (node.parent != nullptr && node.name != "pdu-type" && ++number % parts == part)
            {
                function(kind, node);
            }
        }
    }
}

bool is_leaf(const SchemaNode& node)
{
    return node.shape == Shape::leaf || node.shape == Shape::leaf_list;
}

} // namespace

class DescriptorNodes : public testing::TestWithParam<std::size_t>
{
};

INSTANTIATE_TEST_SUITE_P(Parts, DescriptorNodes, testing::Range<std::size_t>(0, parts));

TEST_P(DescriptorNodes, EachNodeIsAcceptedWhenItIsRight)
{
    for_each_node(GetParam(), [](Kind kind, const SchemaNode& node) {
        Sample sample{kind, node};
        const Diagnostics diagnostics = judge(Writer(kind).write(sample.root, kind), kind);
        EXPECT_FALSE(diagnostics.has_errors()) << path_of(node) << "\n" << all_of(diagnostics);
        EXPECT_NE(find(sample.root, node, false), nullptr) << path_of(node) << " is not in its own sample";
    });
}

TEST(DescriptorProperty, TheFullSampleGivesNoWarning)
{
    for (const Kind kind : {Kind::vnfd, Kind::nsd})
    {
        Sample sample{kind, *(kind == Kind::vnfd ? vnfd_schema() : nsd_schema()).root().children.front()};
        const Diagnostics diagnostics = judge(Writer(kind).write(sample.root, kind), kind);
        EXPECT_EQ(diagnostics.count(Severity::warning), 0U) << all_of(diagnostics);
    }
}

TEST_P(DescriptorNodes, AWrongTypeIsOneFault)
{
    for_each_node(GetParam(), [](Kind kind, const SchemaNode& node) {
        if (is_leaf(node))
        {
            const Sample whole{kind, node};
            for (const std::string& value : bad_values(node))
            {
                Sample sample = whole;
                expect_one(sample, "value " + value, set_value(value));
            }
        }
    });
}

TEST_P(DescriptorNodes, AWrongShapeIsOneFault)
{
    for_each_node(GetParam(), [](Kind kind, const SchemaNode& node) {
        if (!is_leaf(node))
        {
            Sample sample{kind, node};
            expect_one(sample, "one value", set_value("zz"));
        }
    });
}

TEST_P(DescriptorNodes, AMissingKeyIsOneFault)
{
    for_each_node(GetParam(), [](Kind kind, const SchemaNode& node) {
        if (!node.is_key_of_its_list())
        {
            return;
        }
        Sample sample{kind, node};
        if (sample.parent().children.size() == 1)
        {
            return; // an entry without any key is not an object
        }
        expect_one(sample, "missing key", [](Sample& s) {
            Item& entry = s.parent();
            std::erase_if(entry.children, [&](const Item& child) { return child.schema == s.schema; });
            return &entry;
        });
    });
}

TEST_P(DescriptorNodes, AMissingMandatoryLeafIsOneFault)
{
    for_each_node(GetParam(), [](Kind kind, const SchemaNode& node) {
        const bool is_told_by_another_rule = path_of(node) == "df/vnf-profile/vnfd-id";
        if (!node.must || is_told_by_another_rule)
        {
            return;
        }
        Sample sample{kind, node};
        if (sample.parent().children.size() == 1)
        {
            return; // an object without any key is not written at all
        }
        expect_one(sample, "missing leaf", [](Sample& s) {
            Item& parent = s.parent();
            std::erase_if(parent.children, [&](const Item& child) { return child.schema == s.schema; });
            static Item title;
            title.line = 1;
            return &parent == &s.root && s.kind == Kind::vnfd ? &title
                   : &parent == &s.root || parent.is_entry    ? &parent
                                                              : &parent.children.front();
        });
    });
}

TEST_P(DescriptorNodes, ADuplicateEntryIsOneFault)
{
    for_each_node(GetParam(), [](Kind kind, const SchemaNode& node) {
        if (node.shape != Shape::list)
        {
            return;
        }
        Sample sample{kind, node};
        expect_one(sample, "duplicate entry", [](Sample& s) {
            Item& list = s.item();
            list.children.push_back(list.children.front());
            Item& entry = list.children.back();
            const std::string_view named_by = find(entry, *s.schema, true)->schema->child("id") != nullptr ? "id"
                                              : entry.schema->child("name") != nullptr                     ? "name"
                                                                                       : s.schema->keys.back();
            const auto key = std::find_if(entry.children.begin(), entry.children.end(),
                                          [&](const Item& child) { return child.schema->name == named_by; });
            return key == entry.children.end() ? &entry.children.front() : &*key;
        });
    });
}

TEST_P(DescriptorNodes, AnUnknownSiblingIsOneFault)
{
    for_each_node(GetParam(), [](Kind kind, const SchemaNode& node) {
        if (is_leaf(node))
        {
            return;
        }
        Sample sample{kind, node};
        expect_one(sample, "unknown key", [](Sample& s) {
            Item& object = s.item(s.schema->shape == Shape::list);
            object.children.push_back({.schema = s.schema, .value = "1", .key = "zz-unknown"});
            return &object.children.back();
        });
    });
}

TEST_P(DescriptorNodes, ADanglingReferenceIsOneFault)
{
    // Not judged: the model's own fault (facts: B.2), and what is in the VNFD.
    const std::set<std::string> exempt{"df/virtual-link-profile/flavour"};
    for_each_node(GetParam(), [&](Kind kind, const SchemaNode& node) {
        if (node.targets.empty() || exempt.contains(path_of(node)))
        {
            return;
        }
        Sample sample{kind, node};
        expect_one(sample, "dangling reference", set_value(node.shape == Shape::leaf ? "zz-nowhere" : "[zz-nowhere]"));
    });
}

} // namespace edgepool::descriptor
