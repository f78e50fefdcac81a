// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fstream>
#include <memory>
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

/// A paragraph of nbi/exchanges.txt, whose form nbi/README.md explains.
struct Exchange
{
    std::string note{};
    std::vector<std::pair<std::string, std::string>> edits{}; ///< lines taken out, lines put in
    int status = 0;
    bool fails_later = false;
    std::string code{}; ///< "" if OSM would stop at nothing
    std::uint32_t line = 0;
};

std::string read_file(const std::string& name)
{
    std::ifstream in(std::string(EDGEPOOL_SOURCE_DIR) + "/tests/golden/nbi/" + name, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    EXPECT_FALSE(text.str().empty()) << name;
    return text.str();
}

void add_line(Exchange& exchange, const std::string& line)
{
    const std::string rest = line.substr(1) + "\n";
    std::istringstream words(rest);
    switch (line.front())
    {
    case '-':
        if (exchange.edits.empty() || !exchange.edits.back().second.empty())
        {
            exchange.edits.emplace_back();
        }
        exchange.edits.back().first += rest;
        break;
    case '+':
        exchange.edits.back().second += rest;
        break;
    case '=':
    case '!':
        exchange.fails_later = line.front() == '!';
        words >> exchange.code >> exchange.line;
        break;
    default:
        exchange.status = std::stoi(line);
        break;
    }
}

std::vector<Exchange> read_exchanges()
{
    std::vector<Exchange> exchanges;
    std::istringstream in(read_file("exchanges.txt"));
    bool in_paragraph = false;
    for (std::string line; std::getline(in, line);)
    {
        if (line.empty() || !in_paragraph)
        {
            in_paragraph = !line.empty();
            if (in_paragraph)
            {
                exchanges.push_back({.note = line});
            }
            continue;
        }
        add_line(exchanges.back(), line);
    }
    return exchanges;
}

bool is_nsd(const Exchange& exchange)
{
    return exchange.note.starts_with("nsd");
}

std::string descriptor_of(const Exchange& exchange)
{
    std::string text = read_file(is_nsd(exchange) ? "mec_nsd.yaml" : "mec_vnfd.yaml");
    for (const auto& [out, in] : exchange.edits)
    {
        const std::size_t place = text.find(out);
        EXPECT_NE(place, std::string::npos) << exchange.note << ": not in the descriptor:\n" << out;
        text.replace(place, out.size(), in);
    }
    return text;
}

Candidate candidate_of(const std::string& name, std::string text, Diagnostics& diagnostics)
{
    auto document = doc::read_yaml(std::make_shared<Source>(name, std::move(text)), diagnostics);
    EXPECT_TRUE(document) << name;
    const Kind kind = kind_of(*document);
    return {.kind = kind, .document = std::make_shared<const doc::Document>(std::move(*document))};
}

Diagnostics judge(const Exchange& exchange)
{
    Diagnostics diagnostics;
    std::vector<Candidate> candidates{candidate_of("posted.yaml", descriptor_of(exchange), diagnostics)};
    if (is_nsd(exchange))
    {
        candidates.push_back(candidate_of("onboarded.yaml", read_file("mec_vnfd.yaml"), diagnostics));
    }
    validate(candidates, diagnostics);
    return diagnostics;
}

} // namespace

// What NBI v19 refused is an error of the fitting code at the line that a person would point at, and the only one. What
// it took is none, unless OSM is known to fail on it later.
TEST(NbiExchanges, AreJudgedAsTheRealNbiDid)
{
    const auto exchanges = read_exchanges();
    ASSERT_GT(exchanges.size(), 30U);
    for (const Exchange& exchange : exchanges)
    {
        SCOPED_TRACE(exchange.note);
        const Diagnostics diagnostics = judge(exchange);
        // 409 is the answer to what passed all checks of the descriptor, and clashed with what was there, or was not.
        const bool was_taken = exchange.status == 201 || exchange.status == 409;
        EXPECT_EQ(was_taken && !exchange.fails_later, exchange.code.empty());
        std::string seen;
        for (const Diagnostic& diagnostic : diagnostics.items())
        {
            seen += diagnostic.severity == Severity::error ? render(diagnostic) : "";
        }
        EXPECT_EQ(diagnostics.count(Severity::error), exchange.code.empty() ? 0U : 1U) << seen;
        const auto& items = diagnostics.items();
        EXPECT_TRUE(exchange.code.empty() || std::any_of(items.begin(), items.end(),
                                                         [&](const Diagnostic& d) {
                                                             return d.code == exchange.code &&
                                                                    d.where.begin().line == exchange.line;
                                                         }))
            << exchange.code << " at line " << exchange.line << " expected; seen:\n"
            << seen;
    }
}

} // namespace edgepool::descriptor
