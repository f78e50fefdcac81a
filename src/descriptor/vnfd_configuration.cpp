// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "descriptor/rules.h"
#include "descriptor/scalar.h"
#include "descriptor/vnfd_flavour.h"
#include "descriptor/vnfd_rules.h"

namespace edgepool::descriptor
{

using doc::Node;

namespace
{

/// The NBI goes through the flavours and asks for day1-2 as soon as operate-vnf-op-config is there; the first flavour
/// without it ends the search. Returns whether it goes on.
bool check_operations(const Judging& judging, const Node& flavour)
{
    const auto& [descriptor, references, report] = judging;
    const Node* place = &flavour;
    for (const std::string_view key : {"lcm-operations-configuration", "operate-vnf-op-config"})
    {
        const auto members = place->members();
        const auto member = std::ranges::find_if(members, [&](const doc::Member& m) { return m.key.text() == key; });
        if (member == members.end())
        {
            return false;
        }
        if (member->value.is_null())
        {
            report(rules::no_configuration, member->key, quoted(key) + " holds nothing: the NBI fails on it",
                   "remove the key");
            return false;
        }
        place = &member->value;
    }
    if (place->is_mapping() && descriptor.get(place, "day1-2") == nullptr)
    {
        report(rules::no_configuration, *place, "'operate-vnf-op-config' has no 'day1-2': the NBI fails on it",
               "add 'day1-2: []'");
    }
    return true;
}

class Configurations
{
public:
    explicit Configurations(const Judging& judging) : judging_(judging)
    {
        const auto& [descriptor, references, report] = judging;
        constexpr std::array<std::string_view, 1> of_vnf{"id"};
        constexpr std::array<std::string_view, 2> of_vdus{"vdu", "id"};
        constexpr std::array<std::string_view, 2> of_kdus{"kdu", "name"};
        for (const Node& ext_cpd : descriptor.items(&descriptor.root(), "ext-cpd"))
        {
            vdu_of_point_.emplace(descriptor.text(&ext_cpd, "id"),
                                  descriptor.text(descriptor.get(&ext_cpd, "int-cpd"), "vdu-id"));
        }
        owners_ = {&references.names(of_vdus), &references.names(of_kdus), &references.names(of_vnf)};
    }

    void check(const Node& configuration)
    {
        const auto& [descriptor, references, report] = judging_;
        if (!configuration.is_mapping())
        {
            return;
        }
        if (const Node* const id = descriptor.get(&configuration, "id"); id != nullptr && id->is_scalar())
        {
            references.expect(*id, owners_, rules::configuration_of_nothing,
                              quoted(text_of(*id)) + " is the id of neither the VNF nor a VDU, nor the name of a KDU");
            check_address(configuration, text_of(*id));
        }
        check_parameters(judging_, configuration, rules::parameter_without_value);
    }

private:
    /// Facts: C.5. LCM waits for a management address of a charmed VDU: an interface that mgmt-cp leads to, or one that
    /// an execution environment names.
    void check_address(const Node& configuration, const std::string& id)
    {
        const auto& [descriptor, references, report] = judging_;
        const bool is_of_vdu = owners_.front()->entries.contains(id) && id != descriptor.text(&descriptor.root(), "id");
        if (!is_of_vdu || !has_charm(descriptor, configuration))
        {
            return;
        }
        std::vector<std::string> points{descriptor.text(&descriptor.root(), "mgmt-cp")};
        for (const Node& environment : descriptor.items(&configuration, "execution-environment-list"))
        {
            points.push_back(descriptor.text(&environment, "external-connection-point-ref"));
        }
        const bool is_reachable = std::ranges::any_of(points, [&](const std::string& point) {
            const auto found = vdu_of_point_.find(point);
            return found != vdu_of_point_.end() && found->second == id;
        });
        if (!is_reachable)
        {
            report(rules::unreachable_charm, *descriptor.get(&configuration, "id"),
                   "neither mgmt-cp nor an execution environment names an ext-cpd of VDU " + quoted(id) +
                       ": OSM waits an hour for its address",
                   "add 'external-connection-point-ref' with an ext-cpd of the VDU to the execution environment");
        }
    }

    const Judging& judging_;
    std::vector<Names*> owners_;
    std::map<std::string, std::string> vdu_of_point_{}; ///< by the ext-cpd's id
};

} // namespace

void check_configurations(const Judging& judging)
{
    const Descriptor& descriptor = judging.descriptor;
    bool goes_on = true;
    for (const Node& flavour : descriptor.items(&descriptor.root(), "df"))
    {
        goes_on = goes_on && flavour.is_mapping() && check_operations(judging, flavour);
        const auto configurations = configurations_of(descriptor, flavour);
        if (configurations.empty())
        {
            continue;
        }
        Configurations checks{judging};
        for (const Node& configuration : configurations)
        {
            checks.check(configuration);
        }
    }
}

void check_identity(const Judging& judging)
{
    const auto& [descriptor, references, report] = judging;
    const Node* const id = descriptor.get(&descriptor.root(), "id");
    if (id == nullptr || (id->is_scalar() && id->text().empty()))
    {
        report(rules::vnfd_no_id, id == nullptr ? descriptor.title() : descriptor.range(*id), "the VNFD has no 'id'",
               "add one; NSDs name the VNFD by it");
    }
    const Node* const flavours = descriptor.get(&descriptor.root(), "df");
    if (flavours == nullptr || (flavours->is_sequence() && flavours->items().empty()))
    {
        report(rules::vnfd_no_df, flavours == nullptr ? descriptor.title() : descriptor.range(*flavours),
               "the VNFD has no deployment flavour",
               "add 'df:', below it '- id: default-df' with vdu-profile and instantiation-level");
    }
}

} // namespace edgepool::descriptor
