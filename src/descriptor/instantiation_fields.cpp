// SPDX-License-Identifier: Apache-2.0
#include "descriptor/instantiation_fields.h"

#include <array>

namespace edgepool::descriptor
{

namespace
{

using enum ParameterType;

constexpr std::array<std::string_view, 2> ip_versions{"ipv4", "ipv6"};

// clang-format off
constexpr std::array dns_server_fields{
    ParameterField{.key = "address", .type = ip, .required = true},
};
constexpr ParameterObject dns_server_object{.name = "a name server", .fields = dns_server_fields};

constexpr std::array dhcp_fields{
    ParameterField{.key = "enabled", .type = boolean},
    ParameterField{.key = "count", .type = integer},
    ParameterField{.key = "start-address", .type = ipv4},
};
constexpr ParameterObject dhcp_object{.name = "DHCP's parameters", .fields = dhcp_fields, .least_members = 0};

constexpr std::array ip_profile_fields{
    ParameterField{.key = "ip-version", .type = choice, .choices = ip_versions},
    ParameterField{.key = "subnet-address", .type = ipv4_network, .nullable = true},
    ParameterField{.key = "gateway-address", .type = ipv4, .nullable = true},
    ParameterField{.key = "dns-server", .type = objects, .nullable = true, .object = &dns_server_object},
    ParameterField{.key = "dhcp-params", .type = object, .nullable = true, .object = &dhcp_object},
};
constexpr ParameterObject ip_profile_object{.name = "an IP profile", .fields = ip_profile_fields, .least_members = 0};

constexpr std::array sdn_port_fields{
    ParameterField{.key = "switch_id", .type = name},
    ParameterField{.key = "switch_port", .type = name},
    ParameterField{.key = "mac_address", .type = mac},
    ParameterField{.key = "vlan", .type = integer, .most = 4095},
};
constexpr ParameterObject sdn_port_object{.name = "a switch's port", .fields = sdn_port_fields, .least_members = 0, .open = true};

constexpr std::array provider_network_fields{
    ParameterField{.key = "physical-network", .type = name},
    ParameterField{.key = "segmentation-id", .type = name},
    ParameterField{.key = "network-type", .type = name},
    ParameterField{.key = "sdn-ports", .type = objects, .object = &sdn_port_object, .least = 0},
};
constexpr ParameterObject provider_network_object{.name = "a provider network", .fields = provider_network_fields, .least_members = 0, .open = true};

constexpr std::array interface_fields{
    ParameterField{.key = "name", .type = name, .required = true},
    ParameterField{.key = "ip-address", .type = ip},
    ParameterField{.key = "mac-address", .type = mac},
    ParameterField{.key = "floating-ip-required", .type = boolean},
};
constexpr ParameterObject interface_object{.name = "an interface", .fields = interface_fields, .told_apart_by = "name"};

constexpr std::array volume_fields{
    ParameterField{.key = "name", .type = name, .required = true},
    ParameterField{.key = "vim-volume-id", .type = name, .required = true},
};
constexpr ParameterObject volume_object{.name = "a volume", .fields = volume_fields, .told_apart_by = "name"};

constexpr std::array vdu_fields{
    ParameterField{.key = "id", .type = name, .required = true},
    ParameterField{.key = "vim-flavor-id", .type = name},
    ParameterField{.key = "vim-flavor-name", .type = name},
    ParameterField{.key = "instance_name", .type = name},
    ParameterField{.key = "security-group-name", .type = name},
    ParameterField{.key = "volume", .type = objects, .object = &volume_object},
    ParameterField{.key = "interface", .type = objects, .object = &interface_object},
};
constexpr ParameterObject vdu_object{.name = "a VDU", .fields = vdu_fields, .told_apart_by = "id"};

constexpr std::array internal_point_fields{
    ParameterField{.key = "id-ref", .type = name, .required = true},
    ParameterField{.key = "ip-address", .type = ipv4},
};
constexpr ParameterObject internal_point_object{.name = "a connection point", .fields = internal_point_fields, .least_members = 2, .told_apart_by = "id-ref"};

constexpr std::array internal_link_fields{
    ParameterField{.key = "name", .type = name, .required = true},
    ParameterField{.key = "vim-network-name", .type = name},
    ParameterField{.key = "vim-network-id", .type = name},
    ParameterField{.key = "ip-profile", .type = object, .object = &ip_profile_object},
    ParameterField{.key = "provider-network", .type = object, .object = &provider_network_object},
    ParameterField{.key = "internal-connection-point", .type = objects, .object = &internal_point_object},
};
constexpr ParameterObject internal_link_object{.name = "an internal link", .fields = internal_link_fields, .least_members = 2, .told_apart_by = "name"};

constexpr std::array vnf_fields{
    ParameterField{.key = "member-vnf-index", .type = name, .required = true},
    ParameterField{.key = "vimAccountId", .type = uuid},
    ParameterField{.key = "vim_account", .type = text}, // osmclient's: the account's name
    ParameterField{.key = "vdu", .type = objects, .object = &vdu_object},
    ParameterField{.key = "internal-vld", .type = objects, .object = &internal_link_object},
};
constexpr ParameterObject vnf_object{.name = "a VNF", .fields = vnf_fields, .least_members = 2, .told_apart_by = "member-vnf-index"};

constexpr std::array point_fields{
    ParameterField{.key = "member-vnf-index-ref", .type = name, .required = true},
    ParameterField{.key = "vnfd-connection-point-ref", .type = name, .required = true},
    ParameterField{.key = "ip-address", .type = ip},
};
constexpr ParameterObject point_object{.name = "a connection point", .fields = point_fields, .least_members = 3};

constexpr std::array link_fields{
    ParameterField{.key = "name", .type = text, .required = true},
    ParameterField{.key = "vim-network-name", .type = network},
    ParameterField{.key = "vim-network-id", .type = network},
    ParameterField{.key = "ns-net", .type = values},
    ParameterField{.key = "wimAccountId", .type = wim, .nullable = true},
    ParameterField{.key = "wim_account", .type = wim, .nullable = true}, // osmclient's
    ParameterField{.key = "ip-profile", .type = object, .object = &ip_profile_object},
    ParameterField{.key = "provider-network", .type = object, .object = &provider_network_object},
    ParameterField{.key = "vnfd-connection-point-ref", .type = objects, .object = &point_object},
};
constexpr ParameterObject link_object{.name = "a virtual link", .fields = link_fields, .told_apart_by = "name"};

constexpr std::array parameters_of_vdu_fields{
    ParameterField{.key = "vdu_id", .type = name, .required = true},
    ParameterField{.key = "additionalParams", .type = parameters},
    ParameterField{.key = "config-units", .type = integer},
};
constexpr ParameterObject parameters_of_vdu_object{.name = "a VDU's parameters", .fields = parameters_of_vdu_fields, .least_members = 2, .told_apart_by = "vdu_id"};

constexpr std::array parameters_of_kdu_fields{
    ParameterField{.key = "kdu_name", .type = name, .required = true},
    ParameterField{.key = "additionalParams", .type = values},
    ParameterField{.key = "kdu_model", .type = name},
    ParameterField{.key = "k8s-namespace", .type = name},
    ParameterField{.key = "config-units", .type = integer},
    ParameterField{.key = "kdu-deployment-name", .type = name},
};
constexpr ParameterObject parameters_of_kdu_object{.name = "a KDU's parameters", .fields = parameters_of_kdu_fields, .least_members = 2, .told_apart_by = "kdu_name"};

constexpr std::array affinity_fields{
    ParameterField{.key = "id", .type = name, .required = true},
    ParameterField{.key = "vim-affinity-group-id", .type = name},
};
constexpr ParameterObject affinity_object{.name = "an affinity group", .fields = affinity_fields, .least_members = 2, .told_apart_by = "id"};

constexpr std::array parameters_of_vnf_fields{
    ParameterField{.key = "member-vnf-index", .type = name, .required = true},
    ParameterField{.key = "additionalParams", .type = parameters},
    ParameterField{.key = "k8s-namespace", .type = name},
    ParameterField{.key = "config-units", .type = integer},
    ParameterField{.key = "additionalParamsForVdu", .type = objects, .object = &parameters_of_vdu_object, .least = 0},
    ParameterField{.key = "additionalParamsForKdu", .type = objects, .object = &parameters_of_kdu_object, .least = 0},
    ParameterField{.key = "affinity-or-anti-affinity-group", .type = objects, .object = &affinity_object, .least = 0},
};
constexpr ParameterObject parameters_of_vnf_object{.name = "a VNF's parameters", .fields = parameters_of_vnf_fields, .least_members = 2, .told_apart_by = "member-vnf-index"};

constexpr std::array instantiation_fields{
    ParameterField{.key = "nsName", .type = name},
    ParameterField{.key = "nsDescription", .type = description, .nullable = true},
    ParameterField{.key = "nsdId", .type = uuid},
    ParameterField{.key = "vimAccountId", .type = uuid},
    ParameterField{.key = "wimAccountId", .type = wim, .nullable = true},
    ParameterField{.key = "wim_account", .type = wim, .nullable = true}, // osmclient's
    ParameterField{.key = "additionalParamsForNs", .type = parameters},
    ParameterField{.key = "additionalParamsForVnf", .type = objects, .object = &parameters_of_vnf_object, .least = 0},
    ParameterField{.key = "vld", .type = objects, .object = &link_object},
    ParameterField{.key = "vnf", .type = objects, .object = &vnf_object},
    ParameterField{.key = "ssh_keys", .type = texts, .least = 0},
    ParameterField{.key = "timeout_ns_deploy", .type = integer},
    ParameterField{.key = "config-units", .type = integer},
    ParameterField{.key = "k8s-namespace", .type = name},
    ParameterField{.key = "placement-engine", .type = text},
    ParameterField{.key = "placement-constraints", .type = values},
    ParameterField{.key = "vduImage", .type = name},
    ParameterField{.key = "nsConfigTemplateId", .type = uuid},
    ParameterField{.key = "nsr_id", .type = uuid},
    ParameterField{.key = "nsInstanceId", .type = uuid},
    ParameterField{.key = "netsliceInstanceId", .type = uuid},
    ParameterField{.key = "lcmOperationType", .type = text},
};
constexpr ParameterObject whole{.name = "the parameters of an NS", .fields = instantiation_fields};
// clang-format on

} // namespace

const ParameterObject& instantiation_object()
{
    return whole;
}

} // namespace edgepool::descriptor
