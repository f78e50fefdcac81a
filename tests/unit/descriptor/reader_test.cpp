// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gtest/gtest.h>

#include "unit/descriptor/judging.h"

namespace edgepool::descriptor
{

namespace
{

/// The one diagnostic of the text.
Diagnostic one(const std::string& text)
{
    const Diagnostics diagnostics = judge(text);
    if (diagnostics.items().size() != 1)
    {
        ADD_FAILURE() << diagnostics.items().size() << " diagnostics instead of one";
        return {};
    }
    return diagnostics.items().front();
}

} // namespace

TEST(DescriptorReader, FindsNothingInGoodDescriptors)
{
    EXPECT_EQ(findings(good_vnfd), Findings{});
    EXPECT_EQ(findings(good_nsd), Findings{});
}

TEST(DescriptorReader, AMistypedKeyIsOneFaultWhateverHangsOnIt)
{
    const Diagnostic diagnostic = one(with(good_vnfd, "  - id: pe\n    name", "  - idd: pe\n    name"));
    EXPECT_EQ(diagnostic.code, "model.unknown-key");
    EXPECT_EQ(diagnostic.where.begin().line, 20U);
    EXPECT_EQ(diagnostic.hint, "did you mean 'id'?");
    EXPECT_EQ(findings(with(good_vnfd, "  vdu:\n", "  vduu:\n")), (Findings{{"model.unknown-key", 19}}));
    EXPECT_EQ(findings(with(good_vnfd, "instantiation-level:", "instantiation-levels:")),
              (Findings{{"model.unknown-key", 43}}));
}

TEST(DescriptorReader, FaultsInsideAMistypedKeyAreToldInTheSameGo)
{
    const std::string text =
        with(with(good_vnfd, "virtual-cpu:", "virtual-cpus:"), "num-virtual-cpu: 1", "num-virtual-cpu: -1");
    EXPECT_EQ(findings(text), (Findings{{"model.unknown-key", 12}, {"model.out-of-range", 12}}));
}

TEST(DescriptorReader, AKeyOneLevelTooDeepOrTooHighIsToldWhereItBelongs)
{
    const Diagnostic deep = one(with(with(good_vnfd, "  mgmt-cp: mgmt-ext\n", ""), "  - id: mgmt-ext\n",
                                     "  - id: mgmt-ext\n    mgmt-cp: mgmt-ext\n"));
    EXPECT_EQ(deep.code, "model.unknown-key");
    EXPECT_EQ(deep.hint, "it belongs one level higher, in the VNFD: check the indent");
    const Diagnostic high = one(
        with(good_vnfd, "    virtual-cpu: {num-virtual-cpu: 1}\n", "    num-virtual-cpu: 1\n    virtual-cpu: {}\n"));
    EXPECT_EQ(high.hint, "it belongs one level lower, in 'virtual-cpu': check the indent");
}

TEST(DescriptorReader, KeysOfAnEntryThatSlippedAreOneFault)
{
    const Diagnostic slipped =
        one(with(good_vnfd, "    virtual-cpu: {num-virtual-cpu: 1}\n    virtual-memory: {size: 1.0}\n",
                 "    num-virtual-cpu: 1\n    clock: 3\n    virtual-memory: {size: 1.0}\n"));
    EXPECT_EQ(slipped.detail, "'num-virtual-cpu' and 'clock' are not keys of 'virtual-compute-desc'");
    EXPECT_EQ(slipped.hint, "it belongs one level lower, in 'virtual-cpu': check the indent");
    // A list whose first entry lost its '- id:'.
    EXPECT_EQ(one(with(good_vnfd, "  - id: disk\n    size", "    size")).code, "model.wrong-shape");
    EXPECT_EQ(one(with(good_vnfd, "  ext-cpd:\n", "  cloud-init-file: x\n  ext-cpd:\n")).hint,
              "it belongs one level lower, in 'vdu': check the indent");
    // What slipped out of the envelope is lost to OSM, and read as if it had not.
    const Diagnostic lost = one(with(good_vnfd, "  df:\n", "df:\n"));
    EXPECT_EQ(lost.code, "model.wrong-root");
    EXPECT_EQ(lost.hint, "it belongs in 'vnfd': check the indent");
}

TEST(DescriptorReader, OldNamesAreToldTheirNewPlace)
{
    const Diagnostic diagnostic = one(with(good_vnfd, "  provider: us\n", "  vendor: us\n"));
    EXPECT_EQ(diagnostic.code, "model.unknown-key");
    EXPECT_EQ(diagnostic.hint, "a key of before OSM release NINE; what it said belongs in 'provider' now");
    EXPECT_EQ(findings(with(good_nsd, "    vnfd-id: [mec]\n",
                            "    vnfd-id: [mec]\n    constituent-vnfd: [{member-vnf-index: 1}]\n")),
              (Findings{{"model.unknown-key", 7}}));
}

TEST(DescriptorReader, TakesWhatTheNbiTakes)
{
    EXPECT_EQ(findings(with(good_vnfd, "num-virtual-cpu: 1", "num-virtual-cpu: '1'")), Findings{});
    EXPECT_EQ(findings(with(good_vnfd, "virtual-storage-desc: [disk]", "virtual-storage-desc: disk")), Findings{});
    EXPECT_EQ(findings(with(good_nsd, "mgmt-network: true", "mgmt-network: 'true'")), Findings{});
    EXPECT_EQ(findings(with(good_vnfd, "    name: pe\n", "    name: pe\n    description:\n")), Findings{});
    EXPECT_EQ(findings(with(good_vnfd, "{size: 1.0}", "{size: 0.25}")), Findings{});
}

TEST(DescriptorReader, WarnsOfWhatTheNbiTakesAndChanges)
{
    EXPECT_EQ(one(with(good_vnfd, "num-virtual-cpu: 1", "num-virtual-cpu: many")).detail, "OSM makes 0 of it");
    EXPECT_EQ(one(with(good_vnfd, "num-virtual-cpu: 1", "num-virtual-cpu: 1.5")).code, "model.changed-value");
    EXPECT_EQ(one(with(good_vnfd, "num-virtual-cpu: 1", "num-virtual-cpu: true")).code, "model.changed-value");
    EXPECT_EQ(one(with(good_vnfd, "size-of-storage: 10", "size-of-storage: 0.5")).detail, "OSM makes 0 of it");
    EXPECT_EQ(one(with(good_vnfd, "version: \"1.0\"", "version: 1.10")).hint, "write \"1.10\"");
    EXPECT_EQ(findings(with(good_vnfd, "version: \"1.0\"", "version: 1.0")), Findings{});
}

TEST(DescriptorReader, RefusesWhatTheNbiRefuses)
{
    const auto code = [](std::string_view piece, std::string_view other) {
        return one(with(good_vnfd, piece, other)).code;
    };
    EXPECT_EQ(code("num-virtual-cpu: 1", "num-virtual-cpu: 70000"), "model.out-of-range");
    EXPECT_EQ(code("num-virtual-cpu: 1", "num-virtual-cpu: 0"), "model.out-of-range");
    EXPECT_EQ(code("size-of-storage: 10", "size-of-storage: ten"), "model.wrong-type");
    EXPECT_EQ(code("{size: 1.0}", "{size: lots}"), "model.wrong-type");
    EXPECT_EQ(code("trigger: post-scale-out", "trigger: after-scale-out"), "model.unknown-word");
    EXPECT_EQ(code("  virtual-compute-desc:\n  - id", "  virtual-compute-desc:\n    id"), "model.wrong-shape");
    EXPECT_EQ(code("  - id: inside\n", "  - description: x\n"), "model.no-key");
    EXPECT_EQ(code("  - id: inside\n", "  - id: inside\n  -\n"), "model.wrong-shape");
}

TEST(DescriptorReader, NamesGivenTwiceAreFoundWithTheFirstPlace)
{
    const Diagnostic diagnostic = one(with(good_vnfd, "  - id: inside\n", "  - id: inside\n  - id: inside\n"));
    EXPECT_EQ(diagnostic.code, "model.duplicate-entry");
    EXPECT_EQ(diagnostic.where.begin().line, 19U);
    ASSERT_EQ(diagnostic.related.size(), 1U);
    EXPECT_EQ(diagnostic.related.front().where.begin().line, 18U);
    // The NBI compares names, too, where entries have no id: two primitives of one name are refused.
    EXPECT_EQ(findings(with(good_vnfd, "          config-primitive:\n",
                            "          - {seq: 2, name: config}\n          config-primitive:\n")),
              (Findings{{"model.duplicate-entry", 76}}));
}

TEST(DescriptorReader, MissingKeysOfTheModelAreOneWarningForAllEntries)
{
    const std::string image = "  - {id: a, name: a, image: a}\n  - {id: b, name: b, image: b}\n";
    const Diagnostic diagnostic =
        one(with(good_vnfd, "  virtual-compute-desc:\n", image + "  virtual-compute-desc:\n"));
    EXPECT_EQ(diagnostic.code, "model.missing-key");
    EXPECT_EQ(diagnostic.severity, Severity::warning);
    EXPECT_EQ(diagnostic.detail, "'sw-image-desc' has no 'version', 'min-disk' and 'size', nor have 1 more");
    EXPECT_EQ(diagnostic.related.size(), 1U);
}

TEST(DescriptorReader, CasesOfAChoiceExcludeEachOther)
{
    EXPECT_EQ(findings(with(good_vnfd, "    cloud-init-file: pe.cfg\n",
                            "    cloud-init-file: pe.cfg\n    cloud-init: '#cloud-config'\n")),
              (Findings{{"model.two-cases", 26}}));
}

TEST(DescriptorReader, KeysThatOnlyTheNbisReaderUnderstandsAreWarnedOf)
{
    EXPECT_EQ(findings(with(good_vnfd, "product-name:", "product_name:")), (Findings{{"model.misspelt-key", 3}}));
    EXPECT_EQ(findings(with(good_vnfd, "product-name:", "etsi-nfv-vnfd:product-name:")),
              (Findings{{"model.missing-key", 1}, {"model.prefixed-key", 3}}));
    EXPECT_EQ(findings(with(good_vnfd, "  provider: us\n", "  provider: us\n  onboardingState: ONBOARDED\n")),
              (Findings{{"model.ignored-key", 5}}));
}

TEST(DescriptorReader, AWrongNameInManyPlacesIsOneFault)
{
    // The VDU was renamed where it is defined, and nowhere else.
    const Diagnostic diagnostic = one(with(good_vnfd, "  - id: pe\n    name", "  - id: per\n    name"));
    EXPECT_EQ(diagnostic.code, "vnfd.unknown-internal-cpd");
    EXPECT_EQ(diagnostic.hint, "did you mean 'per'?");
    ASSERT_GE(diagnostic.related.size(), 3U);
    EXPECT_EQ(diagnostic.related.front().text, "'per' is here");
    EXPECT_EQ(diagnostic.related.front().where.begin().line, 20U);
}

TEST(DescriptorReader, LooseEndsOfTheModelAreWarnings)
{
    EXPECT_EQ(
        findings(with(good_vnfd, "    size-of-storage: 10\n", "    size-of-storage: 10\n    sw-image-desc: other\n")),
        (Findings{{"model.unresolved-reference", 17}}));
    EXPECT_EQ(findings(with(good_vnfd, "    scaling-aspect:\n",
                            "    default-instantiation-level: none\n    scaling-aspect:\n")),
              (Findings{{"model.unresolved-reference", 47}}));
}

TEST(DescriptorReader, FiveFaultsAreFiveDiagnostics)
{
    std::string text = with(good_vnfd, "provider:", "provder:");
    text = with(text, "virtual-compute-desc: small", "virtual-compute-desc: smal");
    text = with(text, "num-virtual-cpu: 1", "num-virtual-cpu: x1");
    text = with(text, "vnf-monitoring-param-ref: cpu", "vnf-monitoring-param-ref: cpus");
    text = with(text, "cpd: eth0", "cpd: eth5");
    EXPECT_EQ(findings(text), (Findings{{"model.unknown-key", 4},
                                        {"model.changed-value", 12},
                                        {"vnfd.unknown-compute", 23},
                                        {"vnfd.unknown-internal-cpd", 38},
                                        {"vnfd.unknown-metric", 60}}));
}

} // namespace edgepool::descriptor
