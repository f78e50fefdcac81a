// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/rule.h"
#include "base/suggest.h"
#include "cli/commands/commands.h"
#include "cli/explanations.h"
#include "cli/markdown.h"
#include "doc/write.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule unknown_code{"usage.unknown-code", "no such code"};

constexpr std::string_view way_to_list = "'edgepool explain' lists them";

doc::Object to_object(const Explanation& explanation)
{
    return {{"code", explanation.code},
            {"severity", to_string(explanation.severity)},
            {"summary", explanation.summary},
            {"text", explanation.text}};
}

/// Page by page, in the order of their names.
void list(std::vector<const Explanation*> explanations, const Arguments& arguments, Console& console)
{
    if (arguments.has("json"))
    {
        doc::List codes;
        for (const Explanation* const each : explanations)
        {
            codes.emplace_back(to_object(*each));
        }
        console.out << to_json(doc::Object{{"codes", std::move(codes)}});
        return;
    }
    std::ranges::sort(explanations, {}, [](const Explanation* each) { return std::pair(each->page, each->code); });
    std::vector<Block> blocks;
    std::string_view page;
    for (const Explanation* const each : explanations)
    {
        if (each->page != page)
        {
            page = each->page;
            blocks.push_back({.kind = Block::Kind::heading, .text = std::string(each->title)});
        }
        const std::string mark = each->severity == Severity::error ? "" : std::string(to_string(each->severity)) + ": ";
        blocks.push_back(
            {.kind = Block::Kind::row, .cells = {std::string(each->code), mark + std::string(each->summary)}});
    }
    console.out << to_terminal(blocks, console.width, console.out_color);
}

std::vector<const Explanation*> all_explanations()
{
    std::vector<const Explanation*> all;
    for (const Explanation& each : explanations())
    {
        all.push_back(&each);
    }
    return all;
}

void show(const Explanation& explanation, const Arguments& arguments, Console& console)
{
    if (arguments.has("json"))
    {
        console.out << to_json(to_object(explanation));
        return;
    }
    std::vector<Block> blocks{
        {.kind = Block::Kind::heading, .text = std::string(explanation.code)},
        {.text = "**" + std::string(to_string(explanation.severity)) + "**: " + std::string(explanation.summary)}};
    std::ranges::move(parse_markdown(explanation.text), std::back_inserter(blocks));
    console.out << to_terminal(blocks, console.width, console.out_color);
}

/// Codes, and the areas of codes, of which one may have been meant.
Diagnostic unknown(const std::string& word)
{
    std::vector<std::string_view> words;
    for (const Explanation& each : explanations())
    {
        words.push_back(each.code);
        words.push_back(each.code.substr(0, each.code.find('.')));
    }
    const auto meant = did_you_mean(word, words);
    return found(unknown_code, {}, "'" + word + "'",
                 meant ? "did you mean '" + std::string(*meant) + "'?" : std::string(way_to_list));
}

Exit run_explain(const Arguments& arguments, Console& console)
{
    if (arguments.operands().empty())
    {
        list(all_explanations(), arguments, console);
        return Exit::done;
    }
    const std::string& word = arguments.operands().front();
    if (const Explanation* const explanation = find_explanation(word))
    {
        show(*explanation, arguments, console);
        return Exit::done;
    }
    if (const auto of_area = explanations_of(word); !of_area.empty())
    {
        list(of_area, arguments, console);
        return Exit::done;
    }
    console.say(unknown(word));
    return Exit::usage;
}

} // namespace

constexpr Command explain_command{.name = "explain",
                                  .synopsis = "explain a fault by its code: why, what OSM does, bad and good",
                                  .operands = {.name = "CODE", .most = 1},
                                  .run = run_explain};

} // namespace edgepool::cli
