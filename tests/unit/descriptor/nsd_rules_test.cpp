// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "unit/descriptor/judging.h"

namespace edgepool::descriptor
{

namespace
{

Findings changed(std::string_view piece, std::string_view other)
{
    return findings(with(good_nsd, piece, other));
}

/// What is found in an NSD and a VNFD together.
Findings together(const std::string& nsd, const std::string& vnfd)
{
    Diagnostics diagnostics;
    const Candidate candidates[] = {candidate_of(vnfd, diagnostics, "vnfd.yaml"),
                                    candidate_of(nsd, diagnostics, "nsd.yaml")};
    validate(candidates, diagnostics);
    return findings_of(diagnostics);
}

} // namespace

TEST(NsdRules, WhatIsNotGivenIsANote)
{
    const Diagnostics diagnostics = judge(good_nsd);
    ASSERT_EQ(diagnostics.items().size(), 1U);
    EXPECT_EQ(diagnostics.items().front().code, "nsd.vnfd-not-given");
    EXPECT_EQ(diagnostics.items().front().severity, Severity::note);
    EXPECT_EQ(together(good_nsd, good_vnfd), Findings{});
}

TEST(NsdRules, Identity)
{
    EXPECT_EQ(changed("  - id: ns\n    name", "  - name"), (Findings{{"nsd.no-id", 3}}));
    EXPECT_EQ(changed("    name: ns\n", ""), (Findings{{"nsd.no-name", 3}}));
    EXPECT_EQ(changed(good_nsd.substr(good_nsd.find("    df:")), "    df: []\n"), (Findings{{"nsd.no-df", 10}}));
}

TEST(NsdRules, Profiles)
{
    EXPECT_EQ(changed("        vnfd-id: mec\n", "        vnfd-id: mek\n"), (Findings{{"nsd.unknown-vnfd", 14}}));
    EXPECT_EQ(changed("        vnfd-id: mec\n", ""), (Findings{{"nsd.profile-without-vnfd", 13}}));
    EXPECT_EQ(changed("- id: \"1\"", "- id: 1"), (Findings{{"nsd.member-index-not-text", 13}}));
    EXPECT_EQ(changed("element-id: \"1\"", "element-id: \"2\""), (Findings{{"nsd.base-element-id", 20}}));
}

TEST(NsdRules, Links)
{
    EXPECT_EQ(changed("profile-id: mgmt\n", "profile-id: mngt\n"), (Findings{{"nsd.unknown-link", 18}}));
    EXPECT_EQ(
        changed("    - id: mgmt\n", "    - id: a-very-long-name-1\n    - id: a-very-long-name-2\n    - id: mgmt\n"),
        (Findings{{"nsd.link-names-clash", 9}}));
    // Without any link NS create does not look for it.
    EXPECT_EQ(changed("    virtual-link-desc:\n    - id: mgmt\n      mgmt-network: true\n", ""),
              (Findings{{"model.unresolved-reference", 15}}));
}

TEST(NsdRules, LinkProfiles)
{
    constexpr std::string_view profile = R"(    - id: default-df
      virtual-link-profile:
      - id: p
        virtual-link-desc-id: mgmt
        flavour-id: f
        virtual-link-protocol-data: {l3-protocol-data: {cidr: 10.0.0.0/24, dhcp-enabled: true}}
)";
    const std::string with_profile =
        with(with(good_nsd, "    - id: default-df\n", profile), "      mgmt-network: true\n",
             "      mgmt-network: true\n      df: [{id: f}]\n");
    EXPECT_EQ(findings(with_profile), (Findings{{"nsd.management-link-profile", 17}}));
    const std::string data_network = with(with_profile, "mgmt-network: true", "mgmt-network: false");
    EXPECT_EQ(findings(data_network), Findings{});
    EXPECT_EQ(findings(with(data_network, ", dhcp-enabled: true", "")), (Findings{{"nsd.dhcp-off", 17}}));
    // The NBI's reader drops what is the model's default anyway.
    EXPECT_EQ(findings(with(with_profile, "cidr: 10.0.0.0/24, ", "")), Findings{});
}

TEST(NsdRules, Configuration)
{
    constexpr std::string_view configuration = R"(    ns-configuration:
      execution-environment-list: [{id: ee, juju: {charm: c}}]
      initial-config-primitive:
      - {seq: 1, name: config, execution-environment-ref: ee, parameter: [{name: a, value: b}]}
    virtual-link-desc:
)";
    const std::string text = with(good_nsd, "    virtual-link-desc:\n", configuration);
    EXPECT_EQ(findings(text), Findings{});
    EXPECT_EQ(findings(with(text, "ref: ee", "ref: ff")), (Findings{{"nsd.unknown-execution-environment", 10}}));
    EXPECT_EQ(findings(with(text, ", value: b", "")), (Findings{{"nsd.parameter-without-value", 10}}));
}

TEST(NsdRules, ForwardingGraphs)
{
    constexpr std::string_view graph = R"(    vnffgd:
    - id: g
      vnf-profile-id: ["1"]
      nfp-position-element: [{id: e}]
      nfpd:
      - id: p
        position-desc-id:
        - id: d
          nfp-position-element-id: [e]
          match-attributes: [{id: m, source-ip-address: 10.0.0.1, destination-ip-address: 10.0.0.2, constituent-base-element-id: "1"}]
    df:
)";
    std::string text = with(good_nsd, "    df:\n", graph);
    text = with(text, "            constituent-cpd-id: mgmt-ext\n",
                "            constituent-cpd-id: mgmt-ext\n            ip-address: [10.0.0.1, 10.0.0.2]\n");
    EXPECT_EQ(findings(text), Findings{});
    EXPECT_EQ(findings(with(text, "address: 10.0.0.2", "address: 10.0.0.1")), (Findings{{"nsd.forwarding-graph", 19}}));
    EXPECT_EQ(findings(with(text, "address: 10.0.0.2", "address: 10.0.0.3")), (Findings{{"nsd.forwarding-graph", 19}}));
    EXPECT_EQ(findings(with(text, "source-ip-address: 10.0.0.1, ", "")), (Findings{{"nsd.forwarding-graph", 19}}));
    EXPECT_EQ(findings(with(text, "element-id: [e]", "element-id: [f]")), (Findings{{"nsd.forwarding-graph", 18}}));
    EXPECT_EQ(findings(with(text, "base-element-id: \"1\"}", "base-element-id: \"2\"}")),
              (Findings{{"nsd.forwarding-graph", 19}}));
}

TEST(NsdAndVnfds, ConnectionPoints)
{
    EXPECT_EQ(together(with(good_nsd, "cpd-id: mgmt-ext", "cpd-id: mgmt-eth"), good_vnfd),
              (Findings{{"nsd.unknown-cpd", 21}}));
    const std::string more =
        with(good_vnfd, "  df:\n", "  - id: data-ext\n    int-cpd: {vdu-id: pe, cpd: eth1}\n  df:\n");
    EXPECT_EQ(together(good_nsd, more), (Findings{{"nsd.unconnected-cpd", 13}}));
}

TEST(NsdAndVnfds, FlavoursAndLinks)
{
    EXPECT_EQ(together(with(good_nsd, "flavour-id: default-df", "flavour-id: other"), good_vnfd),
              (Findings{{"model.unresolved-reference", 15}}));
    EXPECT_EQ(together(with(good_nsd, "instantiation-level: all", "instantiation-level: none"), good_vnfd),
              (Findings{{"model.unresolved-reference", 16}}));
    EXPECT_EQ(
        together(with(good_nsd, "    virtual-link-desc:\n    - id: mgmt\n      mgmt-network: true\n", ""), good_vnfd),
        (Findings{{"model.unresolved-reference", 15}, {"nsd.no-links", 3}}));
}

TEST(NsdAndVnfds, TwoVnfdsOfOneId)
{
    Diagnostics diagnostics;
    const Candidate candidates[] = {candidate_of(with(good_vnfd, "mgmt-ext", "other-ext"), diagnostics, "a.yaml"),
                                    candidate_of(good_vnfd, diagnostics, "b.yaml"),
                                    candidate_of(good_nsd, diagnostics, "n.yaml")};
    Diagnostics all;
    validate(candidates, all);
    // The first lacks the NSD's connection point, the second has it.
    const auto found = findings_of(all);
    EXPECT_EQ(std::count(found.begin(), found.end(), Finding{.code = "vnfd.same-id", .line = 2}), 1);
    EXPECT_EQ(std::count(found.begin(), found.end(), Finding{.code = "nsd.unknown-cpd", .line = 21}), 0);
}

} // namespace edgepool::descriptor
