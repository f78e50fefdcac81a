// SPDX-License-Identifier: Apache-2.0
// The examples of docs/diagnostics are true: what stands below "Bad:" is reported with the section's code and with no
// other that the section does not name, what stands below "Good:" is not reported at all. An example shows only what
// matters; docs/diagnostics/README.md says what is added to it.
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cli/explanations.h"
#include "cli/markdown.h"
#include "golden/explanations/example.h"

namespace edgepool::cli
{

namespace
{

using support::Codes;
using support::codes_of;
using support::Form;
using support::form_of;

/// The blocks of code below "Bad:", "Good:" and "Do:".
using Examples = std::map<std::string, std::vector<std::string>>;

Examples examples_of(const Explanation& explanation)
{
    Examples examples;
    std::string label;
    for (const Block& block : parse_markdown(explanation.text))
    {
        if (block.kind == Block::Kind::code && !label.empty())
        {
            examples[label].push_back(block.text);
        }
        const bool is_label = block.kind == Block::Kind::paragraph && block.text.ends_with(':');
        label = is_label ? block.text.substr(0, block.text.size() - 1) : "";
    }
    return examples;
}

/// Codes that the section itself speaks of may be reported, too.
bool is_named(const Explanation& explanation, const std::string& code)
{
    return explanation.text.find("`" + code + "`") != std::string_view::npos;
}

void check_bad(const Explanation& explanation, const std::string& example)
{
    const std::string code(explanation.code);
    const Codes codes = codes_of(example, form_of(explanation, example));
    EXPECT_TRUE(codes.contains(code)) << code << " is not reported for its bad example\n" << example;
    for (const std::string& other : codes)
    {
        EXPECT_TRUE(other == code || is_named(explanation, other))
            << code << ": its bad example is also " << other << "\n"
            << example;
    }
}

void check_good(const Explanation& explanation, const std::string& example)
{
    for (const std::string& code : codes_of(example, form_of(explanation, example)))
    {
        EXPECT_TRUE(code != explanation.code && is_named(explanation, code))
            << explanation.code << ": its good example is " << code << "\n"
            << example;
    }
}

TEST(ExplainedExamples, EveryExplanationHasThem)
{
    for (const Explanation& explanation : explanations())
    {
        const Examples examples = examples_of(explanation);
        EXPECT_TRUE(examples.contains("Good") || examples.contains("Do")) << explanation.code;
        EXPECT_TRUE(examples.contains("Bad") || !examples.contains("Good")) << explanation.code;
    }
}

TEST(ExplainedExamples, WhatTheyAreCompletedWithIsGood)
{
    EXPECT_EQ(codes_of("id: mec_vnfd\n", Form::vnfd), Codes{});
    EXPECT_EQ(codes_of("id: mec_nsd\n", Form::nsd), Codes{});
    EXPECT_EQ(codes_of("name: oslo\n", Form::testbed), Codes{});
    EXPECT_EQ(codes_of("additionalParamsForVnf:\n  - member-vnf-index: mec1\n", Form::parameters), Codes{});
    EXPECT_EQ(codes_of("# mec_vnfd.yaml\nid: mec_vnfd\n", Form::package), Codes{});
}

TEST(ExplainedExamples, BadOnesAreReportedAndGoodOnesAreNot)
{
    std::size_t judged = 0;
    for (const Explanation& explanation : explanations())
    {
        Examples examples = examples_of(explanation);
        for (const std::string& example : examples["Bad"])
        {
            if (form_of(explanation, example) != Form::only_read)
            {
                check_bad(explanation, example);
                ++judged;
            }
        }
        for (const std::string& example : examples["Good"])
        {
            check_good(explanation, example);
        }
    }
    EXPECT_GT(judged, 200U) << "few can be shown by lists of files only";
}

} // namespace

} // namespace edgepool::cli
