// SPDX-License-Identifier: Apache-2.0
#include "descriptor/charm_primitives.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/suggest.h"
#include "descriptor/package_rules_catalogue.h"
#include "descriptor/scalar.h"

namespace edgepool::descriptor
{

namespace
{

using doc::Node;

struct PrimitiveList
{
    std::string_view key{};
    std::string_view value_key{}; ///< where a parameter's value is
};

constexpr std::array primitive_lists{
    PrimitiveList{"initial-config-primitive", "value"},
    PrimitiveList{"config-primitive", "default-value"},
    PrimitiveList{"terminate-config-primitive", "value"},
};

/// The primitive that sets the charm's options.
constexpr std::string_view config_primitive = "config";

std::vector<std::string_view> views_of(const std::vector<std::string>& names)
{
    return {names.begin(), names.end()};
}

bool is_variable(std::string_view value)
{
    return value.size() > 2 && value.starts_with('<') && value.ends_with('>');
}

class PrimitiveRules
{
public:
    PrimitiveRules(const Descriptor& descriptor, const CharmUse& use, const CharmDefinition& charm,
                   Diagnostics& diagnostics)
        : descriptor_(descriptor), use_(use), charm_(charm), report_(descriptor, diagnostics)
    {
    }

    void check()
    {
        for (const PrimitiveList& list : primitive_lists)
        {
            for (const Node& primitive : descriptor_.items(use_.configuration, list.key))
            {
                if (is_of_this_charm(primitive))
                {
                    check_primitive(primitive, list);
                }
            }
        }
        report_all(rules::unknown_action, actionless_, "the charm '" + use_.name + "' has no actions",
                   "describe them in its actions.yaml");
        report_all(rules::unknown_option, optionless_, "the charm '" + use_.name + "' has no options",
                   "describe them in its config.yaml");
        check_metrics();
    }

private:
    using Places = std::vector<const Node*>;

    bool is_of_this_charm(const Node& primitive) const
    {
        const std::string environment = descriptor_.text(&primitive, "execution-environment-ref");
        return environment.empty() ? use_.only_one : environment == descriptor_.text(use_.environment, "id");
    }

    void check_primitive(const Node& primitive, const PrimitiveList& list)
    {
        const Node* const own_name = descriptor_.get(&primitive, "execution-environment-primitive");
        const Node* const name = own_name != nullptr ? own_name : descriptor_.get(&primitive, "name");
        if (name == nullptr || !name->is_scalar())
        {
            return;
        }
        if (text_of(*name) == config_primitive)
        {
            check_options(primitive);
        }
        else if (charm_.actions)
        {
            check_action(*name, primitive, list);
        }
    }

    void check_options(const Node& primitive)
    {
        for (const Node& parameter : descriptor_.items(&primitive, "parameter"))
        {
            const Node* const name = descriptor_.get(&parameter, "name");
            if (name == nullptr || !name->is_scalar() || !charm_.options)
            {
                continue;
            }
            if (charm_.options->empty())
            {
                optionless_.push_back(name);
            }
            else if (std::ranges::find(*charm_.options, text_of(*name)) == charm_.options->end())
            {
                report_(rules::unknown_option, *name,
                        quoted(text_of(*name)) + " is not in the config.yaml of charm '" + use_.name + "'",
                        suggestion(text_of(*name), views_of(*charm_.options)));
            }
        }
    }

    void check_action(const Node& name, const Node& primitive, const PrimitiveList& list)
    {
        if (charm_.actions->empty())
        {
            actionless_.push_back(&name);
            return;
        }
        const auto action = std::ranges::find(*charm_.actions, text_of(name), &CharmAction::name);
        if (action == charm_.actions->end())
        {
            std::vector<std::string_view> names;
            std::ranges::transform(*charm_.actions, std::back_inserter(names), &CharmAction::name);
            report_(rules::unknown_action, name,
                    quoted(text_of(name)) + " is not in the actions.yaml of charm '" + use_.name + "'",
                    suggestion(text_of(name), names));
            return;
        }
        std::vector<std::string> given;
        for (const Node& parameter : descriptor_.items(&primitive, "parameter"))
        {
            given.push_back(check_parameter(*action, parameter, list));
        }
        check_required(name, *action, given);
    }

    /// Returns the name of the action's parameter that it stands for.
    std::string check_parameter(const CharmAction& action, const Node& parameter, const PrimitiveList& list)
    {
        const Node* const name = descriptor_.get(&parameter, "name");
        if (name == nullptr || !name->is_scalar())
        {
            return {};
        }
        const auto known = std::ranges::find(action.parameters, text_of(*name), &ActionParameter::name);
        if (known != action.parameters.end())
        {
            check_type(action, *known, parameter, list);
            return known->name;
        }
        std::vector<std::string_view> names;
        std::ranges::transform(action.parameters, std::back_inserter(names), &ActionParameter::name);
        const auto meant = did_you_mean(text_of(*name), names);
        report_(action.closed ? rules::refused_action_parameter : rules::unknown_action_parameter, *name,
                "action '" + action.name + "' of charm '" + use_.name + "' has no parameter " + quoted(text_of(*name)),
                suggestion(text_of(*name), names));
        return meant ? std::string(*meant) : std::string();
    }

    void check_required(const Node& name, const CharmAction& action, const std::vector<std::string>& given)
    {
        for (const ActionParameter& parameter : action.parameters)
        {
            if (parameter.required && !parameter.has_default && std::ranges::find(given, parameter.name) == given.end())
            {
                report_(rules::missing_action_parameter, name,
                        "action '" + action.name + "' of charm '" + use_.name + "' wants '" + parameter.name + "'",
                        "add it to the primitive's list 'parameter'");
            }
        }
    }

    /// LCM makes numbers and booleans of what has such a data-type, and leaves all else text.
    void check_type(const CharmAction& action, const ActionParameter& wanted, const Node& parameter,
                    const PrimitiveList& list)
    {
        const std::string data_type = descriptor_.text(&parameter, "data-type");
        const Node* const value = descriptor_.get(&parameter, list.value_key);
        const bool is_cast = data_type == "INTEGER" || data_type == "BOOLEAN";
        const bool is_known = is_cast || (value != nullptr && value->is_scalar() && !is_variable(text_of(*value)));
        const std::string_view sent = data_type == "INTEGER"   ? "integer"
                                      : data_type == "BOOLEAN" ? "boolean"
                                                               : "string";
        if (wanted.type.empty() || !is_known || sent == wanted.type || (sent == "integer" && wanted.type == "number"))
        {
            return;
        }
        const std::string_view mend = wanted.type == "integer"   ? "INTEGER"
                                      : wanted.type == "boolean" ? "BOOLEAN"
                                      : wanted.type == "string"  ? "STRING"
                                                                 : "";
        const Node* const place = is_cast ? descriptor_.get(&parameter, "data-type") : value;
        report_(rules::action_parameter_type, place != nullptr ? *place : parameter,
                "'" + wanted.name + "' of action '" + action.name + "' is of type " + wanted.type + "; OSM sends " +
                    std::string(sent),
                mend.empty() ? "let the action take text, and read it there"
                             : "write 'data-type: " + std::string(mend) + "'");
    }

    void check_metrics()
    {
        Places places;
        for (const Node& metric : descriptor_.items(use_.configuration, "metrics"))
        {
            const Node* const name = descriptor_.get(&metric, "name");
            if (name == nullptr || !name->is_scalar() || !charm_.metrics || !use_.only_one)
            {
                continue;
            }
            if (charm_.metrics->empty())
            {
                places.push_back(name);
            }
            else if (std::ranges::find(*charm_.metrics, text_of(*name)) == charm_.metrics->end())
            {
                report_(rules::unknown_charm_metric, *name,
                        quoted(text_of(*name)) + " is not in the metrics.yaml of charm '" + use_.name + "'",
                        suggestion(text_of(*name), views_of(*charm_.metrics)));
            }
        }
        report_all(rules::unknown_charm_metric, places, "the charm '" + use_.name + "' has no metrics",
                   "describe them in its metrics.yaml");
    }

    /// One fault that shows at several places.
    void report_all(const Rule& rule, const Places& places, const std::string& detail, const std::string& hint)
    {
        if (places.empty())
        {
            return;
        }
        std::vector<RelatedPlace> others;
        constexpr std::size_t most_others = 8;
        for (std::size_t i = 1; i < std::min(places.size(), most_others + 1); ++i)
        {
            others.push_back({.text = "also here", .where = descriptor_.range(*places[i])});
        }
        report_(rule, *places.front(), detail, hint, std::move(others));
    }

    const Descriptor& descriptor_;
    const CharmUse& use_;
    const CharmDefinition& charm_;
    Reporter report_;
    Places actionless_;
    Places optionless_;
};

} // namespace

void check_primitives(const Descriptor& descriptor, const CharmUse& use, const CharmDefinition& charm,
                      Diagnostics& diagnostics)
{
    PrimitiveRules(descriptor, use, charm, diagnostics).check();
}

} // namespace edgepool::descriptor
