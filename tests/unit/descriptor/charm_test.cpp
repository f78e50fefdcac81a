// SPDX-License-Identifier: Apache-2.0
#include "descriptor/charm.h"

#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/descriptor/package_judging.h"
#include "unit/package/archives.h"
#include "unit/package/folders.h"

namespace edgepool::descriptor
{

namespace
{

using package::archives::Tar;
using package::archives::Zip;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view metadata = "name: simple\nsummary: a\ndescription: b\n";
constexpr std::string_view program = "#!/usr/bin/env python3\n";
constexpr std::string_view actions =
    "join:\n  params:\n    pool: {type: string}\n    port: {type: integer, default: 1}\n"
    "  required: [pool]\nleave: {}\n"
    "touch:\n  params: {file: {type: string}}\n  additionalProperties: false\n";
constexpr std::string_view options = "options:\n  ssh-hostname: {type: string}\n  ssh-username: {type: string}\n";

/// A VNFD whose day-1 and day-2 configuration is this, indented by ten.
std::string vnfd(std::string_view configuration)
{
    return "vnfd:\n  id: mec\n  df:\n  - id: d\n    lcm-operations-configuration:\n      operate-vnf-op-config:\n"
           "        day1-2:\n        - id: mec\n          execution-environment-list:\n"
           "          - {id: ee, juju: {charm: simple}}\n" +
           std::string(configuration);
}

Tar charm()
{
    return Tar()
        .file("m/charms/simple/metadata.yaml", metadata)
        .file("m/charms/simple/src/charm.py", program, 0755)
        .link("m/charms/simple/hooks/install", "../src/charm.py")
        .link("m/charms/simple/hooks/start", "../src/charm.py");
}

Tar with_actions()
{
    return charm().file("m/charms/simple/actions.yaml", actions).file("m/charms/simple/config.yaml", options);
}

PackageJudgement judge(Tar tar, std::string_view configuration = "")
{
    return PackageJudgement(tar.file("m/m_vnfd.yaml", vnfd(configuration)).packed());
}

TEST(Charm, AnEverydayCharmIsFine)
{
    EXPECT_THAT(judge(with_actions().file("m/charms/simple/metrics.yaml", "metrics: {load: {}}\n"),
                      R"(          metrics: [{name: load}]
          initial-config-primitive:
          - seq: 1
            name: config
            execution-environment-ref: ee
            parameter:
            - {name: ssh-hostname, value: <rw_mgmt_ip>}
          - seq: 2
            name: join
            execution-environment-ref: ee
            parameter: [{name: pool, value: <pool>}, {name: port, value: "3863", data-type: INTEGER}]
          config-primitive:
          - name: go
            execution-environment-primitive: leave
            execution-environment-ref: ee
)")
                    .places(),
                IsEmpty());
}

TEST(Charm, AForgottenCharmIsToldAtItsName)
{
    const auto missing = judge(Tar());
    EXPECT_THAT(missing.places(), ElementsAre("package.missing-charm m_vnfd.yaml:10:36"));
    EXPECT_EQ(missing.first().hint, "add it to 'charms/'");
    const auto typo = judge(Tar().file("m/charms/simpel/metadata.yaml", metadata));
    EXPECT_THAT(typo.places(), ElementsAre("package.missing-charm m_vnfd.yaml:10:36"));
    EXPECT_EQ(typo.first().hint, "did you mean 'simpel'?");
}

TEST(Charm, PrimitivesAreItsActions)
{
    const auto judgement = judge(with_actions(), R"(          config-primitive:
          - {name: jion, execution-environment-ref: ee}
          - {name: leave, execution-environment-ref: ee, parameter: [{name: x}]}
          - {name: touch, execution-environment-ref: ee, parameter: [{name: filename}]}
          - {name: join, execution-environment-ref: ee}
          - {name: elsewhere, execution-environment-ref: other}
)");
    EXPECT_THAT(judgement.places(),
                ElementsAre("charm.unknown-action m_vnfd.yaml:12:20", "charm.unknown-parameter m_vnfd.yaml:13:77",
                            "charm.refused-parameter m_vnfd.yaml:14:77", "charm.missing-parameter m_vnfd.yaml:15:20"));
    EXPECT_EQ(judgement.first().hint, "did you mean 'join'?");
    EXPECT_EQ(judgement.item(2).hint, "did you mean 'file'?");
    EXPECT_EQ(judgement.item(1).severity, Severity::warning);
}

TEST(Charm, ParametersHaveTheActionsTypes)
{
    const auto judgement = judge(with_actions(), R"(          initial-config-primitive:
          - seq: 1
            name: join
            parameter:
            - {name: pool, data-type: INTEGER, value: 5}
            - {name: port, value: "3863"}
)");
    EXPECT_THAT(judgement.places(),
                ElementsAre("charm.parameter-type m_vnfd.yaml:15:39", "charm.parameter-type m_vnfd.yaml:16:35"));
    EXPECT_THAT(judgement.first().detail, HasSubstr("of type string; OSM sends integer"));
    EXPECT_EQ(judgement.item(1).hint, "write 'data-type: INTEGER'");
}

TEST(Charm, TheConfigPrimitiveSetsOptions)
{
    constexpr std::string_view configuration = "          initial-config-primitive:\n          - {seq: 1, name: "
                                               "config, parameter: [{name: ssh-hostnam, value: x}]}\n";
    const auto judgement = judge(with_actions(), configuration);
    EXPECT_THAT(judgement.places(), ElementsAre("charm.unknown-option m_vnfd.yaml:12:55"));
    EXPECT_EQ(judgement.first().hint, "did you mean 'ssh-hostname'?");
    EXPECT_THAT(judge(charm(), configuration).first().detail, HasSubstr("has no options"));
}

TEST(Charm, WithoutActionsOneFaultIsToldForAllPrimitives)
{
    const auto judgement = judge(charm(), "          config-primitive: [{name: a}, {name: b}, {name: c}]\n");
    EXPECT_THAT(judgement.places(), ElementsAre("charm.unknown-action m_vnfd.yaml:11:37"));
    EXPECT_EQ(judgement.first().related.size(), 2U);
}

TEST(Charm, ActionsAndOptionsMayStandInCharmcraftYaml)
{
    const auto judgement = judge(
        charm().file("m/charms/simple/charmcraft.yaml", "type: charm\nactions: {go: {}}\nconfig: {options: {a: {}}}\n"),
        "          config-primitive: [{name: go}, {name: gone}]\n");
    EXPECT_THAT(judgement.places(), ElementsAre("charm.unknown-action m_vnfd.yaml:11:49"));
}

TEST(Charm, MetricsAreItsOwn)
{
    const auto judgement = judge(charm().file("m/charms/simple/metrics.yaml", "metrics: {load: {}}\n"),
                                 "          metrics: [{name: load}, {name: lod}]\n");
    EXPECT_THAT(judgement.places(), ElementsAre("charm.unknown-metric m_vnfd.yaml:11:42"));
    EXPECT_EQ(judgement.first().hint, "did you mean 'load'?");
}

TEST(Charm, MetadataHasWhatJujuWants)
{
    const auto none = judge(Tar().file("m/charms/simple/dispatch", program, 0755));
    EXPECT_THAT(none.places(), ElementsAre("charm.metadata m_vnfd.yaml:10:36"));
    const auto other = judge(Tar()
                                 .file("m/charms/simple/dispatch", program, 0755)
                                 .file("m/charms/simple/metadata.yaml", "name: simpel\nsummary: x\n"));
    EXPECT_THAT(other.places(), ElementsAre("charm.metadata metadata.yaml:1:1", "charm.name metadata.yaml:1:7"));
    EXPECT_THAT(other.first().detail, HasSubstr("'description'"));
}

TEST(Charm, ItsProgramsCanBeRun)
{
    const auto start = [](std::string_view content, unsigned mode) {
        return judge(Tar()
                         .file("m/charms/simple/metadata.yaml", metadata)
                         .file("m/charms/simple/src/charm.py", content, mode)
                         .link("m/charms/simple/hooks/install", "../src/charm.py")
                         .link("m/charms/simple/hooks/start", "../src/charm.py"));
    };
    EXPECT_THAT(start(program, 0644).places(), ElementsAre("charm.not-executable charm.py:1:1"));
    EXPECT_THAT(start("import ops\n", 0755).first().detail, HasSubstr("'#!'"));
    EXPECT_THAT(start("#!/usr/bin/python3\r\nx\r\n", 0755).first().detail, HasSubstr("Windows"));
    EXPECT_THAT(judge(Tar().file("m/charms/simple/metadata.yaml", metadata)).places(),
                ElementsAre("charm.hooks m_vnfd.yaml:10:36"));
    const auto half = judge(
        Tar().file("m/charms/simple/metadata.yaml", metadata).file("m/charms/simple/hooks/install", program, 0755));
    EXPECT_THAT(half.first().detail, HasSubstr("no 'hooks/start'"));
    EXPECT_THAT(PackageJudgement(Zip()
                                     .file("m_vnfd.yaml", vnfd(""))
                                     .file("Scripts/charms/simple/metadata.yaml", metadata)
                                     .file("Scripts/charms/simple/dispatch", program)
                                     .bytes())
                    .places(),
                IsEmpty())
        << "the NBI unpacks a zip without its modes";
}

TEST(Charm, WhatDispatchRunsMustBeExecutableToo)
{
    const auto with = [](std::string_view dispatch) {
        return judge(Tar()
                         .file("m/charms/simple/metadata.yaml", metadata)
                         .file("m/charms/simple/dispatch", dispatch, 0755)
                         .file("m/charms/simple/src/charm.py", program, 0644));
    };
    EXPECT_THAT(with("#!/bin/sh\nPYTHONPATH=lib:venv ./src/charm.py\n").places(),
                ElementsAre("charm.not-executable charm.py:1:1"));
    EXPECT_THAT(with("#!/bin/sh\nexec venv/bin/python ./src/charm.py\n").places(), IsEmpty());
}

TEST(Charm, AloneIsJudgedForWhatItIs)
{
    const package::TemporaryFolder folder;
    folder.write("simple/metadata.yaml", metadata);
    folder.write("simple/actions.yaml", "join:\n  params: {pool: {type: sting}}\n");
    folder.write("simple/dispatch", program);
    const std::string path = (folder / "simple").string();
    EXPECT_TRUE(package::is_charm(path));
    EXPECT_FALSE(package::is_charm(folder.path().string()));

    Diagnostics diagnostics;
    check_charm_alone(*package::read_charm(path, diagnostics), diagnostics);
    EXPECT_THAT(places_of(diagnostics),
                ElementsAre("charm.not-executable dispatch:1:1", "charm.unknown-type actions.yaml:2:25"));
    EXPECT_EQ(diagnostics.items().back().hint, "did you mean 'string'?");

    // What charms are built from has no programs yet, and need not have any.
    folder.write("source/charmcraft.yaml", "type: charm\n");
    folder.write("source/metadata.yaml", "name: source\nsummary: a\ndescription: b\n");
    Diagnostics of_source;
    check_charm_alone(*package::read_charm((folder / "source").string(), of_source), of_source);
    EXPECT_THAT(places_of(of_source), IsEmpty());
}

TEST(Charm, SourcesOfCharmsAreNotCharms)
{
    const auto judgement = judge(Tar()
                                     .file("m/charms/simple/metadata.yaml", metadata)
                                     .file("m/charms/simple/layer.yaml", "includes: []\n")
                                     .file("m/charms/simple/reactive/simple.py", "x"),
                                 "          config-primitive: [{name: from-a-layer}]\n");
    EXPECT_THAT(judgement.places(), ElementsAre("charm.not-built m_vnfd.yaml:10:36"));
    EXPECT_THAT(judgement.first().hint, HasSubstr("charm build"));
}

TEST(Charm, ANativeCharmNeedsAUser)
{
    const auto native = [](std::string_view rest) {
        return PackageJudgement(
            charm()
                .file("m/m_vnfd.yaml", "vnfd:\n  id: mec\n  df:\n  - id: d\n    lcm-operations-configuration:\n      "
                                       "operate-vnf-op-config:\n"
                                       "        day1-2:\n        - id: mec\n          execution-environment-list:\n"
                                       "          - {id: ee, juju: {charm: simple, proxy: false}}\n" +
                                           std::string(rest))
                .packed());
    };
    EXPECT_THAT(native("").places(), ElementsAre("charm.no-user m_vnfd.yaml:10:36"));
    EXPECT_THAT(native("          config-access: {ssh-access: {default-user: debian}}\n").places(), IsEmpty());
}

TEST(Charm, AnNsHasCharmsToo)
{
    const PackageJudgement judgement(
        Tar()
            .file("n/n_nsd.yaml", "nsd:\n  nsd:\n  - id: n\n    ns-configuration:\n      juju: {charm: ns-charm}\n")
            .packed());
    EXPECT_THAT(judgement.places(), ElementsAre("package.missing-charm n_nsd.yaml:5:21"));
}

} // namespace

} // namespace edgepool::descriptor
