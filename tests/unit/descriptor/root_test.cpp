// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "unit/descriptor/judging.h"

namespace edgepool::descriptor
{

namespace
{

Kind kind(const std::string& text)
{
    Diagnostics diagnostics;
    return candidate_of(text, diagnostics).kind;
}

/// The text with its top line replaced, and the rest as it is.
std::string under(std::string_view top)
{
    return with(good_vnfd, "vnfd:\n", top);
}

} // namespace

TEST(DescriptorRoot, KnowsDescriptorsByTheirTop)
{
    EXPECT_EQ(kind(good_vnfd), Kind::vnfd);
    EXPECT_EQ(kind(good_nsd), Kind::nsd);
    EXPECT_EQ(kind(under("etsi-nfv-vnfd:vnfd:\n")), Kind::vnfd);
    EXPECT_EQ(kind(under("VNFD:\n")), Kind::vnfd);
    EXPECT_EQ(kind("vnfd:vnfd-catalog: {}\n"), Kind::vnfd);
    EXPECT_EQ(kind("vnfd: []\n"), Kind::vnfd);
    EXPECT_EQ(kind("nsd-catalog: {}\n"), Kind::nsd);
    EXPECT_EQ(kind("id: x\nproduct-name: y\nvdu: []\n"), Kind::vnfd);
    EXPECT_EQ(kind("id: x\nvnfd-id: [y]\nvirtual-link-desc: []\n"), Kind::nsd);
    EXPECT_EQ(kind("nsName: x\nvld: []\n"), Kind::instantiation);
    EXPECT_EQ(kind("additionalParamsForVnf: []\n"), Kind::instantiation);
    EXPECT_EQ(kind("edgepool: 1\nname: x\n"), Kind::unknown);
    EXPECT_EQ(kind("[1, 2]\n"), Kind::unknown);
}

TEST(DescriptorRoot, EnvelopesOfBothSpellings)
{
    EXPECT_EQ(findings(under("etsi-nfv-vnfd:vnfd:\n")), Findings{});
    EXPECT_EQ(findings(with(good_nsd, "nsd:\n", "etsi-nfv-nsd:nsd:\n")), Findings{});
    EXPECT_EQ(findings(with(good_nsd, "    name: ns\n", "    etsi-nfv-nsd:name: ns\n")), Findings{});
}

TEST(DescriptorRoot, WrongTopsAreToldInWords)
{
    EXPECT_EQ(findings(under("VNFD:\n")), (Findings{{"model.wrong-root", 1}}));
    EXPECT_EQ(findings(under("vnf:\n")), (Findings{{"model.wrong-root", 1}}));
    EXPECT_EQ(findings(with(good_nsd, "nsd:\n", "ns:\n")), (Findings{{"model.wrong-root", 1}}));
    EXPECT_EQ(findings(with(good_nsd, "  nsd:\n", "  nds:\n")), (Findings{{"model.wrong-root", 2}}));
    EXPECT_EQ(findings("vnfd:\n- id: a\n"), (Findings{{"model.wrong-root", 2}}));
    EXPECT_EQ(findings("vnfd:\n"), (Findings{{"model.wrong-root", 1}}));
    EXPECT_EQ(findings("vnfd: {}\n"), (Findings{{"model.wrong-root", 1}}));
    EXPECT_EQ(findings("nsd:\n  nsd:\n  - {id: a, name: a}\n  - {id: b, name: b}\n"),
              (Findings{{"model.wrong-root", 4}}));
    EXPECT_EQ(findings("nsd:\n  nsd: {id: a, name: a}\n"), (Findings{{"model.wrong-root", 2}}));
    EXPECT_EQ(findings("nsd:\n- id: a\n"), (Findings{{"model.wrong-root", 2}}));
}

TEST(DescriptorRoot, WhatOsmTakesAndOthersDoNot)
{
    EXPECT_EQ(findings("nsd:\n  id: a\n  name: a\n"), (Findings{{"model.odd-root", 1}}));
    EXPECT_EQ(findings("id: a\nname: a\nvnfd-id: [b]\ndesigner: us\n"), (Findings{{"model.odd-root", 1}}));
    EXPECT_EQ(findings(good_vnfd + "other: 1\n"), (Findings{{"model.ignored-key", 79}}));
}

TEST(DescriptorRoot, OldFormats)
{
    EXPECT_EQ(findings("vnfd:vnfd-catalog:\n  vnfd:\n  - id: a\n"), (Findings{{"model.old-format", 1}}));
    EXPECT_EQ(findings("vnfd-catalog: {}\n"), (Findings{{"model.old-format", 1}}));
    EXPECT_EQ(findings("nsd:nsd-catalog: {}\n"), (Findings{{"model.old-format", 1}}));
    EXPECT_EQ(findings("nsd:\n  nsd-catalog: {nsd: [{id: a}]}\n"),
              (Findings{{"model.odd-root", 1}, {"model.old-format", 2}}));
}

} // namespace edgepool::descriptor
