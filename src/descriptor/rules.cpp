// SPDX-License-Identifier: Apache-2.0
#include "descriptor/rules.h"

#include <algorithm>
#include <array>
#include <vector>

#include "descriptor/package_rules_catalogue.h"

namespace edgepool::descriptor::rules
{

namespace
{

constexpr std::array own{
    unknown_key,
    ignored_key,
    misspelt_key,
    prefixed_key,
    wrong_shape,
    wrong_type,
    out_of_range,
    unknown_word,
    no_key,
    duplicate_entry,
    repeated_entry,
    changed_value,
    missing_key,
    two_cases,
    too_many_entries,
    unresolved_reference,
    wrong_root,
    odd_root,
    old_format,
    vnfd_no_id,
    vnfd_no_df,
    no_management_point,
    unknown_management_point,
    unreachable_management,
    unknown_internal_cpd,
    unknown_internal_link,
    unknown_compute,
    unknown_storage,
    no_storage,
    empty_storage,
    unknown_image,
    no_image,
    vdu_without_name,
    unconnected_interface,
    interface_position,
    interface_name,
    link_names_clash,
    dhcp_off,
    profile_without_vdu,
    level_without_vdu,
    level_without_number,
    configured_vdu_without_level,
    count_out_of_bounds,
    unknown_affinity_group,
    duplicate_metric,
    unknown_metric,
    no_deltas,
    delta_of_unknown_vdu,
    scaled_vdu_without_level,
    scaled_without_profiles,
    delta_of_unknown_kdu,
    scaling_name,
    scaling_shared,
    scaling_bounds,
    scaling_without_cloud_init,
    scaling_action_without_configuration,
    unknown_scaling_primitive,
    healing_of_unknown_vdu,
    no_configuration,
    configuration_of_nothing,
    unknown_environment,
    parameter_without_value,
    unreachable_charm,
    bad_helm_chart,
    nsd_no_id,
    nsd_no_name,
    nsd_no_df,
    nsd_unknown_vnfd,
    profile_without_vnfd,
    same_id,
    vnfd_not_given,
    nsd_unknown_link,
    nsd_no_links,
    management_link_profile,
    member_index_not_text,
    base_element_id,
    unknown_cpd,
    unconnected_cpd,
    forwarding_graph,
    nsd_unknown_environment,
    nsd_parameter_without_value,
    nsd_link_names_clash,
    nsd_dhcp_off,
};

} // namespace

std::span<const Rule> all()
{
    static const std::vector<Rule> catalogue = [] {
        std::vector<Rule> rules(own.begin(), own.end());
        const auto others = of_packages();
        rules.insert(rules.end(), others.begin(), others.end());
        return rules;
    }();
    return catalogue;
}

const Rule* find(std::string_view code)
{
    const auto rules = all();
    const auto found = std::ranges::find_if(rules, [&](const Rule& rule) { return rule.code == code; });
    return found == rules.end() ? nullptr : &*found;
}

} // namespace edgepool::descriptor::rules
