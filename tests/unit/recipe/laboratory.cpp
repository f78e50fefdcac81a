// SPDX-License-Identifier: Apache-2.0
#include "unit/recipe/laboratory.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include "process/tool.h"

namespace edgepool::recipe
{

namespace
{

namespace files = std::filesystem;

std::vector<Line> parsed(const std::string& output)
{
    std::vector<Line> lines;
    std::istringstream stream(output);
    for (std::string line; std::getline(stream, line);)
    {
        lines.push_back(parse_line(line));
    }
    return lines;
}

std::string content_of(const files::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

std::string Told::states() const
{
    std::string text;
    for (const Line& line : lines)
    {
        const auto* const report = std::get_if<TaskReport>(&line);
        if (report != nullptr && report->state != State::started)
        {
            text += (text.empty() ? "" : " ") + std::string(to_string(report->state));
        }
    }
    return text;
}

TaskReport Told::failure() const
{
    for (const Line& line : lines)
    {
        const auto* const report = std::get_if<TaskReport>(&line);
        if (report != nullptr && report->state == State::failed)
        {
            return *report;
        }
    }
    return {};
}

Closing Told::closing() const
{
    const auto* const closing = lines.empty() ? nullptr : std::get_if<Closing>(&lines.back());
    return closing != nullptr ? *closing : Closing{.failed = 999};
}

Laboratory::Laboratory(Shell shell) : shell_(shell)
{
    files::create_directories(root());
    const std::string stand_ins = std::string(EDGEPOOL_SOURCE_DIR) + "/tests/unit/recipe/programs";
    path_ = stand_ins + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    if (shell == Shell::busybox)
    {
        files::create_directory(folder_ / "busybox");
        const std::string busybox = process::require_tool("busybox", "busybox");
        process::run_or_throw({.program = busybox, .arguments = {"--install", "-s", folder_ / "busybox"}});
        path_ = stand_ins + ":" + (folder_ / "busybox");
    }
}

void Laboratory::write(const std::string& path, const std::string& text) const
{
    files::create_directories(files::path(root() + path).parent_path());
    std::ofstream(root() + path, std::ios::binary) << text;
}

bool Laboratory::exists(const std::string& name) const
{
    return files::exists(files::symlink_status(folder_ / name));
}

void Laboratory::touch(const std::string& name, const std::string& text) const
{
    folder_.write(name, text);
}

process::Command Laboratory::command(const std::vector<std::string>& arguments) const
{
    process::Command command{.program = process::require_tool("dash", "dash"), .arguments = {"-s", "--"}};
    if (shell_ == Shell::busybox)
    {
        command = {.program = folder_ / "busybox/sh", .arguments = {"-s", "--"}};
    }
    command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
    command.environment = environment_;
    command.environment.insert(command.environment.end(), {{"PATH", path_}, {"LAB", folder_.path()}});
    return command;
}

void Laboratory::use_real_programs(std::vector<std::pair<std::string, std::string>> environment)
{
    path_ = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    environment_ = std::move(environment);
}

Told Laboratory::run_between(const std::string& before, const std::string& text, const std::string& after) const
{
    process::Command inner = command({});
    const std::string script = before + "\n\"$@\"\nended=$?\n" + after + "\nexit $ended";
    std::vector<std::string> words{"--mount", "/bin/sh", "-c", script, "sh", inner.program};
    words.insert(words.end(), inner.arguments.begin(), inner.arguments.end());
    inner.program = process::require_tool("unshare", "util-linux");
    inner.arguments = std::move(words);
    return told_by(inner, text);
}

Told Laboratory::run(const Recipe& recipe, const std::vector<std::string>& arguments) const
{
    return run_text(compile(recipe, root()).text.expose(), arguments);
}

Told Laboratory::run_text(const std::string& text, const std::vector<std::string>& arguments) const
{
    return told_by(command(arguments), text);
}

Told Laboratory::told_by(const process::Command& command, const std::string& text) const
{
    const process::Finished finished = process::run(command, {}, {.input = text, .on_line = listener_});
    return {.exit = finished.exit, .errors = finished.errors, .lines = parsed(finished.output)};
}

std::string Laboratory::snapshot() const
{
    std::vector<std::string> entries;
    for (const std::string part : {"root", "units", "packages", "users"})
    {
        if (!exists(part))
        {
            continue;
        }
        for (const auto& entry : files::recursive_directory_iterator(folder_ / part))
        {
            const std::string path = entry.path().string().substr(folder_.path().size());
            if (!path.starts_with("/root/run/") && !entry.is_directory())
            {
                const auto mode = static_cast<unsigned>(entry.symlink_status().permissions());
                entries.push_back(path + " " + std::to_string(mode) + " " + content_of(entry.path()));
            }
        }
    }
    std::ranges::sort(entries);
    std::string text;
    for (const std::string& entry : entries)
    {
        text += entry + "\n";
    }
    return text;
}

Ownership owned(unsigned mode)
{
    return {.user = ::getpwuid(::getuid())->pw_name, .group = ::getgrgid(::getgid())->gr_name, .mode = mode};
}

} // namespace edgepool::recipe
