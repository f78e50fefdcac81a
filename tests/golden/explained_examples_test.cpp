// SPDX-License-Identifier: Apache-2.0
// The examples of docs/diagnostics are true: what stands below "Bad:" is reported with the section's code and with no
// other that the section does not name, what stands below "Good:" is not reported at all. An example shows only what
// matters; docs/diagnostics/README.md says what is added to it (from tests/golden/explanations).
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cli/console.h"
#include "cli/explanations.h"
#include "cli/judging.h"
#include "cli/markdown.h"
#include "cli/run.h"
#include "doc/read_json.h"
#include "doc/read_yaml.h"
#include "golden/explanations/merged.h"
#include "unit/package/folders.h"

namespace edgepool::cli
{

namespace
{

namespace files = std::filesystem;

using Codes = std::set<std::string>;

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
        label = block.kind == Block::Kind::paragraph && block.text.ends_with(':')
                    ? block.text.substr(0, block.text.size() - 1)
                    : "";
    }
    return examples;
}

/// "# charms/mec/actions.yaml" begins a file.
const std::regex file_mark(R"(^# (\S*[./]\S*)$)");

bool has_files(const std::string& example)
{
    std::istringstream lines(example);
    std::string first;
    std::getline(lines, first);
    return std::regex_match(first, file_mark);
}

/// Which of the ways below to judge the example; "" if it is something to read only.
std::string way_of(const Explanation& explanation, const std::string& example)
{
    static const std::map<std::string, std::string, std::less<>> ways{
        {"vnfd", "vnfd"},     {"model", "vnfd"},     {"nsd", "nsd"},          {"instantiation", "parameters"},
        {"yaml", "yaml"},     {"usage", "line"},     {"cloud-init", "cloud"}, {"charm", "package"},
        {"epc", "testbed"},   {"pool", "testbed"},   {"network", "testbed"},  {"site", "testbed"},
        {"value", "testbed"}, {"secret", "testbed"}, {"testbed", "testbed"},  {"package", "package"},
    };
    if (explanation.code.starts_with("file.") ||
        ((explanation.page == "package" || explanation.page == "charm") && !has_files(example)))
    {
        return "";
    }
    return explanation.code.starts_with("json.") ? "json" : ways.find(explanation.page)->second;
}

std::string text_of(const files::path& path)
{
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

class Example
{
public:
    explicit Example(const std::string& text)
        : text_(std::regex_replace(text, std::regex("# no ([a-z0-9_-]+)"), no_key))
    {
        files::copy(bases, folder_.path(), files::copy_options::recursive | files::copy_options::copy_symlinks);
        folder_.write("secrets/k", key);
        files::permissions(folder_ / "secrets/k", files::perms::owner_read | files::perms::owner_write);
    }

    Codes codes(const std::string& way)
    {
        if (way == "yaml" || way == "json")
        {
            const auto source = std::make_shared<Source>("example", text_);
            way == "yaml" ? (void)doc::read_yaml(source, diagnostics_) : (void)doc::read_json(source, diagnostics_);
        }
        else if (way == "line")
        {
            return run_line();
        }
        else if (way == "package" || way == "cloud")
        {
            way == "cloud" && !has_files(text_) ? folder_.write("mec_vnf/cloud_init/mec.cfg", text_) : write_files();
            judge({"mec_vnf"});
        }
        else
        {
            const std::string base = way == "vnfd"         ? "mec_vnf/mec_vnfd.yaml"
                                     : way == "nsd"        ? "mec_nsd.yaml"
                                     : way == "parameters" ? "parameters.yaml"
                                                           : "testbed.yaml";
            write_merged(base, text_);
            way == "nsd"          ? judge({"mec_vnf/mec_vnfd.yaml", base})
            : way == "parameters" ? judge({"mec_vnf", "mec_nsd.yaml", base})
                                  : judge({base});
        }
        Codes codes;
        for (const Diagnostic& diagnostic : diagnostics_.items())
        {
            codes.insert(diagnostic.code);
        }
        return codes;
    }

private:
    static constexpr const char* no_key = "$1: __absent__";
    static constexpr const char* key = "449c4b91aeacd0ace182cf3a5a72bfa1\n";
    inline static const std::string bases = std::string(EDGEPOOL_SOURCE_DIR) + "/tests/golden/explanations";

    /// What the fragment does not show is as in the base; a document with a top of its own stands as it is.
    void write_merged(const std::string& name, const std::string& fragment) const
    {
        const auto read = [](const std::string& text) {
            Diagnostics ignored;
            return doc::read_yaml(std::make_shared<Source>("example", text), ignored);
        };
        const auto document = read(fragment);
        const auto base = read(text_of(folder_ / name));
        const bool is_whole = !document || !document->root().is_mapping() ||
                              std::regex_search(fragment, std::regex("^(edgepool|vnfd|nsd)(:[a-z]+-catalog)?:"));
        const std::string envelope = name.ends_with("vnfd.yaml")  ? "vnfd:\n"
                                     : name.ends_with("nsd.yaml") ? "nsd:\n  nsd:\n  -\n"
                                                                  : "";
        const std::string margin(envelope.starts_with("vnfd") ? 2 : envelope.empty() ? 0 : 4, ' ');
        folder_.write(name, is_whole
                                ? fragment
                                : support::merged(base->root(), read(envelope + indented(fragment, margin))->root()));
    }

    static std::string indented(const std::string& text, const std::string& margin)
    {
        return std::regex_replace(margin + text, std::regex("\n(?!$)"), "\n" + margin);
    }

    void write_files() const
    {
        std::istringstream lines(text_);
        std::map<std::string, std::string> texts;
        std::string name;
        for (std::string line; std::getline(lines, line);)
        {
            std::smatch mark;
            if (std::regex_match(line, mark, file_mark))
            {
                name = mark[1];
                texts[name];
                continue;
            }
            ASSERT_NE(name, "") << "the example does not begin with the name of a file";
            texts[name] += line + "\n";
        }
        for (const auto& [path, text] : texts)
        {
            path == "mec_vnfd.yaml" ? write_merged("mec_vnf/" + path, text) : folder_.write("mec_vnf/" + path, text);
        }
    }

    Console console(std::ostream& out)
    {
        const auto environment = [](std::string_view name) {
            return name.starts_with("EPC_") ? std::optional<std::string>(key) : std::nullopt;
        };
        return {.in = in_, .out = out, .err = out, .environment = environment};
    }

    void judge(const std::vector<std::string>& names)
    {
        std::ostringstream out;
        Console console = this->console(out);
        Judging judging{console};
        for (const std::string& name : names)
        {
            judging.add((folder_ / name).string());
        }
        judging.finish();
        diagnostics_ = judging.diagnostics();
    }

    /// The codes that the program says in brackets.
    Codes run_line()
    {
        std::ostringstream out;
        Console console = this->console(out);
        std::istringstream line(text_);
        std::vector<std::string> words{std::istream_iterator<std::string>(line), {}};
        words.erase(words.begin());
        cli::run(words, console, {});
        const std::string said = out.str();
        const std::regex code(R"(\[([a-z]+\.[a-z-]+)\])");
        Codes codes;
        for (std::sregex_iterator match(said.begin(), said.end(), code), end; match != end; ++match)
        {
            codes.insert((*match)[1]);
        }
        return codes;
    }

    package::TemporaryFolder folder_;
    std::istringstream in_;
    std::string text_;
    Diagnostics diagnostics_;
};

/// Codes that the section itself speaks of.
bool is_named(const Explanation& explanation, const std::string& code)
{
    return explanation.text.find("`" + code + "`") != std::string_view::npos;
}

void check_bad(const Explanation& explanation, const std::string& example)
{
    const std::string way = way_of(explanation, example);
    const std::string code(explanation.code);
    if (way.empty())
    {
        return;
    }
    Codes codes = Example(example).codes(way);
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
    const std::string way = way_of(explanation, example);
    if (way.empty())
    {
        return;
    }
    for (const std::string& code : Example(example).codes(way))
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
        const bool has_both = examples.contains("Bad") && examples.contains("Good");
        EXPECT_TRUE(has_both || examples.contains("Do")) << explanation.code << " has no example";
        EXPECT_FALSE(examples.contains("Bad") && !examples.contains("Good") && !examples.contains("Do"))
            << explanation.code;
    }
}

TEST(ExplainedExamples, TheBaseOfAllIsGood)
{
    EXPECT_EQ(Example("id: mec_vnfd\n").codes("vnfd"), Codes{});
    EXPECT_EQ(Example("id: mec_nsd\n").codes("nsd"), Codes{});
    EXPECT_EQ(Example("name: oslo\n").codes("testbed"), Codes{});
    EXPECT_EQ(Example("additionalParamsForVnf:\n  - member-vnf-index: mec1\n").codes("parameters"), Codes{});
    EXPECT_EQ(Example("# mec_vnfd.yaml\nid: mec_vnfd\n").codes("package"), Codes{});
}

TEST(ExplainedExamples, BadOnesAreReportedAndGoodOnesAreNot)
{
    for (const Explanation& explanation : explanations())
    {
        Examples examples = examples_of(explanation);
        for (const std::string& example : examples["Bad"])
        {
            check_bad(explanation, example);
        }
        for (const std::string& example : examples["Good"])
        {
            check_good(explanation, example);
        }
    }
}

} // namespace

} // namespace edgepool::cli
