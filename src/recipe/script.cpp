// SPDX-License-Identifier: Apache-2.0
#include "recipe/script.h"

#include <algorithm>
#include <cassert>
#include <limits>
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

/// Whatever is done in there, the shell that calls it stays as it is.
std::string subshell_function(const std::string& name, const std::string& body)
{
    return name + "() (\n" + body + ")\n";
}

/// What runs the task, in the main function.
std::string call(const Recipe& recipe, TaskIndex index, const ShellTask& text)
{
    const Task& task = recipe.tasks[index];
    assert(std::ranges::all_of(task.needs, [&](TaskIndex need) { return need < index; }));
    const bool is_probe = text.apply.empty();
    const std::string how = is_probe ? "run_probe " : text.is_written ? "run_file " : "run_task ";
    std::string line = "    " + how + std::to_string(index + 1) + " " + shell_word(inside_json(task.name)) + " '" +
                       numbers(task.needs) + "'";
    if (!is_probe)
    {
        line += " '" + units_needing(recipe, index) + "'";
    }
    if (!is_probe && !text.is_written)
    {
        line += is_unit(task) ? " restarts" : " ''";
    }
    return line + "\n";
}

/// Puts the main function together. Files that follow each other are renamed at once, unless one needs another.
class Calls
{
public:
    void add(const Recipe& recipe, TaskIndex index, const ShellTask& text)
    {
        const auto& needs = recipe.tasks[index].needs;
        const bool waits = std::ranges::any_of(needs, [this](TaskIndex need) { return need >= first_written_; });
        if (first_written_ != none && (!text.is_written || waits))
        {
            settle();
        }
        text_ += call(recipe, index, text);
        first_written_ = text.is_written ? std::min(first_written_, index) : none;
    }

    std::string finished()
    {
        if (first_written_ != none)
        {
            settle();
        }
        return std::move(text_);
    }

private:
    static constexpr TaskIndex none = std::numeric_limits<TaskIndex>::max();

    void settle()
    {
        text_ += "    settle\n";
        first_written_ = none;
    }

    std::string text_{};
    TaskIndex first_written_ = none; ///< of the files that are not yet renamed
};

/// A function that calls another with all of the words.
std::string lister(const std::string& name, const std::string& callee, const std::vector<std::string>& list)
{
    std::string body = "    " + callee;
    for (const std::string& word : list)
    {
        body += " " + shell_word(word);
    }
    return list.empty() ? "" : "\n" + function(name, body + "\n");
}

/// What all tasks are in the script.
struct Pieces
{
    std::set<std::string_view> names{};
    std::string tasks{};
    Calls calls{};
    std::vector<std::string> files{};
    std::vector<std::string> settings{};

    void add(const Recipe& recipe, TaskIndex index, const ShellTask& text)
    {
        const std::string number = std::to_string(index + 1);
        names.insert(text.pieces.begin(), text.pieces.end());
        tasks += "\n# " + number + ". " + in_comment(recipe.tasks[index].name) + "\n" +
                 (text.is_foreign ? subshell_function("check_" + number, text.check)
                                  : function("check_" + number, text.check));
        tasks += text.apply.empty() ? "" : function("apply_" + number, text.apply);
        calls.add(recipe, index, text);
        if (!text.file.empty())
        {
            files.push_back(text.file);
        }
        if (!text.setting.empty())
        {
            settings.push_back(text.setting);
        }
    }
};

/// All but the lines about this very text, which go in between.
std::pair<std::string, std::string> halves(const Recipe& recipe, const Manner& manner)
{
    Pieces pieces;
    for (TaskIndex i = 0; i < recipe.tasks.size(); ++i)
    {
        pieces.add(recipe, i, shell_task(recipe.tasks[i].action, manner));
    }
    std::string head =
        "#!/bin/sh\n# " + in_comment(recipe.title) +
        "\n# Made by edgepool. Run as root, as often as you like: sh -s <THIS, or sh -s -- --check <THIS to be "
        "told only\n# what would change. Nothing is done before the last line is read, so that a part of it does "
        "nothing.\n"
        "# shellcheck disable=SC1003,SC2016,SC2034,SC2235,SC2317\n\ntitle=" +
        shell_word(inside_json(recipe.title)) + "\ntasks=" + std::to_string(recipe.tasks.size()) + "\nexpected='" +
        (manner.uploads == Uploads::left_out ? numbers(uploads_of(recipe)) : "") + "'\n";
    head += functions_of("frame.sh");
    for (const std::string_view piece : pieces.names)
    {
        head += functions_of(piece);
    }
    head += lister("look_at_files", "look_at", pieces.files) +
            lister("look_at_settings", "ask_for_settings", pieces.settings);
    const std::string body = "    begin \"$@\"\n" + pieces.calls.finished() + "    finish\n";
    return {head + pieces.tasks, "\n" + function("main", body) + "\n{\nmain \"$@\"\n}\n"};
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
