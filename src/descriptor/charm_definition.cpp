// SPDX-License-Identifier: Apache-2.0
#include "descriptor/charm_definition.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "base/suggest.h"
#include "descriptor/descriptor.h"
#include "descriptor/package_rules_catalogue.h"
#include "descriptor/scalar.h"
#include "doc/node.h"
#include "doc/read_yaml.h"

namespace edgepool::descriptor
{

namespace
{

using doc::Member;
using doc::Node;

/// What a file of a charm, or the part of charmcraft.yaml that stands for it, says.
struct Part
{
    bool broken = false;
    std::shared_ptr<const doc::Document> document{}; ///< keeps the node alive
    const Node* node = nullptr;                      ///< nullptr: there is no such file
};

bool is_true(const Node* node)
{
    return node != nullptr && node->is_scalar() && text_of(*node) == "True";
}

std::string text_in(const Node& object, std::string_view key)
{
    const Node* const value = object.find(key);
    return value != nullptr ? text_of(*value) : std::string();
}

class DefinitionReader
{
public:
    DefinitionReader(const package::Package& package, const std::string& folder, Diagnostics& diagnostics)
        : package_(package), folder_(folder), diagnostics_(diagnostics)
    {
    }

    CharmDefinition read()
    {
        CharmDefinition definition;
        if (const Part part = part_of("actions.yaml", "actions"); !part.broken)
        {
            definition.actions = actions_in(part);
        }
        if (const Part part = part_of("config.yaml", "config"); !part.broken)
        {
            definition.options = names_in(part.node, "options");
        }
        if (const Part part = part_of("metrics.yaml", ""); !part.broken)
        {
            definition.metrics = names_in(part.node, "metrics");
        }
        return definition;
    }

private:
    Part document(const std::string& name)
    {
        const package::File* const file = package_.find(folder_ + "/" + name);
        if (file == nullptr || file->text == nullptr)
        {
            return {};
        }
        auto read = doc::read_yaml(file->text, diagnostics_);
        if (!read)
        {
            return {.broken = true};
        }
        Part part{.document = std::make_shared<const doc::Document>(std::move(*read))};
        part.node = &part.document->root();
        return part;
    }

    Part part_of(const std::string& name, std::string_view key)
    {
        Part part = document(name);
        if (part.node != nullptr || part.broken || key.empty())
        {
            return part;
        }
        part = document("charmcraft.yaml");
        part.node = part.node != nullptr ? part.node->find(key) : nullptr;
        return part;
    }

    static std::vector<std::string> names_in(const Node* node, std::string_view key)
    {
        const Node* const list = node != nullptr ? node->find(key) : nullptr;
        std::vector<std::string> names;
        for (const Member& member : list != nullptr ? list->members() : std::span<const Member>{})
        {
            names.emplace_back(member.key.text());
        }
        return names;
    }

    std::vector<CharmAction> actions_in(const Part& part)
    {
        std::vector<CharmAction> actions;
        for (const Member& member : part.node != nullptr ? part.node->members() : std::span<const Member>{})
        {
            CharmAction action{.name = std::string(member.key.text())};
            const Node* const additional = member.value.find("additionalProperties");
            action.closed = additional != nullptr && !is_true(additional) && additional->is_scalar();
            const Node* const parameters = member.value.find("params");
            for (const Member& parameter : parameters != nullptr ? parameters->members() : std::span<const Member>{})
            {
                check_type(*part.document, parameter.value);
                action.parameters.push_back({.name = std::string(parameter.key.text()),
                                             .type = text_in(parameter.value, "type"),
                                             .has_default = parameter.value.find("default") != nullptr});
            }
            require(action, member.value.find("required"));
            actions.push_back(std::move(action));
        }
        return actions;
    }

    void check_type(const doc::Document& document, const Node& parameter)
    {
        constexpr std::array<std::string_view, 7> types{"string", "integer", "number", "boolean",
                                                        "object", "array",   "null"};
        const Node* const type = parameter.find("type");
        if (type != nullptr && type->is_scalar() && std::ranges::find(types, text_of(*type)) == types.end())
        {
            diagnostics_.add(found(rules::unknown_action_type, document.range(*type),
                                   quoted(text_of(*type)) + " is no type", suggestion(text_of(*type), types)));
        }
    }

    static void require(CharmAction& action, const Node* list)
    {
        for (const Node& name : list != nullptr ? list->items() : std::span<const Node>{})
        {
            const auto parameter = std::ranges::find(action.parameters, text_of(name), &ActionParameter::name);
            if (parameter != action.parameters.end())
            {
                parameter->required = true;
            }
            else
            {
                action.parameters.push_back({.name = text_of(name), .required = true});
            }
        }
    }

    const package::Package& package_;
    const std::string& folder_;
    Diagnostics& diagnostics_;
};

} // namespace

CharmDefinition read_charm_definition(const package::Package& package, const std::string& folder,
                                      Diagnostics& diagnostics)
{
    return DefinitionReader(package, folder, diagnostics).read();
}

} // namespace edgepool::descriptor
