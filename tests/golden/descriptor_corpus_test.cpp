// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "base/render.h"
#include "descriptor/validate.h"
#include "doc/read_yaml.h"

namespace edgepool::descriptor
{

namespace
{

/// A row of the corpus' INDEX.tsv: a public descriptor and what the real NBI answered when it was posted.
struct Row
{
    std::string file{};
    std::string kind{};
    std::string verdict{};
};

/// Where a person would point at in the descriptors that the NBI refuses.
struct Expected
{
    std::string_view file{};
    std::string_view code{};
    std::uint32_t line = 0;
};

constexpr Expected refused[] = {
    {"vnfd-013-complex-vnf.yaml", "vnfd.no-management-point", 19},
};

/// Errors of ours in descriptors that the NBI takes, or beyond the one that it stops at, each with the proof that OSM
/// fails on it later.
struct Stricter
{
    std::string_view file{};
    std::string_view code{};
    std::string_view proof{};
};

constexpr Stricter stricter[] = {
    // The NBI stops at the missing mgmt-cp; it asks for day1-2 right after: 400 "'day1-2'".
    {"vnfd-013-complex-vnf.yaml", "vnfd.no-configuration",
     "facts B.4: day1-2 must be there if operate-vnf-op-config is"},
};

std::string read_file(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<std::string> split(const std::string& line)
{
    std::vector<std::string> cells;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, '\t');)
    {
        cells.push_back(cell);
    }
    return cells;
}

std::vector<Row> read_index(const std::filesystem::path& folder)
{
    std::vector<Row> rows;
    std::istringstream in(read_file(folder / "INDEX.tsv"));
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line))
    {
        const auto cells = split(line);
        rows.push_back({.file = cells.at(0), .kind = cells.at(1), .verdict = cells.at(4)});
    }
    return rows;
}

std::string all_of(const Diagnostics& diagnostics)
{
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics.items())
    {
        text += render(diagnostic);
    }
    return text;
}

std::optional<Candidate> read(const std::filesystem::path& path, Diagnostics& diagnostics)
{
    auto document = doc::read_yaml(std::make_shared<Source>(path.filename().string(), read_file(path)), diagnostics);
    if (!document)
    {
        return {};
    }
    const Kind kind = kind_of(*document);
    return Candidate{.kind = kind, .document = std::make_shared<const doc::Document>(std::move(*document))};
}

bool is_stricter(const Row& row, const Diagnostic& diagnostic)
{
    return std::any_of(std::begin(stricter), std::end(stricter),
                       [&](const Stricter& s) { return s.file == row.file && s.code == diagnostic.code; });
}

const Expected* expected_of(const Row& row)
{
    const auto* const found =
        std::find_if(std::begin(refused), std::end(refused), [&](const Expected& e) { return e.file == row.file; });
    return found == std::end(refused) ? nullptr : found;
}

void expect_verdict(const Row& row, const Diagnostics& diagnostics)
{
    const bool is_refused = row.verdict.starts_with("INVALID 4") && !row.verdict.starts_with("INVALID 409");
    const Expected* const expected = expected_of(row);
    ASSERT_EQ(is_refused, expected != nullptr) << row.file << " has no line in the table of this test";
    bool has_expected = false;
    for (const Diagnostic& diagnostic : diagnostics.items())
    {
        const bool is_expected =
            expected != nullptr && diagnostic.code == expected->code && diagnostic.where.begin().line == expected->line;
        has_expected |= is_expected;
        EXPECT_TRUE(diagnostic.severity != Severity::error || is_expected || is_stricter(row, diagnostic))
            << render(diagnostic);
    }
    EXPECT_EQ(has_expected, is_refused) << row.file << ": " << row.verdict << "\n" << all_of(diagnostics);
    if (row.kind == "nsd")
    {
        EXPECT_EQ(diagnostics.count(Severity::note), 1U) << row.file << ": its VNFDs are not given, and a note says so";
    }
}

class Corpus : public testing::Test
{
protected:
    void SetUp() override
    {
        const char* const folder = std::getenv("EDGEPOOL_CORPUS");
        if (folder == nullptr)
        {
            GTEST_SKIP()
                << "NOT RUN: the corpus of public descriptors is not part of the project; EDGEPOOL_CORPUS names "
                   "the folder with INDEX.tsv";
        }
        folder_ = folder;
        rows_ = read_index(folder_);
        ASSERT_GT(rows_.size(), 50U);
    }

    std::filesystem::path folder_{};
    std::vector<Row> rows_{};
};

} // namespace

TEST_F(Corpus, EachDescriptorGetsTheVerdictOfTheRealNbi)
{
    for (const Row& row : rows_)
    {
        SCOPED_TRACE(row.file);
        Diagnostics diagnostics;
        const auto candidate = read(folder_ / row.file, diagnostics);
        ASSERT_TRUE(candidate) << all_of(diagnostics);
        EXPECT_EQ(candidate->kind, row.kind == "nsd" ? Kind::nsd : Kind::vnfd);
        validate({{*candidate}}, diagnostics);
        expect_verdict(row, diagnostics);
    }
}

// A validator that cries wolf is thrown away: what it says of descriptors that work is little, and each word is known
// here.
TEST_F(Corpus, WarningsAreFewAndKnown)
{
    constexpr std::string_view known[] = {
        "model.missing-key",           // mandatory in SOL006; OSM does without: two a file at most
        "model.repeated-entry",        // nsd-002 names a link's profile twice
        "nsd.base-element-id",         // five NSDs count there
        "vnfd.level-without-vdu",      // vnfd-033: testVdu is called test
        "vnfd.unreachable-management", // vnfd-033: mgmt-cp leads to no VDU
        "vnfd.unconnected-interface",  // vnfd-013: no interface is described
    };
    std::size_t most = 0;
    for (const Row& row : rows_)
    {
        Diagnostics diagnostics;
        const auto candidate = read(folder_ / row.file, diagnostics);
        ASSERT_TRUE(candidate);
        validate({{*candidate}}, diagnostics);
        for (const Diagnostic& diagnostic : diagnostics.items())
        {
            EXPECT_TRUE(diagnostic.severity != Severity::warning ||
                        std::find(std::begin(known), std::end(known), diagnostic.code) != std::end(known))
                << render(diagnostic);
        }
        most = std::max(most, diagnostics.count(Severity::warning));
    }
    EXPECT_LE(most, 5U);
}

} // namespace edgepool::descriptor
