// SPDX-License-Identifier: Apache-2.0
#include <ostream>
#include <string>
#include <string_view>
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

/// The first paragraph's text: what the fault is, in one sentence.
std::string essence(const Explanation& explanation)
{
    for (const Block& block : parse_markdown(explanation.text))
    {
        if (block.kind == Block::Kind::paragraph)
        {
            return block.text;
        }
    }
    return {};
}

void list_all(const Arguments& arguments, Console& console)
{
    doc::List list;
    for (const Explanation& each : explanations())
    {
        if (arguments.has("json"))
        {
            list.emplace_back(doc::Object{{"code", each.code}, {"text", each.text}});
        }
        else
        {
            console.out << to_terminal({{.kind = Block::Kind::row, .cells = {std::string(each.code), essence(each)}}},
                                       console.width, console.out_color);
        }
    }
    if (arguments.has("json"))
    {
        console.out << to_json(doc::Object{{"codes", std::move(list)}});
    }
}

Exit run_explain(const Arguments& arguments, Console& console)
{
    if (arguments.operands().empty())
    {
        list_all(arguments, console);
        return Exit::done;
    }
    const std::string& code = arguments.operands().front();
    const Explanation* const explanation = find_explanation(code);
    if (explanation == nullptr)
    {
        std::vector<std::string_view> codes;
        for (const Explanation& each : explanations())
        {
            codes.push_back(each.code);
        }
        const auto meant = did_you_mean(code, codes);
        console.say(found(unknown_code, {}, "'" + code + "'",
                          meant ? "did you mean '" + std::string(*meant) + "'?" : "'edgepool explain' lists them"));
        return Exit::usage;
    }
    if (arguments.has("json"))
    {
        console.out << to_json(doc::Object{{"code", explanation->code}, {"text", explanation->text}});
        return Exit::done;
    }
    std::vector<Block> blocks = parse_markdown(explanation->text);
    blocks.insert(blocks.begin(), {.kind = Block::Kind::heading, .text = code});
    console.out << to_terminal(blocks, console.width, console.out_color);
    return Exit::done;
}

} // namespace

constexpr Command explain_command{.name = "explain",
                                  .synopsis = "explain a fault by its code: why, what OSM does, bad and good",
                                  .operands = {.name = "CODE", .most = 1},
                                  .run = run_explain};

} // namespace edgepool::cli
