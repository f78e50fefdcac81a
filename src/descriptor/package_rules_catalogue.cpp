// SPDX-License-Identifier: Apache-2.0
#include "descriptor/package_rules_catalogue.h"

#include <algorithm>
#include <array>

#include "package/rules.h"

namespace edgepool::descriptor::rules
{

namespace
{

constexpr std::array own{
    descriptor_name,
    missing_cloud_init,
    missing_charm,
    missing_helm_chart,
    missing_script,
    unused_file,
    stale_checksums,
    first_line,
    template_fault,
    unknown_filter,
    escaped_value,
    unfilled_value,
    unknown_cloud_key,
    wrong_cloud_type,
    missing_cloud_key,
    unknown_cloud_word,
    permissions,
    cloud_init_too_large,
    charm_not_built,
    charm_metadata,
    charm_name,
    charm_hooks,
    charm_not_executable,
    unknown_action,
    missing_action_parameter,
    unknown_action_parameter,
    refused_action_parameter,
    action_parameter_type,
    unknown_action_type,
    unknown_option,
    unknown_charm_metric,
    charm_without_user,
    unknown_parameter_key,
    missing_parameter_key,
    wrong_parameter_type,
    bad_value,
    bad_parameter_name,
    repeated_parameters,
    exclusive_parameters,
    unknown_member,
    unknown_parameter_link,
    unknown_parameter_vdu,
    unknown_parameter_point,
    not_connected,
    unknown_parameter_volume,
    address_outside,
    address_taken,
    missing_parameter,
    unused_parameter,
    nsd_not_given,
    parameters_vnfd_not_given,
};

constexpr auto catalogue = [] {
    std::array<Rule, own.size() + package::rules::catalogue.size()> all{};
    std::ranges::copy(own, std::ranges::copy(package::rules::catalogue, all.begin()).out);
    return all;
}();

} // namespace

std::span<const Rule> of_packages()
{
    return catalogue;
}

} // namespace edgepool::descriptor::rules
