// SPDX-License-Identifier: Apache-2.0
#include "recipe/script.h"

#include <algorithm>
#include <cassert>
#include <set>
#include <utility>
#include <vector>

#include "base/shell_word.h"
#include "crypto/hash.h"
#include "recipe/shell_pieces.h"
#include "recipe/shell_task.h"
#include "recipe/shell_text.h"

namespace edgepool::recipe
{

namespace
{

/// A file of functions, without the lines about the file itself.
std::string_view functions_of(std::string_view name)
{
    const auto pieces = shell_pieces();
    const auto found = std::ranges::find(pieces, name, &EmbeddedText::name);
    assert(found != pieces.end());
    return found->text.substr(found->text.find("\n\n") + 1);
}

std::string numbers(const std::vector<TaskIndex>& tasks)
{
    std::string text;
    for (const TaskIndex index : tasks)
    {
        text += (text.empty() ? "" : " ") + std::to_string(index + 1);
    }
    return text;
}

std::vector<TaskIndex> uploads_of(const Recipe& recipe)
{
    std::vector<TaskIndex> uploads;
    for (TaskIndex i = 0; i < recipe.tasks.size(); ++i)
    {
        if (std::holds_alternative<Upload>(recipe.tasks[i].action))
        {
            uploads.push_back(i);
        }
    }
    return uploads;
}

bool is_unit(const Task& task)
{
    return std::holds_alternative<Unit>(task.action);
}

/// The names of the units that need the task.
std::string units_needing(const Recipe& recipe, TaskIndex index)
{
    std::string names;
    for (const Task& task : recipe.tasks)
    {
        if (is_unit(task) && std::ranges::find(task.needs, index) != task.needs.end())
        {
            names += (names.empty() ? "" : " ") + std::get<Unit>(task.action).name;
        }
    }
    return names;
}

std::string in_comment(std::string_view text)
{
    std::string line(text);
    std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return line;
}

std::string function(const std::string& name, const std::string& body)
{
    return name + "() {\n" + body + "}\n";
}

/// What runs the task, in the main function.
std::string call(const Recipe& recipe, TaskIndex index, bool is_probe)
{
    const Task& task = recipe.tasks[index];
    assert(std::ranges::all_of(task.needs, [&](TaskIndex need) { return need < index; }));
    std::string line = std::string("    ") + (is_probe ? "run_probe " : "run_task ") + std::to_string(index + 1) + " " +
                       shell_word(inside_json(task.name)) + " '" + numbers(task.needs) + "'";
    if (!is_probe)
    {
        line += " '" + units_needing(recipe, index) + "' " + (is_unit(task) ? "restarts" : "''");
    }
    return line + "\n";
}

/// All but the lines about this very text, which go in between.
std::pair<std::string, std::string> halves(const Recipe& recipe, const Manner& manner)
{
    std::set<std::string_view> pieces;
    std::string tasks;
    std::string calls;
    for (TaskIndex i = 0; i < recipe.tasks.size(); ++i)
    {
        const ShellTask text = shell_task(recipe.tasks[i].action, manner);
        const std::string number = std::to_string(i + 1);
        pieces.insert(text.pieces.begin(), text.pieces.end());
        tasks +=
            "\n# " + number + ". " + in_comment(recipe.tasks[i].name) + "\n" + function("check_" + number, text.check);
        tasks += text.apply.empty() ? "" : function("apply_" + number, text.apply);
        calls += call(recipe, i, text.apply.empty());
    }
    std::string head =
        "#!/bin/sh\n# " + in_comment(recipe.title) +
        "\n# Made by edgepool. Run as root, as often as you like: sh -s <THIS, or sh -s -- --check <THIS to be "
        "told only\n# what would change. Nothing is done before the last line is read, so that a part of it does "
        "nothing.\n"
        "# shellcheck disable=SC1003,SC2016,SC2034,SC2317\n\ntitle=" +
        shell_word(inside_json(recipe.title)) + "\ntasks=" + std::to_string(recipe.tasks.size()) + "\nexpected='" +
        (manner.uploads == Uploads::left_out ? numbers(uploads_of(recipe)) : "") + "'\n";
    head += functions_of("frame.sh");
    for (const std::string_view piece : pieces)
    {
        head += functions_of(piece);
    }
    return {head + tasks,
            "\n" + function("main", "    begin \"$@\"\n" + calls + "    finish\n") + "\n{\nmain \"$@\"\n}\n"};
}

std::string about(std::string_view root, const std::string& digest)
{
    return "\nroot=" + shell_word(root) + "\ndigest=" + digest + "\n";
}

} // namespace

Script compile(const Recipe& recipe, std::string_view root)
{
    const auto [front, back] = halves(recipe, {});
    const std::string digest = crypto::sha256(front + back);
    Script script{.text = Secret(front + about(root, digest) + back), .digest = digest};
    if (!uploads_of(recipe).empty())
    {
        const auto [light_front, light_back] = halves(recipe, {.uploads = Uploads::left_out});
        script.light = Secret(light_front + about(root, digest) + light_back);
    }
    return script;
}

std::string readable(const Recipe& recipe)
{
    const auto [front, back] = halves(recipe, {.secrets = Secrets::hidden});
    return front + about({}, "of_the_text_with_its_secrets") + back;
}

} // namespace edgepool::recipe
