// SPDX-License-Identifier: Apache-2.0
// Every code that the sources can report is explained, and nothing is explained that does not exist.
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "cli/explanations.h"

namespace edgepool::cli
{

namespace
{

const std::regex code_pattern(
    R"x("((yaml|json|testbed|value|secret|site|network|address|epc|group|pool|policy|service|usage|file|package|model|vnfd|nsd|charm|cloud-init|instantiation|run|ssh|wire|process|image|machine|member|day-1)\.[a-z][a-z0-9]*(-[a-z0-9]+)*)")x");

/// Words that look like codes: names of files, and the beginning of a realm.
bool is_something_else(const std::string& word)
{
    return word.ends_with(".yaml") || word.ends_with(".model") || word.ends_with(".example") || word == "epc.mnc";
}

template <typename Use>
void for_each_source(Use use)
{
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(EDGEPOOL_SOURCE_DIR) + "/src"))
    {
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h")
        {
            std::ifstream file(entry.path());
            std::stringstream text;
            text << file.rdbuf();
            use(text.str());
        }
    }
}

std::set<std::string> codes_in_sources()
{
    std::set<std::string> codes;
    for_each_source([&codes](const std::string& source) {
        for (std::sregex_iterator match(source.begin(), source.end(), code_pattern), end; match != end; ++match)
        {
            if (!is_something_else((*match)[1]))
            {
                codes.insert((*match)[1]);
            }
        }
    });
    return codes;
}

/// Code, summary and severity, as they stand in the sources: {"pool.two-registrars", "two registrars",
/// Severity::warning}.
const std::regex
    rule_pattern(R"x("([a-z]+(?:-[a-z0-9]+)?\.[a-z0-9-]+)",\s*"([^"]*)"(?:,\s*(?:Severity::)?(warning|note))?)x");

std::map<std::string, std::string> rules_in_sources()
{
    std::map<std::string, std::string> rules;
    for_each_source([&rules](const std::string& source) {
        for (std::sregex_iterator match(source.begin(), source.end(), rule_pattern), end; match != end; ++match)
        {
            rules[(*match)[1]] = ((*match)[3].matched ? (*match)[3].str() : "error") + ": " + (*match)[2].str();
        }
    });
    return rules;
}

TEST(Explanations, SeverityAndSummaryAreTheRules)
{
    std::map<std::string, std::string> rules = rules_in_sources();
    for (const Explanation& explanation : explanations())
    {
        EXPECT_EQ(std::string(to_string(explanation.severity)) + ": " + std::string(explanation.summary),
                  rules[std::string(explanation.code)])
            << explanation.code;
    }
}

TEST(Explanations, EveryCodeHasOne)
{
    for (const std::string& code : codes_in_sources())
    {
        const Explanation* const explanation = find_explanation(code);
        ASSERT_NE(explanation, nullptr) << code << " is not explained in docs/diagnostics";
        EXPECT_GT(explanation->text.size(), 30U) << code;
    }
}

TEST(Explanations, NothingIsExplainedThatDoesNotExist)
{
    const std::set<std::string> codes = codes_in_sources();
    for (const Explanation& explanation : explanations())
    {
        EXPECT_TRUE(codes.contains(std::string(explanation.code))) << explanation.code << " is reported nowhere";
    }
}

} // namespace

} // namespace edgepool::cli
