// SPDX-License-Identifier: Apache-2.0
#include "cli/input.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <istream>
#include <memory>
#include <system_error>

#include "base/error.h"
#include "base/rule.h"
#include "doc/read_yaml.h"
#include "testbed/read.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule unreadable{"file.unreadable", "cannot read"};
constexpr Rule no_testbed{"file.no-testbed", "no testbed file"};

constexpr std::string_view usual_name = "testbed.yaml";

[[noreturn]] void fail(std::string_view path, const std::string& why)
{
    throw Error(
        found(unreadable, {}, "'" + std::string(path) + "': " + why, "check the name, and that you may read it"));
}

/// At most one byte more than any document may have: the reader of documents then says that it is too large.
std::string drain(std::istream& stream)
{
    const std::size_t most = doc::Limits{}.bytes + 1;
    std::string text;
    std::array<char, std::size_t{64} * 1024> buffer{};
    while (
        text.size() < most &&
        stream.read(buffer.data(), static_cast<std::streamsize>(std::min(buffer.size(), most - text.size()))).gcount() >
            0)
    {
        text.append(buffer.data(), static_cast<std::size_t>(stream.gcount()));
    }
    return text;
}

testbed::SecretSources secret_sources(const Console& console)
{
    const auto environment = [&console](const std::string& variable) {
        const auto value = console.environment(variable);
        return value ? std::optional(Secret(*value)) : std::nullopt;
    };
    const auto file = [](const std::string& path) -> std::optional<testbed::SecretFile> {
        std::error_code fault;
        const auto permissions = std::filesystem::status(path, fault).permissions();
        std::ifstream stream(path, std::ios::binary);
        if (!stream || std::filesystem::is_directory(path, fault))
        {
            return std::nullopt;
        }
        using std::filesystem::perms;
        const bool open_to_others = (permissions & (perms::group_read | perms::others_read)) != perms::none;
        return testbed::SecretFile{.content = Secret(drain(stream)), .readable_by_others = open_to_others};
    };
    return {.environment = environment, .file = file};
}

} // namespace

SourcePtr read_source(std::string_view path, Console& console)
{
    if (path == "-")
    {
        return std::make_shared<Source>("<stdin>", drain(console.in));
    }
    std::error_code fault;
    if (std::filesystem::is_directory(path, fault))
    {
        fail(path, "it is a folder");
    }
    errno = 0;
    std::ifstream file{std::string(path), std::ios::binary};
    if (!file)
    {
        fail(path, std::generic_category().message(errno));
    }
    std::string text = drain(file);
    if (file.bad())
    {
        fail(path, std::generic_category().message(errno));
    }
    return std::make_shared<Source>(std::string(path), std::move(text));
}

std::string testbed_path(const Arguments& arguments, const Console& console)
{
    if (const auto given = arguments.value("file"))
    {
        return std::string(*given);
    }
    if (const auto variable = console.environment("EDGEPOOL_TESTBED"); variable && !variable->empty())
    {
        return *variable;
    }
    std::error_code fault;
    if (!std::filesystem::exists(usual_name, fault))
    {
        throw Error(found(no_testbed, {}, "there is no " + std::string(usual_name) + " in this folder",
                          "make one with 'edgepool init', or name yours with -f FILE or $EDGEPOOL_TESTBED"));
    }
    return std::string(usual_name);
}

std::optional<model::Testbed> judge_testbed(const SourcePtr& source, const Console& console, Diagnostics& diagnostics)
{
    const testbed::SecretSources secrets = secret_sources(console);
    auto testbed = testbed::read_testbed(source, diagnostics, &secrets);
    if (testbed)
    {
        // Relative paths count from the file that names them.
        const std::filesystem::path folder = std::filesystem::path(source->name()).parent_path();
        for (model::ImageFile& file : testbed->image.files)
        {
            file.from = (folder / file.from).lexically_normal().string();
        }
        for (model::Site& site : testbed->sites)
        {
            site.key = site.key.starts_with("~/") ? console.environment("HOME").value_or("") + site.key.substr(1)
                       : site.key.empty()         ? ""
                                                  : (folder / site.key).lexically_normal().string();
        }
    }
    return testbed;
}

std::optional<model::Testbed> load_testbed(const Arguments& arguments, Console& console)
{
    Diagnostics diagnostics;
    auto testbed = judge_testbed(read_source(testbed_path(arguments, console), console), console, diagnostics);
    console.say(diagnostics);
    return testbed;
}

} // namespace edgepool::cli
