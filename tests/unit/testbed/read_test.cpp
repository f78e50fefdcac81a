// SPDX-License-Identifier: Apache-2.0
#include "testbed/read.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace edgepool::testbed
{

namespace
{

SourcePtr file(const std::string& text, const std::string& name = "testbed.yaml")
{
    return std::make_shared<Source>(name, text);
}

std::vector<std::string> codes(const Diagnostics& diagnostics)
{
    std::vector<std::string> all;
    for (const Diagnostic& each : diagnostics.items())
    {
        all.push_back(each.code);
    }
    return all;
}

using Codes = std::vector<std::string>;

const std::string sound = "edgepool: 1\nname: demo\nelements:\n  - name: mec\n";
const std::string faulty = "edgepool: 1\nname: Demo\nelements:\n  - name: mec\n    initial: x\n";
const std::string doubtful = "edgepool: 1\nname: demo\nregistrars: [{}, {}]\nelements:\n  - name: mec\n";

TEST(ReadTestbed, GivesATestbedWithoutErrors)
{
    Diagnostics diagnostics;
    const auto testbed = read_testbed(file(sound), diagnostics);
    ASSERT_TRUE(testbed);
    EXPECT_EQ(testbed->name, "demo");
    EXPECT_TRUE(diagnostics.empty());
}

TEST(ReadTestbed, GivesNoneWithErrors)
{
    Diagnostics diagnostics;
    EXPECT_EQ(read_testbed(file(faulty), diagnostics), std::nullopt);
    EXPECT_EQ(codes(diagnostics), (Codes{"value.not-a-name", "value.not-a-whole-number"}));
}

TEST(ReadTestbed, GivesOneWithWarningsAlone)
{
    Diagnostics diagnostics;
    EXPECT_TRUE(read_testbed(file(doubtful), diagnostics));
    EXPECT_EQ(codes(diagnostics), Codes{"pool.two-registrars"});
    EXPECT_FALSE(diagnostics.has_errors());
}

TEST(ReadTestbed, GivesNoneIfTheFileIsNoYaml)
{
    Diagnostics diagnostics;
    EXPECT_EQ(read_testbed(file("edgepool: [1\n"), diagnostics), std::nullopt);
    EXPECT_TRUE(diagnostics.has_errors());
    EXPECT_TRUE(diagnostics.items()[0].code.starts_with("yaml."));
}

TEST(ReadTestbed, JudgesSeveralFilesForOneReport)
{
    const SourcePtr first = file(faulty, "b.yaml");
    const SourcePtr second = file(sound, "a.yaml");
    Diagnostics diagnostics;
    EXPECT_FALSE(read_testbed(first, diagnostics));
    EXPECT_TRUE(read_testbed(second, diagnostics)) << "errors of another file are not its own";
    EXPECT_TRUE(read_testbed(file(doubtful, "c.yaml"), diagnostics));
    EXPECT_EQ(codes(diagnostics), (Codes{"value.not-a-name", "value.not-a-whole-number", "pool.two-registrars"}));
    EXPECT_EQ(diagnostics.items()[0].where.source, first);
}

TEST(ReadTestbed, SaysTheSameOfTheSameFileOnce)
{
    const SourcePtr source = file(faulty);
    Diagnostics diagnostics;
    read_testbed(source, diagnostics);
    EXPECT_FALSE(read_testbed(source, diagnostics));
    EXPECT_EQ(diagnostics.items().size(), 2U);
}

TEST(ReadTestbed, ReportsInTheOrderOfTheFile)
{
    Diagnostics diagnostics;
    read_testbed(
        file(
            "elements:\n  - name: mec\n    site: nowhere\n  - name: mec\nname: demo\nsites: [{name: Here}, {name: b}]\n"
            "pool: {policy: x}\nedgepool: 1\n"),
        diagnostics);
    std::uint32_t last = 0;
    EXPECT_GE(diagnostics.items().size(), 3U);
    for (const Diagnostic& each : diagnostics.items())
    {
        EXPECT_GE(each.where.span.begin, last);
        last = each.where.span.begin;
    }
}

TEST(ReadTestbed, TakesFunctionsAddressesForFunctionsOnly)
{
    Diagnostics diagnostics;
    EXPECT_FALSE(
        read_testbed(file("edgepool: 1\nname: x\nepc: {core: gateway, addresses: {registrar: {mgmt: 10.210.0.9}}}\n"
                          "elements: [{name: mec}]\n"),
                     diagnostics));
    EXPECT_EQ(codes(diagnostics), Codes{"epc.no-such-function"});
}

SecretSources secrets(const std::string& content)
{
    return {
        .environment =
            [content](const std::string& name) { return name == "K" ? std::optional(Secret(content)) : std::nullopt; },
        .file =
            [content](const std::string& path) {
                return path == "k" ? std::optional(SecretFile{.content = Secret(content + "\n")}) : std::nullopt;
            }};
}

TEST(ReadTestbed, LooksSecretsUpIfItCan)
{
    const SourcePtr source =
        file(sound + "epc: {core: gateway, subscribers: {key: {env: K}, operator-key: {file: k}}}\n");
    Diagnostics unasked;
    EXPECT_TRUE(read_testbed(source, unasked));
    EXPECT_TRUE(unasked.empty());

    const SecretSources good = secrets("00112233445566778899aabbccddeeff");
    Diagnostics fine;
    EXPECT_TRUE(read_testbed(source, fine, &good));
    EXPECT_TRUE(fine.empty());

    const SecretSources bad = secrets("swordfish");
    Diagnostics wrong;
    EXPECT_FALSE(read_testbed(source, wrong, &bad));
    EXPECT_EQ(codes(wrong), (Codes{"secret.not-hex", "secret.not-hex"}));
    for (const Diagnostic& each : wrong.items())
    {
        EXPECT_EQ((each.detail + each.hint).find("swordfish"), std::string::npos);
    }
}

} // namespace

} // namespace edgepool::testbed
