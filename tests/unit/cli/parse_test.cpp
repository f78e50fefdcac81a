// SPDX-License-Identifier: Apache-2.0
#include "cli/parse.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace edgepool::cli
{

namespace
{

struct Parsed
{
    std::optional<Arguments> arguments;
    Diagnostics diagnostics;

    std::string code() const { return diagnostics.empty() ? "" : diagnostics.items().front().code; }
    std::string hint() const { return diagnostics.empty() ? "" : diagnostics.items().front().hint; }
};

Parsed parsed(std::string_view command, const std::vector<std::string>& words)
{
    Parsed result;
    result.arguments = parse(*find_command(command), words, result.diagnostics);
    return result;
}

TEST(Parse, TakesOptionsInEverySpelling)
{
    for (const auto& words :
         std::vector<std::vector<std::string>>{{"-f", "a.yaml"}, {"-fa.yaml"}, {"--file", "a.yaml"}, {"--file=a.yaml"}})
    {
        const Parsed result = parsed("show", words);
        ASSERT_TRUE(result.arguments) << words.front();
        EXPECT_EQ(result.arguments->value("file"), "a.yaml") << words.front();
    }
}

TEST(Parse, OptionsAndOperandsMix)
{
    const Parsed result = parsed("validate", {"a.yaml", "--format", "sarif", "b.yaml", "-"});
    ASSERT_TRUE(result.arguments);
    EXPECT_EQ(result.arguments->operands(), (std::vector<std::string>{"a.yaml", "b.yaml", "-"}));
    EXPECT_EQ(result.arguments->value("format"), "sarif");
}

TEST(Parse, BehindTwoDashesEverythingIsAnOperand)
{
    const Parsed result = parsed("validate", {"--", "--json"});
    ASSERT_TRUE(result.arguments);
    EXPECT_EQ(result.arguments->operands(), std::vector<std::string>{"--json"});
}

TEST(Parse, BehindTwoDashesIsWhatRunsElsewhere)
{
    const Parsed result = parsed("run", {"all", "--stream", "--", "ls", "--json", "--", "-l"});
    ASSERT_TRUE(result.arguments);
    EXPECT_EQ(result.arguments->operands(), std::vector<std::string>{"all"});
    EXPECT_EQ(result.arguments->rest(), (std::vector<std::string>{"ls", "--json", "--", "-l"}));
    EXPECT_FALSE(result.arguments->has("json"));
}

TEST(Parse, ACommandToRunElsewhereIsAskedForWhereItIsNeeded)
{
    EXPECT_EQ(parsed("run", {"all"}).code(), "usage.operands");
    EXPECT_EQ(parsed("run", {"all", "--"}).code(), "usage.operands");
    EXPECT_TRUE(parsed("ssh", {"mec-1"}).arguments);
    EXPECT_NE(parsed("ssh", {"mec-1", "ls"}).hint().find("'--'"), std::string::npos);
}

TEST(Parse, NeverGuessesAnOptionFromItsBeginning)
{
    const Parsed result = parsed("show", {"--js"});
    EXPECT_FALSE(result.arguments);
    EXPECT_EQ(result.code(), "usage.unknown-option");
    EXPECT_EQ(result.hint(), "did you mean '--json'?");
}

TEST(Parse, SaysWhatIsWrong)
{
    const struct
    {
        std::string command;
        std::vector<std::string> words;
        std::string code;
    } cases[] = {
        {"show", {"--nonsense"}, "usage.unknown-option"},
        {"show", {"-x"}, "usage.unknown-option"},
        {"show", {"-f"}, "usage.value-needed"},
        {"show", {"--file"}, "usage.value-needed"},
        {"show", {"--json=yes"}, "usage.value-unwanted"},
        {"show", {"-f", "a", "-f", "b"}, "usage.given-twice"},
        {"show", {"a.yaml"}, "usage.operands"},
        {"completion", {}, "usage.operands"},
        {"completion", {"powershell"}, "usage.unknown-value"},
        {"init", {"dmeo"}, "usage.unknown-value"},
        {"graph", {"--format", "png"}, "usage.unknown-value"},
        {"graph", {"--color", "sometimes"}, "usage.unknown-value"},
    };
    for (const auto& each : cases)
    {
        const Parsed result = parsed(each.command, each.words);
        EXPECT_FALSE(result.arguments) << each.command;
        EXPECT_EQ(result.code(), each.code) << each.command << " " << (each.words.empty() ? "" : each.words.front());
        EXPECT_NE(result.hint(), "") << each.code;
    }
}

TEST(Parse, HelpIsGivenWhateverElseIsMissing)
{
    EXPECT_TRUE(parsed("completion", {"--help"}).arguments);
}

TEST(Parse, EmptyWordsAreOperands)
{
    const Parsed result = parsed("validate", {""});
    ASSERT_TRUE(result.arguments);
    EXPECT_EQ(result.arguments->operands(), std::vector<std::string>{""});
}

} // namespace

} // namespace edgepool::cli
