// SPDX-License-Identifier: Apache-2.0
#include "descriptor/package_rules.h"

#include <set>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "descriptor/package_rules_catalogue.h"
#include "unit/descriptor/package_judging.h"
#include "unit/package/archives.h"

namespace edgepool::descriptor
{

namespace
{

using package::archives::Tar;
using package::archives::Zip;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view config = "#cloud-config\nhostname: x\n";

/// A VNFD with two VDUs that name these cloud-init files.
std::string vnfd(std::string_view first, std::string_view second, std::string_view rest = "")
{
    return "vnfd:\n  id: mec\n  vdu:\n  - id: pr\n    cloud-init-file: " + std::string(first) +
           "\n  - id: pe\n    cloud-init-file: " + std::string(second) + "\n" + std::string(rest);
}

Tar package_with(std::string_view descriptor)
{
    return Tar().file("mec/mec_vnfd.yaml", descriptor);
}

TEST(PackageRules, APackageWithAllThatItNamesIsFine)
{
    EXPECT_THAT(PackageJudgement(package_with(vnfd("pr.cfg", "pe.cfg"))
                                     .file("mec/cloud_init/pr.cfg", config)
                                     .file("mec/cloud_init/pe.cfg", config)
                                     .file("mec/cloud_init/README", "x")
                                     .file("mec/README.md", "x")
                                     .packed())
                    .places(),
                IsEmpty());
}

TEST(PackageRules, AForgottenCloudInitFileIsToldAtItsName)
{
    const PackageJudgement judgement(
        package_with(vnfd("pr.cfg", "pe.cfg")).file("mec/cloud_init/pr.cfg", config).packed());
    EXPECT_THAT(judgement.places(), ElementsAre("package.missing-cloud-init mec_vnfd.yaml:7:22"));
    EXPECT_THAT(judgement.first().detail, HasSubstr("'pe.cfg' is not in 'cloud_init/'"));
    EXPECT_THAT(
        PackageJudgement(package_with(vnfd("../x", "/etc/passwd")).packed()).places(),
        ElementsAre("package.missing-cloud-init mec_vnfd.yaml:5:22", "package.missing-cloud-init mec_vnfd.yaml:7:22"));
}

TEST(PackageRules, AMistypedNameIsOneFaultHoweverOftenItIsWritten)
{
    const PackageJudgement typo(package_with(vnfd("pr.cfg", "pr.cfg")).file("mec/cloud_init/pr.cgf", config).packed());
    EXPECT_THAT(typo.places(), ElementsAre("package.missing-cloud-init mec_vnfd.yaml:5:22"));
    EXPECT_EQ(typo.first().hint, "did you mean 'pr.cgf'?");
    EXPECT_EQ(typo.first().related.at(0).where.begin().line, 7U);
    const PackageJudgement upper(package_with(vnfd("PR.cfg", "PR.cfg")).file("mec/cloud_init/pr.cfg", config).packed());
    EXPECT_EQ(upper.first().hint, "it is called 'pr.cfg' there: letter case counts");
}

TEST(PackageRules, FilesThatNobodyNamesAreTold)
{
    const PackageJudgement judgement(package_with("vnfd:\n  id: mec\n  vdu:\n  - id: a\n    cloud-init-file: a.cfg\n")
                                         .file("mec/cloud_init/a.cfg", config)
                                         .file("mec/cloud_init/old.cfg", "no cloud-init, and not judged")
                                         .file("mec/charms/old/metadata.yaml", "name: [")
                                         .packed());
    EXPECT_THAT(judgement.places(),
                ElementsAre("package.unused-file old.cfg:1:1", "package.unused-file mec.tar.gz:1:1"));
    EXPECT_THAT(judgement.item(1).detail, HasSubstr("'charms/old'"));
    EXPECT_EQ(judgement.first().severity, Severity::warning);
}

TEST(PackageRules, AMistypedKeyDoesNotMakeItsFileUnused)
{
    EXPECT_THAT(PackageJudgement(package_with("vnfd:\n  id: mec\n  vdu:\n  - id: a\n    cloud-init-fil: a.cfg\n")
                                     .file("mec/cloud_init/a.cfg", config)
                                     .packed())
                    .places(),
                IsEmpty());
}

TEST(PackageRules, CloudInitFilesAreJudgedOnceWhoeverNamesThem)
{
    EXPECT_THAT(
        PackageJudgement(package_with(vnfd("a", "a")).file("mec/cloud_init/a", "#cloud-config\nhostnam: x\n").packed())
            .places(),
        ElementsAre("cloud-init.unknown-key a:2:1"));
}

TEST(PackageRules, ACloudInitInTheVnfdItselfIsJudgedToo)
{
    const PackageJudgement judgement(
        package_with("vnfd:\n  id: mec\n  vdu:\n  - id: a\n    cloud-init: |\n      #cloud-config\n      hostnam: x\n")
            .packed());
    EXPECT_THAT(judgement.places(), ElementsAre("cloud-init.unknown-key mec_vnfd.yaml:5:17"));
    EXPECT_THAT(judgement.first().detail, HasSubstr("in line 2 of the text: 'hostnam'"));
}

TEST(PackageRules, AZipHasItsFilesInScripts)
{
    const std::string descriptor = vnfd("a.cfg", "a.cfg");
    EXPECT_THAT(
        PackageJudgement(Zip().file("mec_vnfd.yaml", descriptor).file("Scripts/cloud_init/a.cfg", config).bytes())
            .places(),
        IsEmpty());
    const PackageJudgement wrong(Zip().file("mec_vnfd.yaml", descriptor).file("cloud_init/a.cfg", config).bytes());
    EXPECT_THAT(wrong.places(), ElementsAre("package.missing-cloud-init mec_vnfd.yaml:5:22"));
    EXPECT_THAT(wrong.first().hint, HasSubstr("move it from 'cloud_init' to 'Scripts/cloud_init'"));
    const PackageJudgement tar(package_with(descriptor).file("mec/Scripts/cloud_init/a.cfg", config).packed());
    EXPECT_THAT(tar.first().hint, HasSubstr("move it from 'Scripts/cloud_init' to 'cloud_init'"));
}

TEST(PackageRules, LocalHelmChartsAreFoldersOfThePackage)
{
    constexpr std::string_view descriptor = "vnfd:\n  id: k\n  kdu:\n  - {name: a, helm-chart: stable/mysql}\n"
                                            "  - {name: b, helm-chart: atlantis}\n  - {name: c, helm-chart: ngin}\n";
    const PackageJudgement judgement(package_with(descriptor)
                                         .file("mec/helm-charts/atlantis/Chart.yaml", "x")
                                         .file("mec/helm-charts/nginx/Chart.yaml", "x")
                                         .packed());
    EXPECT_THAT(judgement.places(), ElementsAre("package.missing-helm-chart mec_vnfd.yaml:6:27"));
    EXPECT_EQ(judgement.first().hint, "did you mean 'nginx'?");
}

TEST(PackageRules, ScriptsThatAreNotThereAreAWarning)
{
    constexpr std::string_view descriptor = "vnfd:\n  id: s\n  lifecycle-management-script:\n"
                                            "  - {id: a, script: start.sh}\n  - {id: b, script: stop.sh}\n";
    const PackageJudgement judgement(package_with(descriptor).file("mec/scripts/start.sh", "x").packed());
    EXPECT_THAT(judgement.places(), ElementsAre("package.missing-script mec_vnfd.yaml:5:21"));
    EXPECT_EQ(judgement.first().severity, Severity::warning);
}

TEST(PackageRules, DescriptorsHaveNamesThatClientsLookFor)
{
    EXPECT_THAT(PackageJudgement(Tar().file("mec/mec.yaml", "vnfd:\n  id: mec\n").packed()).places(),
                ElementsAre("package.descriptor-name mec.yaml:1:1"));
    EXPECT_THAT(PackageJudgement(Tar().file("mec/mec_vnfd.yaml", "nsd:\n  nsd:\n  - id: mec\n").packed()).places(),
                ElementsAre("package.descriptor-name mec_vnfd.yaml:3:5"));
    EXPECT_THAT(PackageJudgement(Tar().file("mec/mec_knfd.yaml", "vnfd:\n  id: mec\n").packed()).places(), IsEmpty());
}

TEST(PackageRules, ChecksumsThatDoNotFitAreTold)
{
    const auto judge = [](std::string_view sums) {
        return PackageJudgement(
            package_with("vnfd:\n  id: mec\n").file("mec/a.txt", "").file("mec/checksums.txt", sums).packed());
    };
    EXPECT_THAT(judge("d41d8\tmec/mec_vnfd.yaml\nd41d8  ./mec/a.txt\n").places(), IsEmpty());
    EXPECT_THAT(judge("d41d8\t/home/me/mec/mec_vnfd.yaml\nd41d8\ta.txt\n").places(), IsEmpty());
    const auto stale = judge("d41d8\tmec/mec_vnfd.yaml\nd41d8\tmec/b.txt\n");
    EXPECT_THAT(stale.places(),
                ElementsAre("package.stale-checksums checksums.txt:2:1", "package.stale-checksums checksums.txt:1:1"));
    EXPECT_THAT(stale.item(1).detail, HasSubstr("'a.txt' has no line"));
}

TEST(PackageRules, ADescriptorAloneIsNotJudgedForItsFiles)
{
    Diagnostics diagnostics;
    const auto source = std::make_shared<const Source>("mec_vnfd.yaml", vnfd("a", "b"));
    check_package_files(
        {.kind = Kind::vnfd, .document = std::make_shared<const doc::Document>(*doc::read_yaml(source, diagnostics))},
        diagnostics);
    EXPECT_THAT(diagnostics.items(), IsEmpty());
}

TEST(PackageRules, EachRuleHasACodeOfItsOwnAndASummary)
{
    std::set<std::string_view> codes;
    for (const Rule& rule : rules::of_packages())
    {
        EXPECT_TRUE(codes.insert(rule.code).second) << rule.code;
        EXPECT_FALSE(rule.summary.empty()) << rule.code;
        EXPECT_THAT(std::string(rule.code),
                    ::testing::MatchesRegex("(package|cloud-init|charm|instantiation)[.][a-z-]+"));
    }
}

} // namespace

} // namespace edgepool::descriptor
