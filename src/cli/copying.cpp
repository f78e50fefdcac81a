// SPDX-License-Identifier: Apache-2.0
#include "cli/copying.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <system_error>

#include <sys/stat.h>

#include "base/error.h"
#include "base/rule.h"
#include "base/utf8.h"
#include "cli/rules.h"
#include "cli/tar.h"
#include "local/files.h"
#include "ssh/copy.h"
#include "ssh/shell.h"

namespace edgepool::cli
{

namespace
{

namespace fs = std::filesystem;

constexpr Rule unreadable{"file.unreadable", "cannot read"};
constexpr Rule exists{"file.exists", "file exists"};

[[noreturn]] void fail(const Rule& rule, const std::string& path, int fault)
{
    throw Error(found(rule, {}, "'" + path + "': " + std::generic_category().message(fault),
                      "look at the path, its rights, and the room that is left there"));
}

struct stat status_here(const std::string& path)
{
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0)
    {
        fail(unreadable, path, errno);
    }
    return status;
}

/// What a path of the machine is.
struct There
{
    unsigned mode = 0;
    std::uint64_t size = 0;
    bool is_folder = false;
};

std::optional<There> look_there(ssh::Session& session, const std::string& path, const ssh::Patience& patience,
                                std::string& complaint)
{
    const std::string safe = (path.starts_with('-') ? "./" : "") + (path.empty() ? std::string(".") : path);
    const ssh::Printed printed =
        run_quietly(session, "LC_ALL=C stat -L -c '%a %s %F' -- " + ssh::shell_word(safe), patience);
    complaint = utf8::printable(printed.err.substr(0, printed.err.find('\n')));
    There there;
    std::string kind;
    std::istringstream words(printed.out);
    if (!printed.ended.well() || !(words >> std::oct >> there.mode >> std::dec >> there.size >> kind))
    {
        return std::nullopt;
    }
    there.is_folder = kind == "directory";
    return there;
}

/// The content of a file as it is read, told to `on_bytes`.
ssh::Content content_of_file(const std::string& path, std::uint64_t size, const OnBytes& on_bytes)
{
    auto file = std::make_shared<std::ifstream>(path, std::ios::binary);
    if (!*file)
    {
        fail(unreadable, path, errno);
    }
    auto passed = std::make_shared<std::uint64_t>(0);
    return {.size = size, .next = [=] {
                std::string piece(std::size_t{64} * 1024, '\0');
                file->read(piece.data(), static_cast<std::streamsize>(piece.size()));
                piece.resize(static_cast<std::size_t>(file->gcount()));
                *passed += piece.size();
                on_bytes(*passed, size);
                return piece;
            }};
}

void download_file(ssh::Session& session, const std::string& from, const There& there, const std::string& to,
                   const ssh::Patience& patience, const OnBytes& on_bytes)
{
    const TemporaryPath partial(to);
    std::ofstream file(partial.path(), std::ios::binary | std::ios::trunc);
    std::uint64_t passed = 0;
    const auto sink = [&](std::string_view piece) {
        if (!file.write(piece.data(), static_cast<std::streamsize>(piece.size())))
        {
            fail(rules::unwritable, to, errno);
        }
        passed += piece.size();
        on_bytes(passed, there.size);
    };
    errno = 0;
    download(session, from, sink, patience);
    file.close();
    if (!file)
    {
        fail(rules::unwritable, to, errno);
    }
    constexpr unsigned rights = 0777; // whoever a program runs as is nothing that a copy decides
    ::chmod(partial.path().c_str(), there.mode & rights);
    local::rename_path(partial.path(), to);
}

} // namespace

Place parse_place(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || text.substr(0, colon).find('/') != std::string_view::npos)
    {
        return {.path = std::string(text)};
    }
    return {.machine = std::string(text.substr(0, colon)), .path = std::string(text.substr(colon + 1))};
}

std::string target_path(const std::string& path, bool is_folder, const std::string& source)
{
    if (!is_folder && !path.empty() && !path.ends_with('/'))
    {
        return path;
    }
    fs::path named = fs::path(source).lexically_normal();
    named = named.has_filename() ? named.filename() : named.parent_path().filename();
    return path + (path.empty() || path.ends_with('/') ? "" : "/") + named.string();
}

void copy_there(ssh::Session& session, const std::string& from, const std::string& to, const ssh::Patience& patience,
                const OnBytes& on_bytes)
{
    const struct stat here = status_here(from);
    std::string complaint;
    const auto there = look_there(session, to, patience, complaint);
    const std::string target = target_path(to, there && there->is_folder, from);
    if (S_ISDIR(here.st_mode))
    {
        tar_there(session, from, target, patience, on_bytes);
        return;
    }
    const auto size = static_cast<std::uint64_t>(here.st_size);
    constexpr unsigned rights = 0777;
    upload(session, content_of_file(from, size, on_bytes), target, here.st_mode & rights, patience);
}

void copy_here(ssh::Session& session, const std::string& from, const std::string& to, const ssh::Patience& patience,
               const OnBytes& on_bytes)
{
    std::string complaint;
    const auto there = look_there(session, from, patience, complaint);
    if (!there)
    {
        throw Error(found(rules::cannot_copy, {}, session.machine() + ":" + from + ": " + complaint,
                          "look at the path: 'edgepool ssh " + session.machine() + "'"));
    }
    std::error_code unknown;
    const std::string target = fs::absolute(target_path(to, fs::is_directory(to, unknown), from)).string();
    if (!there->is_folder)
    {
        download_file(session, from, *there, target, patience, on_bytes);
        return;
    }
    if (fs::exists(target, unknown))
    {
        throw Error(found(exists, {}, "'" + target + "'", "folders are not mixed: name one that is not there yet"));
    }
    tar_here(session, from, target, patience, on_bytes);
}

} // namespace edgepool::cli
