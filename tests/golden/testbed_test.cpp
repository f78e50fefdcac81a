// SPDX-License-Identifier: Apache-2.0
// Bad testbed files and what is said of them, good ones and that nothing is said. Each file is a test of its own name.
// EDGEPOOL_UPDATE_GOLDEN=1 writes the expectations anew: read them before you keep them.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "base/render.h"
#include "doc/write.h"
#include "testbed/json_schema.h"
#include "testbed/read.h"
#include "testbed/reference.h"

namespace edgepool::testbed
{

namespace
{

namespace fs = std::filesystem;

const fs::path& root()
{
    static const fs::path path = EDGEPOOL_SOURCE_DIR;
    return path;
}

bool is_updating()
{
    const char* const asked = std::getenv("EDGEPOOL_UPDATE_GOLDEN");
    return asked != nullptr && std::string(asked) == "1";
}

std::string content_of(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    std::size_t start = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', start))
    {
        lines.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    if (start < text.size())
    {
        lines.push_back(text.substr(start));
    }
    return lines;
}

/// The lines that differ, with the equal ones before and behind them left out.
std::string difference(const std::string& expected, const std::string& actual)
{
    const auto old_lines = lines_of(expected);
    const auto new_lines = lines_of(actual);
    const auto [old_begin, new_begin] =
        std::mismatch(old_lines.begin(), old_lines.end(), new_lines.begin(), new_lines.end());
    const auto [old_end, new_end] = std::mismatch(old_lines.rbegin(), std::make_reverse_iterator(old_begin),
                                                  new_lines.rbegin(), std::make_reverse_iterator(new_begin));
    std::string text = "from line " + std::to_string(old_begin - old_lines.begin() + 1) + " on\n";
    std::for_each(old_begin, old_end.base(), [&text](const std::string& line) { text += "- " + line + "\n"; });
    std::for_each(new_begin, new_end.base(), [&text](const std::string& line) { text += "+ " + line + "\n"; });
    return text;
}

void compare_with(const fs::path& path, const std::string& actual)
{
    const std::string expected = content_of(path);
    if (fs::exists(path) && expected == actual)
    {
        return;
    }
    const std::string name = fs::relative(path, root()).string();
    if (is_updating())
    {
        std::ofstream(path, std::ios::binary) << actual;
        GTEST_SKIP() << name << " was written anew";
    }
    FAIL() << name << " says otherwise, " << difference(expected, actual)
           << "If the new text is right: EDGEPOOL_UPDATE_GOLDEN=1";
}

/// A computer on which the secrets of the examples are in order, and others are not.
SecretSources secrets()
{
    static const std::map<std::string, std::string> variables{
        {"EPC_K", "8baf473f2f8fd09487cccbd7097c6862"},
        {"EPC_OP", "11111111111111111111111111111111"},
        {"EPC_OPC", "8E27B6AF0E692E750F32667A3B14605D"},
        {"SHORT_K", "8baf473f2f8fd09487cccbd7097c686"},
        {"PREFIXED_K", "0x8baf473f2f8fd09487cccbd7097c6862"},
        {"WORD_K", "8baf473f2f8fd09487cccbd7097c686z"},
        {"EMPTY_K", ""},
    };
    static const std::map<std::string, SecretFile> files{
        {"secrets/op", {.content = Secret("1006020f0a478bf6b699f15c062e42b3\n")}},
        {"secrets/k", {.content = Secret("fec86ba6eb707ed08905757b1bb44b8f\r\n")}},
        {"secrets/two-lines", {.content = Secret("fec86ba6eb707ed0\n8905757b1bb44b8f\n")}},
        {"/etc/edgepool/op", {.content = Secret("1006020f0a478bf6b699f15c062e42b3\n"), .readable_by_others = true}},
    };
    const auto variable = [](const std::string& name) {
        const auto found = variables.find(name);
        return found != variables.end() ? std::optional(Secret(found->second)) : std::nullopt;
    };
    const auto file = [](const std::string& path) {
        const auto found = files.find(path);
        return found != files.end() ? std::optional(found->second) : std::nullopt;
    };
    return {.environment = variable, .file = file};
}

std::string report_on(const fs::path& path)
{
    const SecretSources sources = secrets();
    Diagnostics diagnostics;
    const auto source = std::make_shared<const Source>(path.filename().string(), content_of(path));
    const auto testbed = read_testbed(source, diagnostics, &sources);
    EXPECT_EQ(testbed.has_value(), !diagnostics.has_errors());
    std::string report;
    for (const Diagnostic& diagnostic : diagnostics.items())
    {
        report += render(diagnostic);
    }
    return report + std::to_string(diagnostics.count(Severity::error)) + " errors, " +
           std::to_string(diagnostics.count(Severity::warning)) + " warnings\n";
}

std::vector<fs::path> yaml_files(const fs::path& folder)
{
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
    {
        if (entry.path().extension() == ".yaml")
        {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

class BadTestbed : public testing::Test
{
public:
    explicit BadTestbed(fs::path path) : path_(std::move(path)) {}
    void TestBody() override { compare_with(fs::path(path_).replace_extension(".expected"), report_on(path_)); }

private:
    fs::path path_;
};

class GoodTestbed : public testing::Test
{
public:
    explicit GoodTestbed(fs::path path) : path_(std::move(path)) {}
    void TestBody() override
    {
        const std::string report = report_on(path_);
        if (report != "0 errors, 0 warnings\n")
        {
            FAIL() << "nothing is wrong with this file, but:\n" << report;
        }
    }

private:
    fs::path path_;
};

template <typename Test>
void register_tests(const char* suite, const std::vector<fs::path>& files)
{
    for (const fs::path& path : files)
    {
        // The suite's classes differ by their file alone, so each test may be made by the same lambda.
        testing::RegisterTest(suite, path.stem().string().c_str(), nullptr, nullptr, path.string().c_str(), 1,
                              [path]() -> testing::Test* { return std::make_unique<Test>(path).release(); });
    }
}

[[maybe_unused]] const bool is_registered = [] {
    const fs::path folder = root() / "tests/golden/testbed";
    register_tests<BadTestbed>("BadTestbed", yaml_files(folder));
    register_tests<GoodTestbed>("GoodTestbed", yaml_files(folder / "good"));
    register_tests<GoodTestbed>("Example", yaml_files(root() / "examples"));
    return true;
}();

/// Everything of that form in the sources of a folder.
std::set<std::string> codes_in(const fs::path& folder, const std::string& extension, const std::regex& form)
{
    std::set<std::string> codes;
    for (const auto& entry : fs::directory_iterator(folder))
    {
        const std::string text = entry.path().extension() == extension ? content_of(entry.path()) : "";
        for (std::sregex_iterator found(text.begin(), text.end(), form), end; found != end; ++found)
        {
            codes.insert((*found)[1]);
        }
    }
    return codes;
}

} // namespace

TEST(TestbedFile, HasABadExampleOfEveryFault)
{
    const std::regex form(
        R"re("((?:testbed|value|secret|site|network|address|epc|pool|policy|service|group|yaml)\.[a-z0-9-]+)",\s*")re");
    auto codes = codes_in(root() / "src/testbed", ".cpp", form);
    codes.merge(codes_in(root() / "src/doc", ".cpp", form));
    ASSERT_GT(codes.size(), 60U);
    codes.erase("yaml.too-large");       // 16 MiB
    codes.erase("yaml.too-many-values"); // a million of them

    const auto shown =
        codes_in(root() / "tests/golden/testbed", ".expected", std::regex(R"(\[([a-z]+\.[a-z0-9-]+)\])"));
    std::vector<std::string> missing;
    std::ranges::set_difference(codes, shown, std::back_inserter(missing));
    EXPECT_EQ(missing, std::vector<std::string>{});
}

TEST(TestbedFile, SaysTheSameOfOneFaultEverywhere)
{
    const std::regex head(R"((?:error|warning): ([^:\n]+)(?:: [^\n]*)? \[([a-z]+\.[a-z0-9-]+)\]\n)");
    std::map<std::string, std::string> summaries;
    for (const auto& entry : fs::directory_iterator(root() / "tests/golden/testbed"))
    {
        const std::string text = entry.path().extension() == ".expected" ? content_of(entry.path()) : "";
        for (std::sregex_iterator found(text.begin(), text.end(), head), end; found != end; ++found)
        {
            const auto [known, is_new] = summaries.emplace((*found)[2], (*found)[1]);
            EXPECT_EQ(known->second, (*found)[1]) << entry.path() << ", " << (*found)[2];
        }
    }
}

TEST(TestbedFile, ReferenceIsTheOneOfTheTable)
{
    compare_with(root() / "docs/testbed-file.md", reference_markdown());
}

TEST(TestbedFile, SchemaIsTheOneOfTheTable)
{
    compare_with(root() / "docs/testbed.schema.json", doc::to_json(json_schema()) + "\n");
}

} // namespace edgepool::testbed
