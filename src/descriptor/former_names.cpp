// SPDX-License-Identifier: Apache-2.0
#include "descriptor/former_names.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

namespace edgepool::descriptor
{

namespace
{

constexpr std::string_view of_day12 = "'df: lcm-operations-configuration: operate-vnf-op-config: day1-2' with its id";

constexpr std::array of_vnfd{
    FormerName{"vendor", "'provider'", "provider"},
    FormerName{"short-name", "'product-name'", "product-name"},
    FormerName{"logo", "nowhere: remove it", ""},
    FormerName{"connection-point", "'ext-cpd'", "ext-cpd"},
    FormerName{"mgmt-interface", "'mgmt-cp', with an ext-cpd's id", "mgmt-cp"},
    FormerName{"internal-vld", "'int-virtual-link-desc'", "int-virtual-link-desc"},
    FormerName{"internal-connection-point", "'int-cpd' of the VDU", "int-cpd"},
    FormerName{"internal-connection-point-ref", "'int-cpd: int-virtual-link-desc'", ""},
    FormerName{"external-connection-point-ref", "'ext-cpd: int-cpd', which names vdu-id and cpd", ""},
    FormerName{"interface", "'int-cpd: virtual-network-interface-requirement'", "int-cpd"},
    FormerName{"vm-flavor", "'virtual-compute-desc' and 'virtual-storage-desc', which the VDU names",
               "virtual-storage-desc"},
    FormerName{"guest-epa", "'virtual-compute-desc'", ""},
    FormerName{"vcpu-count", "'virtual-compute-desc: virtual-cpu: num-virtual-cpu'", ""},
    FormerName{"memory-mb", "'virtual-compute-desc: virtual-memory: size', in GB", ""},
    FormerName{"storage-gb", "'virtual-storage-desc: size-of-storage'", "size-of-storage"},
    FormerName{"image", "'sw-image-desc', which has the image's name", "sw-image-desc"},
    FormerName{"alternative-images", "'alternative-sw-image-desc'", "alternative-sw-image-desc"},
    FormerName{"volumes", "'virtual-storage-desc'", "virtual-storage-desc"},
    FormerName{"count", "'df: instantiation-level: vdu-level: number-of-instances'", ""},
    FormerName{"vnf-configuration", of_day12, ""},
    FormerName{"vdu-configuration", of_day12, ""},
    FormerName{"kdu-configuration", of_day12, ""},
    FormerName{"config-attributes", "nowhere: remove it", ""},
    FormerName{"monitoring-param", "'vdu: monitoring-parameter'", ""},
    FormerName{"scaling-group-descriptor", "'df: scaling-aspect'", ""},
    FormerName{"min-instance-count", "'df: vdu-profile: min-number-of-instances'", ""},
    FormerName{"max-instance-count", "'df: vdu-profile: max-number-of-instances'", ""},
    FormerName{"placement-groups", "'df: affinity-or-anti-affinity-group'", ""},
    FormerName{"ip-profiles", "'df: virtual-link-profile: virtual-link-protocol-data'", ""},
    FormerName{"ip-profile-ref", "'df: virtual-link-profile: virtual-link-protocol-data'", ""},
};

constexpr std::array of_nsd{
    FormerName{"vendor", "'designer'", "designer"},
    FormerName{"short-name", "'name'", "name"},
    FormerName{"logo", "nowhere: remove it", ""},
    FormerName{"constituent-vnfd", "'vnfd-id' and 'df: vnf-profile'", "vnfd-id"},
    FormerName{"member-vnf-index", "'df: vnf-profile: id'", ""},
    FormerName{"member-vnf-index-ref", "'constituent-base-element-id'", "constituent-base-element-id"},
    FormerName{"vnfd-id-ref", "'df: vnf-profile: vnfd-id'", "vnfd-id"},
    FormerName{"vnfd-connection-point-ref", "'df: vnf-profile: virtual-link-connectivity: constituent-cpd-id'",
               "constituent-cpd-id"},
    FormerName{"vld", "'virtual-link-desc'", "virtual-link-desc"},
    FormerName{"ip-profiles", "'df: virtual-link-profile: virtual-link-protocol-data: l3-protocol-data'", ""},
    FormerName{"ip-profile-ref", "'df: virtual-link-profile: virtual-link-protocol-data: l3-protocol-data'", ""},
    FormerName{"ip-profile-params", "'l3-protocol-data'", "l3-protocol-data"},
    FormerName{"dhcp-params", "'dhcp-enabled' and 'ip-allocation-pools'", ""},
    FormerName{"subnet-address", "'cidr'", "cidr"},
    FormerName{"gateway-address", "'gateway-ip'", "gateway-ip"},
    FormerName{"vim-network-id", "the instantiation parameters", ""},
    FormerName{"connection-point", "'sapd'", "sapd"},
    FormerName{"vnf-dependency", "'df: dependencies'", ""},
    FormerName{"scaling-group-descriptor", "'df: scaling-aspect'", ""},
};

} // namespace

const FormerName* find_former_name(Kind kind, std::string_view key)
{
    const std::span<const FormerName> names = kind == Kind::vnfd ? std::span<const FormerName>(of_vnfd) : of_nsd;
    const auto found = std::ranges::find_if(names, [&](const FormerName& name) { return name.name == key; });
    return found == names.end() ? nullptr : &*found;
}

} // namespace edgepool::descriptor
