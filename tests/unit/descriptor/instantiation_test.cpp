// SPDX-License-Identifier: Apache-2.0
#include "descriptor/instantiation.h"

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "doc/read_yaml.h"
#include "unit/descriptor/package_judging.h"
#include "unit/package/archives.h"

namespace edgepool::descriptor
{

namespace
{

using package::archives::Tar;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Parameters, and what else is given with them.
class Judging
{
public:
    Judging& with(std::string_view name, std::string_view text)
    {
        const auto source = std::make_shared<const Source>(std::string(name), std::string(text));
        add(source, nullptr);
        return *this;
    }
    Judging& with_package(const Tar& tar)
    {
        packages_.push_back(*package::read_package_bytes(tar.packed(), "p.tar.gz", diagnostics_));
        const package::Package& package = packages_.back();
        add(package.find(package.descriptor)->text, &package);
        return *this;
    }
    const std::vector<Diagnostic>& judge(std::string_view parameters)
    {
        with("cfg.yaml", parameters);
        candidates_.back().kind = Kind::instantiation;
        check_instantiations(candidates_, diagnostics_);
        return diagnostics_.items();
    }
    /// Without the notes about what is not given.
    std::vector<std::string> faults(std::string_view parameters)
    {
        judge(parameters);
        auto places = places_of(diagnostics_);
        std::erase_if(places, [](const std::string& place) { return place.find("not-given") != std::string::npos; });
        return places;
    }

private:
    void add(const SourcePtr& source, const package::Package* package)
    {
        auto document = std::make_shared<const doc::Document>(*doc::read_yaml(source, diagnostics_));
        candidates_.push_back({.kind = kind_of(*document), .document = document, .package = package});
    }

    Diagnostics diagnostics_;
    std::deque<package::Package> packages_;
    std::vector<Candidate> candidates_;
};

constexpr std::string_view nsd = R"(nsd:
  nsd:
  - id: mec_nsd
    name: mec
    virtual-link-desc: [{id: mgmt, mgmt-network: true}, {id: data}]
    df:
    - id: d
      vnf-profile:
      - id: mec1
        vnfd-id: mec_vnfd
        virtual-link-connectivity:
        - virtual-link-profile-id: mgmt
          constituent-cpd-id: [{constituent-base-element-id: mec1, constituent-cpd-id: mgmt_ext}]
        - virtual-link-profile-id: data
          constituent-cpd-id: [{constituent-base-element-id: mec1, constituent-cpd-id: data_ext}]
      virtual-link-profile:
      - id: data
        virtual-link-desc-id: data
        virtual-link-protocol-data: {l3-protocol-data: {cidr: 10.9.0.0/24}}
)";

constexpr std::string_view vnfd = R"(vnfd:
  id: mec_vnfd
  vdu:
  - id: pr
    virtual-storage-desc: [disk]
    cloud-init-file: pr.cfg
    int-cpd:
    - id: pr_mgmt
      virtual-network-interface-requirement: [{name: ens3}]
    - id: pr_pool
      int-virtual-link-desc: poolnet
      virtual-network-interface-requirement: [{name: ens4}]
  - id: pe
    cloud-init: "#cloud-config\nhostname: {{ pe_name }}\n"
    int-cpd:
    - id: pe_data
      virtual-network-interface-requirement: [{name: eth0}]
  ext-cpd:
  - {id: mgmt_ext, int-cpd: {vdu-id: pr, cpd: pr_mgmt}}
  - {id: data_ext, int-cpd: {vdu-id: pe, cpd: pe_data}}
  int-virtual-link-desc: [{id: poolnet}]
  df:
  - id: d
    lcm-operations-configuration:
      operate-vnf-op-config:
        day1-2:
        - id: mec_vnfd
          initial-config-primitive:
          - {seq: 1, name: config, parameter: [{name: ip, value: <rw_mgmt_ip>}, {name: pool, value: <pool_handle>}]}
          config-primitive:
          - {name: join, parameter: [{name: a, default-value: <later>}]}
)";

Tar vnf_package()
{
    return Tar().file("v/v_vnfd.yaml", vnfd).file("v/cloud_init/pr.cfg", "#cloud-config\nhostname: {{ pr_name }}\n");
}

std::vector<std::string> alone(std::string_view parameters)
{
    return Judging().faults(parameters);
}

std::vector<std::string> in_full(std::string_view parameters)
{
    return Judging().with("nsd.yaml", nsd).with_package(vnf_package()).faults(parameters);
}

constexpr std::string_view good_parameters =
    "additionalParamsForVnf:\n- member-vnf-index: mec1\n  additionalParams: {pool_handle: a, pr_name: b, pe_name: c}\n";

TEST(InstantiationForm, EverythingThatTheNbiTakesIsFine)
{
    EXPECT_THAT(alone(R"(nsName: mec
nsdId: 1f0c9e6e-8a0d-4a5f-9d0c-3f8f1a2b3c4d
vimAccountId: 1F0C9E6E-8A0D-4A5F-9D0C-3F8F1A2B3C4D
nsDescription: null
wimAccountId: false
ssh_keys: [ssh-ed25519 AAAA]
timeout_ns_deploy: 1800
vld:
- name: mgmt
  vim-network-name: {openstack: external}
  ip-profile: {ip-version: ipv4, subnet-address: 10.0.0.0/24, gateway-address: 0.0.0.0, dns-server: [{address: "fd00::1"}],
               dhcp-params: {enabled: true, count: 100, start-address: 10.0.0.10}}
  vnfd-connection-point-ref:
  - {member-vnf-index-ref: '1', vnfd-connection-point-ref: a, ip-address: 10.0.0.5}
vnf:
- member-vnf-index: '1'
  vim_account: os1
  vdu:
  - id: a
    vim-flavor-name: small
    volume: [{name: v, vim-volume-id: x}]
    interface: [{name: eth0, mac-address: '52:54:00:12:34:56', floating-ip-required: true}]
)"),
                IsEmpty());
}

TEST(InstantiationForm, UnknownKeysAreToldWithWhatWasMeant)
{
    Judging judging;
    const auto& items =
        judging.judge("additionalParamForVnf:\n- member-vnf-idx: '1'\n  additionalParams: {a: b}\nvld:\n"
                      "- nam: x\n  vim_network_name: y\n");
    ASSERT_EQ(items.size(), 5U); // and the note that no NSD is given
    EXPECT_EQ(items[0].hint, "did you mean 'additionalParamsForVnf'?");
    EXPECT_EQ(items[1].hint, "did you mean 'member-vnf-index'?");
    EXPECT_EQ(items[2].hint, "did you mean 'name'?");
    EXPECT_EQ(items[3].hint, "did you mean 'vim-network-name'?");
}

TEST(InstantiationForm, NumbersThatShouldBeTextAreQuoted)
{
    Judging judging;
    const auto& items = judging.judge(
        "vnf:\n- member-vnf-index: 1\n  vdu: [{id: a, interface: [{name: b, mac-address: 52:54:00:12:34:56}]}]\n");
    ASSERT_EQ(items.size(), 3U);
    EXPECT_EQ(items[0].code, "instantiation.wrong-type");
    EXPECT_THAT(items[0].detail, HasSubstr("'member-vnf-index' is a number; OSM wants text"));
    EXPECT_EQ(items[0].fix->replacement, "'1'");
    EXPECT_EQ(items[1].fix->replacement, "'52:54:00:12:34:56'") << "to YAML 1.1 that is a number to the base of 60";
}

TEST(InstantiationForm, ValuesAreOfTheirForm)
{
    EXPECT_THAT(
        alone("nsName: a;b\nnsdId: mec\nvimAccountId: 1f0c9e6e-8a0d-4a5f-9d0c-3f8f1a2b3c4d\ntimeout_ns_deploy: 0\n"),
        ElementsAre("instantiation.bad-value cfg.yaml:1:9", "instantiation.bad-value cfg.yaml:2:8",
                    "instantiation.bad-value cfg.yaml:4:20"));
    EXPECT_THAT(alone("vld:\n- name: a\n  ip-profile: {ip-version: ipv5, subnet-address: 10.0.0.0/31, gateway-address: "
                      "fd00::1}\n"),
                ElementsAre("instantiation.bad-value cfg.yaml:3:28", "instantiation.bad-value cfg.yaml:3:50",
                            "instantiation.bad-value cfg.yaml:3:80"));
    EXPECT_THAT(alone("vnf:\n- {member-vnf-index: a, vdu: [{id: b, interface: [{name: c, ip-address: 10.0.0.300, "
                      "mac-address: '53:54:00:12:34:56'}]}]}\n"),
                ElementsAre("instantiation.bad-value cfg.yaml:2:73", "instantiation.bad-value cfg.yaml:2:98"));
}

TEST(InstantiationForm, ShapesAreTold)
{
    EXPECT_THAT(alone("vld: {name: a}\nvnf: []\nssh_keys: [1]\n"),
                ElementsAre("instantiation.wrong-type cfg.yaml:1:6", "instantiation.bad-value cfg.yaml:2:6",
                            "instantiation.wrong-type cfg.yaml:3:12"));
    EXPECT_THAT(alone("additionalParamsForVnf:\n- {member-vnf-index: a, additionalParams: [b]}\n"),
                ElementsAre("instantiation.wrong-type cfg.yaml:2:43"));
}

TEST(InstantiationForm, WhatIsNeededIsMissed)
{
    EXPECT_THAT(alone("nsName: a\nnsdId: 1f0c9e6e-8a0d-4a5f-9d0c-3f8f1a2b3c4d\n"),
                ElementsAre("instantiation.missing-key cfg.yaml:1:1"));
    EXPECT_THAT(alone("vld:\n- vim-network-name: a\nvnf:\n- member-vnf-index: b\n"),
                ElementsAre("instantiation.missing-key cfg.yaml:2:3", "instantiation.missing-key cfg.yaml:4:3"));
    EXPECT_THAT(alone("vld:\n- name: a\n  vnfd-connection-point-ref: [{member-vnf-index-ref: a, "
                      "vnfd-connection-point-ref: b}]\n"),
                ElementsAre("instantiation.missing-key cfg.yaml:3:32"));
}

TEST(InstantiationForm, ParametersHaveNamesThatTemplatesCanSay)
{
    Judging judging;
    const auto& items =
        judging.judge("additionalParamsForVnf:\n- {member-vnf-index: a, additionalParams: {pool-handle: x, 1a: y}}\n");
    EXPECT_EQ(items[0].code, "instantiation.bad-parameter-name");
    EXPECT_THAT(items[0].hint, HasSubstr("call it 'pool_handle'"));
    EXPECT_EQ(items[1].code, "instantiation.bad-parameter-name");
    EXPECT_THAT(alone("additionalParamsForVnf:\n- {member-vnf-index: a, additionalParamsForKdu: [{kdu_name: k, "
                      "additionalParams: {a.b-c: 1}}]}\n"),
                IsEmpty())
        << "those of a KDU are values for helm";
}

TEST(InstantiationForm, NothingIsSaidTwice)
{
    EXPECT_THAT(alone("vnf:\n- {member-vnf-index: a, vim_account: x}\n- {member-vnf-index: a, vim_account: y}\n"),
                ElementsAre("instantiation.repeated cfg.yaml:3:22"));
    EXPECT_THAT(alone("vnf:\n- member-vnf-index: a\n  vdu: [{id: b, vim-flavor-id: x, vim-flavor-name: y}]\n"),
                ElementsAre("instantiation.exclusive cfg.yaml:3:35"));
}

TEST(InstantiationNames, AreThoseOfTheNsdAndItsVnfds)
{
    EXPECT_THAT(in_full(std::string(good_parameters) + R"(vld:
- name: mgmnt
- name: mgmt
  vnfd-connection-point-ref:
  - {member-vnf-index-ref: mec2, vnfd-connection-point-ref: mgmt_ext, ip-address: 10.0.0.1}
  - {member-vnf-index-ref: mec1, vnfd-connection-point-ref: mgmt_ex, ip-address: 10.0.0.2}
  - {member-vnf-index-ref: mec1, vnfd-connection-point-ref: data_ext, ip-address: 10.0.0.3}
vnf:
- member-vnf-index: mec2
  vdu: [{id: nowhere}]
- member-vnf-index: mec1
  vdu:
  - {id: px}
  - id: pr
    interface: [{name: ens5}, {name: ens4}]
    volume: [{name: disc, vim-volume-id: x}]
  internal-vld:
  - {name: poolnets, vim-network-name: x}
  - {name: poolnet, internal-connection-point: [{id-ref: pe_data, ip-address: 10.0.0.9}]}
)"),
                ElementsAre("instantiation.unknown-member cfg.yaml:12:21", "instantiation.unknown-vdu cfg.yaml:16:10",
                            "instantiation.unknown-connection-point cfg.yaml:18:24",
                            "instantiation.unknown-volume cfg.yaml:19:21", "instantiation.unknown-link cfg.yaml:21:12",
                            "instantiation.unknown-connection-point cfg.yaml:22:58",
                            "instantiation.unknown-link cfg.yaml:5:9",
                            "instantiation.unknown-connection-point cfg.yaml:9:61",
                            "instantiation.not-connected cfg.yaml:10:61"));
}

TEST(InstantiationNames, AreJudgedByTheNsdAloneAsFarAsItGoes)
{
    EXPECT_THAT(
        Judging()
            .with("nsd.yaml", nsd)
            .faults("vld:\n- name: mgmt\n  vnfd-connection-point-ref:\n"
                    "  - {member-vnf-index-ref: mec1, vnfd-connection-point-ref: mgmt_x, ip-address: 10.0.0.1}\n"),
        ElementsAre("instantiation.unknown-connection-point cfg.yaml:4:61"));
}

TEST(InstantiationNames, WithoutAnNsdANoteSaysSo)
{
    Judging judging;
    const auto& items = judging.judge("vld: [{name: whatever}]\n");
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].code, "instantiation.nsd-not-given");
    EXPECT_EQ(items[0].severity, Severity::note);
}

TEST(InstantiationNames, OneOfSeveralNsdsIsMeant)
{
    constexpr std::string_view other = "nsd:\n  nsd:\n  - id: other\n    name: other\n    virtual-link-desc: [{id: "
                                       "x}]\n    df: [{id: d, vnf-profile: [{id: a, vnfd-id: v}]}]\n";
    const auto judge = [&](std::string_view parameters) {
        return Judging().with("a.yaml", nsd).with("b.yaml", other).faults(parameters);
    };
    EXPECT_THAT(judge("#! NSD other\nvld: [{name: mgmt}]\n"), ElementsAre("instantiation.unknown-link cfg.yaml:2:14"));
    EXPECT_THAT(judge("# a\n#! NSD mec\nvld: [{name: x}]\n"), ElementsAre("instantiation.unknown-link cfg.yaml:3:14"));
    EXPECT_THAT(judge("vnf: [{member-vnf-index: a, vim_account: x}]\nvld: [{name: mgmt}]\n"),
                ElementsAre("instantiation.unknown-link cfg.yaml:2:14"))
        << "only one has that member";
    EXPECT_THAT(judge("vld: [{name: mgmt}]\n"), IsEmpty()) << "nothing says which";
    EXPECT_THAT(judge("#! NSD third\nvld: [{name: mgmt}]\n"), IsEmpty()) << "it is not given";
}

TEST(InstantiationAddresses, LieInsideOfTheirSubnetAndAreUnique)
{
    EXPECT_THAT(alone(R"(vld:
- name: s6a
  ip-profile: {subnet-address: 172.16.6.0/24, gateway-address: 172.16.7.1, dhcp-params: {enabled: true, start-address: 172.16.6.200, count: 60}}
  vnfd-connection-point-ref:
  - {member-vnf-index-ref: a, vnfd-connection-point-ref: x, ip-address: 172.16.6.2}
  - {member-vnf-index-ref: b, vnfd-connection-point-ref: x, ip-address: 172.16.06.2}
  - {member-vnf-index-ref: c, vnfd-connection-point-ref: x, ip-address: 172.16.5.2}
  - {member-vnf-index-ref: d, vnfd-connection-point-ref: x, ip-address: 172.16.6.255}
- name: other
  vnfd-connection-point-ref:
  - {member-vnf-index-ref: a, vnfd-connection-point-ref: y, ip-address: 172.16.6.2}
)"),
                ElementsAre("instantiation.address-outside cfg.yaml:3:64",
                            "instantiation.address-outside cfg.yaml:3:141", "instantiation.address-taken cfg.yaml:6:73",
                            "instantiation.address-outside cfg.yaml:7:73",
                            "instantiation.address-outside cfg.yaml:8:73"));
}

TEST(InstantiationAddresses, TheNsdsSubnetCountsToo)
{
    Judging judging;
    const auto& items =
        judging.with("nsd.yaml", nsd).with_package(vnf_package()).judge(std::string(good_parameters) + R"(vld:
- name: data
  vnfd-connection-point-ref:
  - {member-vnf-index-ref: mec1, vnfd-connection-point-ref: data_ext, ip-address: 10.9.1.1}
vnf:
- member-vnf-index: mec1
  vdu: [{id: pe, interface: [{name: eth0, ip-address: 10.9.0.255}]}]
)");
    ASSERT_EQ(items.size(), 2U);
    EXPECT_EQ(items[0].code, "instantiation.address-outside");
    EXPECT_EQ(items[0].related.at(0).where.source->name(), "nsd.yaml");
    EXPECT_EQ(items[1].where.begin().line, 10U);
}

TEST(InstantiationParameters, AreThoseThatAreAskedFor)
{
    EXPECT_THAT(in_full(good_parameters), IsEmpty());
    Judging judging;
    const auto& items = judging.with("nsd.yaml", nsd)
                            .with_package(vnf_package())
                            .judge("additionalParamsForVnf:\n- member-vnf-index: mec1\n"
                                   "  additionalParams: {pol_handle: a, pr_name: b, extra: c, later: d}\n");
    ASSERT_EQ(items.size(), 3U);
    EXPECT_EQ(items[0].code, "instantiation.missing-parameter");
    EXPECT_EQ(items[0].hint, "did you mean it by 'pol_handle'?");
    EXPECT_EQ(items[0].related.at(0).where.source->name(), "p.tar.gz/v/v_vnfd.yaml");
    EXPECT_THAT(items[1].detail, HasSubstr("'pe_name' is not among the parameters of member 'mec1'"));
    EXPECT_EQ(items[2].code, "instantiation.unused-parameter");
    EXPECT_THAT(items[2].detail, HasSubstr("'extra'"));
}

TEST(InstantiationParameters, AMemberWithoutAnyIsToldOnceForEach)
{
    EXPECT_THAT(in_full("vld:\n- name: mgmt\n"), ElementsAre("instantiation.missing-parameter cfg.yaml:1:1",
                                                             "instantiation.missing-parameter cfg.yaml:1:1",
                                                             "instantiation.missing-parameter cfg.yaml:1:1"));
}

TEST(InstantiationParameters, AVdusOwnReplaceThoseOfItsVnf)
{
    Judging judging;
    const auto& items = judging.with("nsd.yaml", nsd)
                            .with_package(vnf_package())
                            .judge("additionalParamsForVnf:\n- member-vnf-index: mec1\n"
                                   "  additionalParams: {pool_handle: a, pr_name: b, pe_name: c}\n"
                                   "  additionalParamsForVdu: [{vdu_id: pr, additionalParams: {other: x}}]\n");
    ASSERT_EQ(items.size(), 2U);
    EXPECT_EQ(items[0].code, "instantiation.missing-parameter");
    EXPECT_THAT(items[0].hint, HasSubstr("repeat it there: a VDU's own parameters replace all"));
    EXPECT_EQ(items[0].where.begin().line, 4U);
    EXPECT_EQ(items[1].code, "instantiation.unused-parameter");
}

TEST(InstantiationParameters, AForbiddenNameIsOneFault)
{
    EXPECT_THAT(in_full("additionalParamsForVnf:\n- member-vnf-index: mec1\n"
                        "  additionalParams: {pool-handle: a, pr_name: b, pe_name: c}\n"),
                ElementsAre("instantiation.bad-parameter-name cfg.yaml:3:22"));
}

TEST(InstantiationParameters, WithoutTheCloudInitFilesNothingIsCalledUnused)
{
    Judging judging;
    const auto& items = judging.with("nsd.yaml", nsd)
                            .with("vnfd.yaml", vnfd)
                            .judge("additionalParamsForVnf:\n- member-vnf-index: mec1\n  additionalParams: "
                                   "{pool_handle: a, pe_name: b, x: c}\n");
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].code, "instantiation.vnfd-not-given");
    EXPECT_THAT(items[0].detail, HasSubstr("without its cloud-init files"));
}

TEST(InstantiationParameters, AnNsHasPrimitivesOfItsOwn)
{
    constexpr std::string_view with_charm = "nsd:\n  nsd:\n  - id: n\n    name: n\n    ns-configuration:\n      juju: "
                                            "{charm: c}\n      initial-config-primitive:\n"
                                            "      - {seq: 1, name: go, parameter: [{name: a, value: <site>}]}\n";
    EXPECT_THAT(
        Judging().with("nsd.yaml", with_charm).faults("additionalParamsForNs: {sites: x, b: y}\n"),
        ElementsAre("instantiation.missing-parameter cfg.yaml:1:1", "instantiation.unused-parameter cfg.yaml:1:35"));
}

} // namespace

} // namespace edgepool::descriptor
