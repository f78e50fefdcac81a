// SPDX-License-Identifier: Apache-2.0
#include "descriptor/former_names.h"

#include <algorithm>
#include <iterator>
#include <span>

namespace edgepool::descriptor
{

namespace
{

constexpr std::string_view of_day12 = "'df: lcm-operations-configuration: operate-vnf-op-config: day1-2' with its id";

constexpr FormerName of_vnfd[] = {
    {"vendor", "'provider'", "provider"},
    {"short-name", "'product-name'", "product-name"},
    {"logo", "nowhere: remove it", ""},
    {"connection-point", "'ext-cpd'", "ext-cpd"},
    {"mgmt-interface", "'mgmt-cp', with an ext-cpd's id", "mgmt-cp"},
    {"internal-vld", "'int-virtual-link-desc'", "int-virtual-link-desc"},
    {"internal-connection-point", "'int-cpd' of the VDU", "int-cpd"},
    {"internal-connection-point-ref", "'int-cpd: int-virtual-link-desc'", ""},
    {"external-connection-point-ref", "'ext-cpd: int-cpd', which names vdu-id and cpd", ""},
    {"interface", "'int-cpd: virtual-network-interface-requirement'", "int-cpd"},
    {"vm-flavor", "'virtual-compute-desc' and 'virtual-storage-desc', which the VDU names", "virtual-storage-desc"},
    {"guest-epa", "'virtual-compute-desc'", ""},
    {"vcpu-count", "'virtual-compute-desc: virtual-cpu: num-virtual-cpu'", ""},
    {"memory-mb", "'virtual-compute-desc: virtual-memory: size', in GB", ""},
    {"storage-gb", "'virtual-storage-desc: size-of-storage'", "size-of-storage"},
    {"image", "'sw-image-desc', which has the image's name", "sw-image-desc"},
    {"alternative-images", "'alternative-sw-image-desc'", "alternative-sw-image-desc"},
    {"volumes", "'virtual-storage-desc'", "virtual-storage-desc"},
    {"count", "'df: instantiation-level: vdu-level: number-of-instances'", ""},
    {"vnf-configuration", of_day12, ""},
    {"vdu-configuration", of_day12, ""},
    {"kdu-configuration", of_day12, ""},
    {"config-attributes", "nowhere: remove it", ""},
    {"monitoring-param", "'vdu: monitoring-parameter'", ""},
    {"scaling-group-descriptor", "'df: scaling-aspect'", ""},
    {"min-instance-count", "'df: vdu-profile: min-number-of-instances'", ""},
    {"max-instance-count", "'df: vdu-profile: max-number-of-instances'", ""},
    {"placement-groups", "'df: affinity-or-anti-affinity-group'", ""},
    {"ip-profiles", "'df: virtual-link-profile: virtual-link-protocol-data'", ""},
    {"ip-profile-ref", "'df: virtual-link-profile: virtual-link-protocol-data'", ""},
};

constexpr FormerName of_nsd[] = {
    {"vendor", "'designer'", "designer"},
    {"short-name", "'name'", "name"},
    {"logo", "nowhere: remove it", ""},
    {"constituent-vnfd", "'vnfd-id' and 'df: vnf-profile'", "vnfd-id"},
    {"member-vnf-index", "'df: vnf-profile: id'", ""},
    {"member-vnf-index-ref", "'constituent-base-element-id'", "constituent-base-element-id"},
    {"vnfd-id-ref", "'df: vnf-profile: vnfd-id'", "vnfd-id"},
    {"vnfd-connection-point-ref", "'df: vnf-profile: virtual-link-connectivity: constituent-cpd-id'",
     "constituent-cpd-id"},
    {"vld", "'virtual-link-desc'", "virtual-link-desc"},
    {"ip-profiles", "'df: virtual-link-profile: virtual-link-protocol-data: l3-protocol-data'", ""},
    {"ip-profile-ref", "'df: virtual-link-profile: virtual-link-protocol-data: l3-protocol-data'", ""},
    {"ip-profile-params", "'l3-protocol-data'", "l3-protocol-data"},
    {"dhcp-params", "'dhcp-enabled' and 'ip-allocation-pools'", ""},
    {"subnet-address", "'cidr'", "cidr"},
    {"gateway-address", "'gateway-ip'", "gateway-ip"},
    {"vim-network-id", "the instantiation parameters", ""},
    {"connection-point", "'sapd'", "sapd"},
    {"vnf-dependency", "'df: dependencies'", ""},
    {"scaling-group-descriptor", "'df: scaling-aspect'", ""},
};

} // namespace

const FormerName* find_former_name(Kind kind, std::string_view key)
{
    const std::span<const FormerName> names = kind == Kind::vnfd ? std::span<const FormerName>(of_vnfd) : of_nsd;
    const auto found =
        std::find_if(names.begin(), names.end(), [&](const FormerName& name) { return name.name == key; });
    return found == names.end() ? nullptr : &*found;
}

} // namespace edgepool::descriptor
