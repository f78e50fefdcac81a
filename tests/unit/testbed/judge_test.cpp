// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "doc/read_yaml.h"
#include "testbed/form.h"

namespace edgepool::testbed
{

namespace
{

/// "3:8 value.not-a-name", one for each fault.
std::vector<std::string> faults(const std::string& text)
{
    const auto source = std::make_shared<Source>("testbed.yaml", text);
    Diagnostics unread;
    const doc::Document document = doc::read_yaml(source, unread).value();
    std::vector<std::string> all;
    for (const Diagnostic& each : judge(document).faults)
    {
        const Position at = each.where.begin();
        all.push_back(std::to_string(at.line) + ":" + std::to_string(at.column) + " " + each.code);
    }
    return all;
}

using Faults = std::vector<std::string>;

struct Judgement
{
    const char* what;
    std::string text; ///< behind two lines that are sound
    Faults faults;
};

void PrintTo(const Judgement& judgement, std::ostream* out) // NOLINT(readability-identifier-naming)
{
    *out << judgement.what;
}

class Judging : public testing::TestWithParam<Judgement>
{
};

TEST_P(Judging, FindsTheFaultsOfTheText)
{
    EXPECT_EQ(faults("edgepool: 1\nname: demo\n" + GetParam().text), GetParam().faults) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Keys, Judging,
    testing::Values(
        Judgement{"sound", "pool: {handle: x}\n", {}},
        Judgement{"unknown", "pool: {handel: x}\n", {"3:8 testbed.unknown-key"}},
        Judgement{"unknown twice", "colour: red\nsize: 3\n", {"3:1 testbed.unknown-key", "4:1 testbed.unknown-key"}},
        Judgement{"missing", "sites: [{via: local}]\n", {"3:9 testbed.missing-key"}},
        Judgement{"missing since mistyped", "elements: [{nam: mec}]\n", {"3:13 testbed.unknown-key"}},
        Judgement{"without value", "pool:\n", {"3:1 testbed.no-value"}},
        Judgement{"with null", "pool: ~\n", {"3:7 testbed.no-value"}},
        Judgement{"text for an object", "pool: x\n", {"3:7 testbed.wrong-type"}},
        Judgement{"list for an object", "pool: [x]\n", {"3:7 testbed.wrong-type"}},
        Judgement{"object for a list", "elements: {name: mec}\n", {"3:11 testbed.wrong-type"}},
        Judgement{"list for a text", "description: [x]\n", {"3:14 testbed.wrong-type"}},
        Judgement{"text for a map", "networks: x\n", {"3:11 testbed.wrong-type"}},
        Judgement{"text in a list of objects", "sites: [here]\n", {"3:9 testbed.wrong-type"}},
        Judgement{"nothing in a list", "sites: [~]\n", {"3:9 testbed.no-value"}},
        Judgement{"object in a list of numbers", "epc: {tracking-areas: [{a: 1}]}\n", {"3:24 testbed.wrong-type"}},
        Judgement{"name in a map", "networks: {A B: {}}\n", {"3:12 value.not-a-name"}}));

INSTANTIATE_TEST_SUITE_P(
    Values, Judging,
    testing::Values(
        Judgement{"choice", "pool: {policy: least_used}\n", {"3:16 value.unknown-choice"}},
        Judgement{"choice by another case", "pool: {policy: Random}\n", {"3:16 value.unknown-choice"}},
        Judgement{"quoted choice", "pool: {policy: \"random\"}\n", {}},
        Judgement{"number in words", "elements: [{name: mec, initial: two}]\n", {"3:33 value.not-a-whole-number"}},
        Judgement{"quoted number", "elements: [{name: mec, initial: \"2\"}]\n", {}},
        Judgement{"fraction", "elements: [{name: mec, initial: 1.5}]\n", {"3:33 value.not-a-whole-number"}},
        Judgement{"too large", "elements: [{name: mec, initial: 65001}]\n", {"3:33 value.out-of-range"}},
        Judgement{"largest", "elements: [{name: mec, initial: 65000}]\n", {}},
        Judgement{"negative", "elements: [{name: mec, initial: -1}]\n", {"3:33 value.out-of-range"}},
        Judgement{
            "beyond 64 bits", "elements: [{name: mec, initial: 99999999999999999999}]\n", {"3:33 value.out-of-range"}},
        Judgement{"share above 1", "elements: [{name: mec, degradation: 1.01}]\n", {"3:37 value.out-of-range"}},
        Judgement{
            "memory too small", "elements: [{name: mec, machine: {memory: 1MiB}}]\n", {"3:42 value.out-of-range"}},
        Judgement{"longest name", "elements: [{name: abcdefghijklmnopqrstuvwx}]\n", {}},
        Judgement{"name too long", "elements: [{name: abcdefghijklmnopqrstuvwxy}]\n", {"3:19 value.not-a-name"}},
        Judgement{"PLMN as a number", "epc: {plmn: 00101}\n", {}},
        Judgement{"empty list", "sites: []\n", {"3:8 testbed.wrong-length"}},
        Judgement{"list that may be empty", "elements: []\n", {}},
        Judgement{"three name servers",
                  "epc: {apns: [{name: a, addresses: 10.45.0.0/16, dns: [10.0.0.1, 10.0.0.2, 10.0.0.3]}]}\n",
                  {"3:54 testbed.wrong-length"}}));

INSTANTIATE_TEST_SUITE_P(
    Secrets, Judging,
    testing::Values(
        Judgement{"variable", "epc: {subscribers: {key: {env: K}}}\n", {}},
        Judgement{"file", "epc: {subscribers: {key: {file: k}}}\n", {}},
        Judgement{"generated", "epc: {subscribers: {key: generated}}\n", {}},
        Judgement{
            "written down", "epc: {subscribers: {key: 00112233445566778899aabbccddeeff}}\n", {"3:26 secret.literal"}},
        Judgement{"both", "epc: {subscribers: {key: {env: K, file: k}}}\n", {"3:26 secret.not-a-source"}},
        Judgement{"none", "epc: {subscribers: {key: {}}}\n", {"3:26 secret.not-a-source"}},
        Judgement{"a list", "epc: {subscribers: {key: [x]}}\n", {"3:26 secret.not-a-source"}},
        Judgement{"from elsewhere", "epc: {subscribers: {key: {vault: k}}}\n", {"3:27 secret.not-a-source"}},
        Judgement{"no variable's name", "epc: {subscribers: {key: {env: A-B}}}\n", {"3:32 value.not-a-variable"}},
        Judgement{"nothing", "epc: {subscribers: {key: }}\n", {"3:21 testbed.no-value"}}));

struct Advice
{
    std::string text; ///< behind two lines that are sound; it has one fault
    std::string hint;
};

TEST(Judge, SaysWhereAStrayKeyBelongs)
{
    for (const Advice& each : {
             Advice{"pool: {handel: x}\n", "did you mean 'handle'?"},
             Advice{"pool:\nhandle: x\n", "indent the lines below that belong to it, from 'handle' on"},
             Advice{"elements:\nservice: fractal\n", "list what belongs to it: '- service: …'"},
             Advice{"pool:\n  handle: x\npolicy: random\n", "indent it like the lines of 'pool' above it"},
             Advice{"elements:\n  - name: mec\nservice: fractal\n",
                    "indent it like the lines of the last entry of 'elements' above it"},
             Advice{"elements: [{name: mec, cpus: 2}]\n", "move it into 'machine'"},
             Advice{"elements: [{name: mec, initial: 1, inital: 2}]\n",
                    "remove it, or merge it with 'initial', which is given, too"},
         })
    {
        const auto source = std::make_shared<Source>("testbed.yaml", "edgepool: 1\nname: demo\n" + each.text);
        Diagnostics unread;
        const doc::Document document = doc::read_yaml(source, unread).value();
        const auto found = judge(document).faults;
        ASSERT_EQ(found.size(), 1U) << each.text;
        EXPECT_EQ(found[0].hint, each.hint) << each.text;
    }
}

TEST(Judge, RecognisesWhatIsNoTestbed)
{
    EXPECT_EQ(faults(""), Faults{"1:1 testbed.empty"});
    EXPECT_EQ(faults("# nothing but a comment\n"), Faults{"1:1 testbed.empty"});
    EXPECT_EQ(faults("just a text\n"), Faults{"1:1 testbed.not-a-testbed"});
    EXPECT_EQ(faults("- name: demo\n"), Faults{"1:1 testbed.not-a-testbed"});
    EXPECT_EQ(faults("vnfd: {id: x}\n"), Faults{"1:1 testbed.not-a-testbed"});
}

TEST(Judge, NeedsVersionAndName)
{
    EXPECT_EQ(faults("pool: {handle: x}\n"), (Faults{"1:1 testbed.missing-key", "1:1 testbed.missing-key"}));
    EXPECT_EQ(faults("edgepool: 2\nname: demo\n"), Faults{"1:11 value.out-of-range"});
}

TEST(Judge, NeverQuotesAWrittenSecret)
{
    const auto source = std::make_shared<Source>(
        "t", "edgepool: 1\nname: x\nepc: {subscribers: {key: 00112233445566778899aabbccddeeff}}\n");
    Diagnostics unread;
    const doc::Document document = doc::read_yaml(source, unread).value();
    for (const Diagnostic& each : judge(document).faults)
    {
        EXPECT_EQ((each.detail + each.hint).find("00112233"), std::string::npos);
    }
}

TEST(Judge, JudgesAliasesWhereTheyAreWritten)
{
    EXPECT_EQ(
        faults("edgepool: 1\nname: x\nelements:\n  - {name: a, machine: &m {cpus: 0}}\n  - {name: b, machine: *m}\n"),
        (Faults{"4:34 value.out-of-range", "4:34 value.out-of-range"}));
}

} // namespace

} // namespace edgepool::testbed
