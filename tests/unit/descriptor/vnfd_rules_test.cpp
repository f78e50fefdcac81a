// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "unit/descriptor/judging.h"

namespace edgepool::descriptor
{

namespace
{

/// What is found in the good VNFD with one piece replaced.
Findings changed(std::string_view piece, std::string_view other)
{
    return findings(with(good_vnfd, piece, other));
}

/// The good VNFD whose charm is that of its VDU; the VNF keeps an entry for the scaling action.
std::string with_charmed_vdu()
{
    return with(good_vnfd, "        - id: mec\n",
                "        - id: mec\n          config-primitive: [{name: join}]\n        - id: pe\n");
}

} // namespace

TEST(VnfdRules, Identity)
{
    EXPECT_EQ(changed("  id: mec\n", ""), (Findings{{"vnfd.no-id", 1}}));
    const std::string flavours = good_vnfd.substr(good_vnfd.find("  df:\n"));
    EXPECT_EQ(changed(flavours, ""), (Findings{{"vnfd.no-df", 1}}));
    EXPECT_EQ(changed(flavours, "  df: []\n"), (Findings{{"vnfd.no-df", 39}}));
}

TEST(VnfdRules, ManagementPoint)
{
    EXPECT_EQ(changed("  mgmt-cp: mgmt-ext\n", ""), (Findings{{"vnfd.no-management-point", 1}}));
    EXPECT_EQ(changed("mgmt-cp: mgmt-ext", "mgmt-cp: mgmt"), (Findings{{"vnfd.unknown-management-point", 7}}));
    EXPECT_EQ(changed("    int-cpd: {vdu-id: pe, cpd: eth0}\n", "    int-virtual-link-desc: inside\n"),
              (Findings{{"vnfd.unreachable-management", 7}, {"vnfd.unconnected-interface", 29}}));
}

TEST(VnfdRules, ConnectionPoints)
{
    EXPECT_EQ(changed("cpd: eth0}", "cpd: eth9}"), (Findings{{"vnfd.unknown-internal-cpd", 38}}));
    EXPECT_EQ(changed("{vdu-id: pe, cpd: eth0}", "{vdu-id: pe}"), (Findings{{"vnfd.unknown-internal-cpd", 38}}));
    EXPECT_EQ(changed("      int-virtual-link-desc: inside\n", "      int-virtual-link-desc: outside\n"),
              (Findings{{"vnfd.unknown-internal-link", 33}}));
    EXPECT_EQ(changed("      int-virtual-link-desc: inside\n", ""), (Findings{{"vnfd.unconnected-interface", 32}}));
    EXPECT_EQ(changed("      virtual-network-interface-requirement:\n      - {name: ens4, position: 2}\n", ""),
              (Findings{{"vnfd.unconnected-interface", 32}}));
}

TEST(VnfdRules, WhatWasRenamedInOnePlaceOnlyIsWhatNothingElseNames)
{
    const auto hint = [](std::string_view piece, std::string_view other) {
        const Diagnostics diagnostics = judge(with(good_vnfd, piece, other));
        return diagnostics.items().empty() ? "" : diagnostics.items().front().hint;
    };
    EXPECT_EQ(hint("- id: eth0", "- id: eth0-int"), "did you mean 'eth0-int'?") << "though 'eth1' is nearer";
    EXPECT_EQ(hint("cpd: eth0}", "cpd: eht0}"), "did you mean 'eth0'?");
}

TEST(VnfdRules, Interfaces)
{
    EXPECT_EQ(changed("{name: ens4, position: 2}", "{name: ens4, position: 1}"),
              (Findings{{"vnfd.interface-position", 35}}));
    EXPECT_EQ(changed("{name: ens4, position: 2}", "{name: ens4}"), (Findings{{"vnfd.interface-position", 35}}));
    EXPECT_EQ(changed("{name: ens4, position: 2}", "{name: ens3, position: 2}"),
              (Findings{{"vnfd.interface-name", 35}}));
}

TEST(VnfdRules, Links)
{
    EXPECT_EQ(changed("  - id: inside\n", "  - id: inside\n  - id: a-very-long-name-1\n  - id: a-very-long-name-2\n"),
              (Findings{{"vnfd.link-names-clash", 20}}));
    EXPECT_EQ(
        changed(
            "    instantiation-level:\n",
            "    virtual-link-profile:\n    - id: inside\n      flavour: f\n"
            "      virtual-link-protocol-data: {l3-protocol-data: {cidr: 10.0.0.0/24}}\n    instantiation-level:\n"),
        (Findings{{"vnfd.dhcp-off", 46}}));
}

TEST(VnfdRules, Resources)
{
    EXPECT_EQ(changed("virtual-compute-desc: small", "virtual-compute-desc: big"),
              (Findings{{"vnfd.unknown-compute", 23}}));
    EXPECT_EQ(changed("[disk]", "[disc]"), (Findings{{"vnfd.unknown-storage", 24}}));
    EXPECT_EQ(changed("    virtual-storage-desc: [disk]\n", ""), (Findings{{"vnfd.no-storage", 20}}));
    EXPECT_EQ(changed("[disk]", "[]"), (Findings{{"vnfd.empty-storage", 24}}));
    EXPECT_EQ(changed("sw-image-desc: debian", "sw-image-desc: ubuntu"), (Findings{{"vnfd.unknown-image", 22}}));
    EXPECT_EQ(changed("image: debian-12, ", ""), (Findings{{"vnfd.no-image", 9}}));
    EXPECT_EQ(changed("    name: pe\n", ""), (Findings{{"vnfd.vdu-without-name", 20}}));
}

TEST(VnfdRules, APhysicalDeviceNeedsNoResources)
{
    EXPECT_EQ(changed("    virtual-storage-desc: [disk]\n", "    pdu-type: radio\n"), Findings{});
    EXPECT_EQ(changed("    virtual-compute-desc: small\n", "    virtual-compute-desc: big\n    pdu-type: radio\n"),
              (Findings{{"model.unresolved-reference", 23}}));
}

TEST(VnfdRules, MonitoringParameters)
{
    EXPECT_EQ(changed("  - id: inside\n", "  - id: inside\n    monitoring-parameters: [{id: cpu}]\n"),
              (Findings{{"vnfd.duplicate-metric", 28}}));
    EXPECT_EQ(changed("vnf-monitoring-param-ref: cpu", "vnf-monitoring-param-ref: gpu"),
              (Findings{{"vnfd.unknown-metric", 60}}));
    EXPECT_EQ(changed("    int-cpd:\n    - id: eth0",
                      "    alarm: [{alarm-id: a, vnf-monitoring-param-ref: none}]\n    int-cpd:\n    - id: eth0"),
              (Findings{{"vnfd.unknown-metric", 28}}));
}

TEST(VnfdRules, HelmCharts)
{
    const auto with_chart = [](const std::string& chart) {
        return changed("  ext-cpd:\n", "  kdu:\n  - {name: k, helm-chart: '" + chart + "'}\n  ext-cpd:\n");
    };
    for (const char* const good :
         {"nginx", "stable/nginx", "my-chart", "oci://registry/chart", "https://charts.example/x"})
    {
        EXPECT_EQ(with_chart(good), Findings{}) << good;
    }
    for (const char* const bad : {"Bad Chart", "a-b", "a/b", "x/y/z", "-x", "x-", "https://", "_x"})
    {
        EXPECT_EQ(with_chart(bad), (Findings{{"vnfd.bad-helm-chart", 37}})) << bad;
    }
}

TEST(VnfdRules, Levels)
{
    EXPECT_EQ(changed("{vdu-id: pe, number-of-instances: 1}", "{vdu-id: pe}"),
              (Findings{{"vnfd.level-without-number", 46}}));
    EXPECT_EQ(changed("{vdu-id: pe, number-of-instances: 1}", "{vdu-id: pe, number-of-instances: 9}"),
              (Findings{{"vnfd.count-out-of-bounds", 46}, {"vnfd.scaling-bounds", 54}}));
    EXPECT_EQ(changed("min-number-of-instances: 1", "min-number-of-instances: 5"),
              (Findings{{"vnfd.count-out-of-bounds", 42}}));
    EXPECT_EQ(changed("    - {id: pe, min", "    - {id: pp, min"), (Findings{{"vnfd.profile-without-vdu", 42}}));
    EXPECT_EQ(changed("    instantiation-level:\n", "    - id: pe2\n    instantiation-level:\n"),
              (Findings{{"vnfd.profile-without-vdu", 43}}));
}

TEST(VnfdRules, AMistypedLevelIsAsBadAsWhatItWasNeededFor)
{
    // The NBI says of the aspect that its VDU is not defined; the typo is in the level.
    EXPECT_EQ(changed("{vdu-id: pe, number-of-instances: 1}", "{vdu-id: pee, number-of-instances: 1}"),
              (Findings{{"vnfd.delta-of-unknown-vdu", 46}}));
    EXPECT_EQ(
        changed("      - {vdu-id: pe, number-of-instances: 1}\n",
                "      - {vdu-id: pe, number-of-instances: 1}\n      - {vdu-id: other, number-of-instances: 1}\n"),
        (Findings{{"vnfd.level-without-vdu", 47}}));
}

TEST(VnfdRules, AffinityGroups)
{
    EXPECT_EQ(changed("max-number-of-instances: 4}",
                      "max-number-of-instances: 4, affinity-or-anti-affinity-group: [{id: g}]}"),
              (Findings{{"vnfd.unknown-affinity-group", 42}}));
}

TEST(VnfdRules, ScalingNames)
{
    EXPECT_EQ(changed("      name: more\n", "      name: More\n"), (Findings{{"vnfd.scaling-name", 49}}));
    EXPECT_EQ(changed("      name: more\n", ""), (Findings{{"vnfd.scaling-name", 48}}));
}

TEST(VnfdRules, ScalingDeltas)
{
    EXPECT_EQ(changed("{id: pe, number-of-instances: 1}", "{id: pr, number-of-instances: 1}"),
              (Findings{{"vnfd.delta-of-unknown-vdu", 54}}));
    EXPECT_EQ(changed("{id: pe, number-of-instances: 1}", "{id: pe, number-of-instances: 4}"),
              (Findings{{"vnfd.scaling-bounds", 54}}));
    EXPECT_EQ(changed("{id: pe, number-of-instances: 1}", "{id: pe, number-of-instances: 0}"),
              (Findings{{"vnfd.scaling-bounds", 54}}));
    EXPECT_EQ(changed("        - id: one\n", "        - id: two\n          vdu-delta: [{id: pe}]\n        - id: one\n"),
              (Findings{{"vnfd.scaling-shared", 56}}));
    EXPECT_EQ(changed("      aspect-delta-details:\n        deltas:\n        - id: one\n          vdu-delta:\n"
                      "          - {id: pe, number-of-instances: 1}\n",
                      ""),
              (Findings{{"vnfd.no-deltas", 48}}));
    EXPECT_EQ(changed("    vdu-profile:\n    - {id: pe, min-number-of-instances: 1, max-number-of-instances: 4}\n", ""),
              (Findings{{"vnfd.scaled-without-profiles", 52}}));
    EXPECT_EQ(
        changed("      - {vdu-id: pe, number-of-instances: 1}\n", "      - {vdu-id: pe, number-of-instances: 1}\n")
            .size(),
        0U);
    EXPECT_EQ(changed("    - id: all\n", "    - id: none\n    - id: all\n"),
              (Findings{{"vnfd.scaled-vdu-without-level", 55}}));
}

TEST(VnfdRules, ScalingActions)
{
    EXPECT_EQ(changed("name-ref: join", "name-ref: joyn"), (Findings{{"vnfd.unknown-scaling-primitive", 62}}));
    EXPECT_EQ(changed(", vnf-config-primitive-name-ref: join", ""), (Findings{{"vnfd.unknown-scaling-primitive", 62}}));
    // The NBI wants the primitive in each entry of day1-2.
    EXPECT_EQ(changed("        day1-2:\n", "        day1-2:\n        - id: pe\n"),
              (Findings{{"vnfd.unknown-scaling-primitive", 62}}));
    const std::string operations = good_vnfd.substr(good_vnfd.find("    lcm-operations-configuration:\n"));
    EXPECT_EQ(changed(operations, ""), (Findings{{"vnfd.scaling-action-without-configuration", 62}}));
}

TEST(VnfdRules, ScalingOfACharmedVdu)
{
    EXPECT_EQ(findings(with_charmed_vdu()), Findings{});
    EXPECT_EQ(findings(with(with_charmed_vdu(), "    cloud-init-file: pe.cfg\n", "")),
              (Findings{{"vnfd.scaling-without-cloud-init", 53}}));
}

TEST(VnfdRules, Healing)
{
    EXPECT_EQ(changed("    scaling-aspect:\n", "    healing-aspect:\n    - id: h\n      healing-policy: [{vdu-id: zz, "
                                               "event-name: e, cooldown-time: 1}]\n    scaling-aspect:\n"),
              (Findings{{"vnfd.healing-of-unknown-vdu", 49}}));
}

TEST(VnfdRules, Configurations)
{
    EXPECT_EQ(changed("        - id: mec\n", "        - id: mek\n"), (Findings{{"vnfd.configuration-of-nothing", 66}}));
    EXPECT_EQ(changed("            execution-environment-ref: charm-ee\n            parameter",
                      "            execution-environment-ref: charm\n            parameter"),
              (Findings{{"vnfd.unknown-execution-environment", 73}}));
    EXPECT_EQ(changed("{name: ssh-hostname, value: <rw_mgmt_ip>}", "{name: ssh-hostname}"),
              (Findings{{"vnfd.parameter-without-value", 75}}));
    const std::string day12 = good_vnfd.substr(good_vnfd.find("        day1-2:\n"));
    EXPECT_EQ(changed(day12, "        parameter: [{key: a}]\n"),
              (Findings{{"vnfd.scaling-action-without-configuration", 62}, {"vnfd.no-configuration", 65}}));
    const std::string all = good_vnfd.substr(good_vnfd.find("      operate-vnf-op-config:\n"));
    EXPECT_EQ(changed(all, "      operate-vnf-op-config:\n"),
              (Findings{{"vnfd.scaling-action-without-configuration", 62}, {"vnfd.no-configuration", 64}}));
}

TEST(VnfdRules, ACharmedVduNeedsALevelAndAnAddress)
{
    const std::string two =
        with(with_charmed_vdu(), "  ext-cpd:\n", "  - {id: db, name: db, virtual-storage-desc: [disk]}\n  ext-cpd:\n");
    EXPECT_EQ(findings(with(two, "        - id: pe\n", "        - id: db\n")),
              (Findings{{"vnfd.configured-vdu-without-level", 69}, {"vnfd.unreachable-charm", 69}}));
}

} // namespace edgepool::descriptor
