// SPDX-License-Identifier: Apache-2.0
#include "ssh/copy.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "base/utf8.h"
#include "ssh/rules.h"
#include "ssh/shell.h"

namespace edgepool::ssh
{

namespace
{

constexpr std::size_t most_complaint = 2000;

/// A path that no program takes for an option.
std::string plain(std::string_view path)
{
    return (path.starts_with('-') ? "./" : "") + std::string(path);
}

void keep_complaint(std::string& complaint, std::string_view piece)
{
    complaint += piece.substr(0, most_complaint - std::min(complaint.size(), most_complaint));
}

[[noreturn]] void fail(const Session& session, const std::string& path, std::string complaint, const Ended& ended)
{
    while (complaint.ends_with('\n'))
    {
        complaint.pop_back();
    }
    const std::string why = !complaint.empty()     ? utf8::printable(complaint)
                            : ended.signal.empty() ? fmt::format("it ended with status {}", ended.status)
                                                   : "it was ended by " + ended.signal;
    throw Error(found(rules::cannot_copy, {}, fmt::format("{}:{}: {}", session.machine(), path, why),
                      "look at the path, its rights, and the room that is left there"));
}

} // namespace

Content content_of(std::string text)
{
    const std::uint64_t size = text.size();
    return {.size = size, .next = [rest = std::move(text)]() mutable { return std::exchange(rest, {}); }};
}

std::string upload_command(std::string_view path, unsigned mode, std::uint64_t size)
{
    // Input that ends too soon is a connection that broke: then the size is wrong, and nobody hears the complaint,
    // which would end the shell before it has tidied up, were it not for the second trap.
    constexpr std::string_view script = R"sh(set -eu
if [ -d "$1" ]; then echo "it is a folder" >&2; exit 1; fi
umask 077
t=$(mktemp -- "$1.XXXXXXXX")
trap 'rm -f -- "$t"' EXIT
trap 'exit 1' HUP INT TERM PIPE
cat >"$t"
if [ "$(wc -c <"$t")" -ne "$3" ]; then echo "it came with another size" >&2; exit 1; fi
chmod "$2" "$t"
mv -f -- "$t" "$1"
)sh";
    return fmt::format("exec sh -c {} upload {} {:04o} {}", shell_word(script), shell_word(plain(path)), mode, size);
}

void upload(Session& session, const Content& content, const std::string& path, unsigned mode, const Patience& patience)
{
    std::string complaint;
    const Streams streams{.err = [&](std::string_view piece) { keep_complaint(complaint, piece); }, .in = content.next};
    const Ended ended = session.run(upload_command(path, mode, content.size), streams, patience);
    if (!ended.well())
    {
        fail(session, path, std::move(complaint), ended);
    }
}

void download(Session& session, const std::string& path, const std::function<void(std::string_view)>& sink,
              const Patience& patience)
{
    std::string complaint;
    const Streams streams{.out = sink, .err = [&](std::string_view piece) { keep_complaint(complaint, piece); }};
    const Ended ended = session.run("exec cat -- " + shell_word(plain(path)), streams, patience);
    if (!ended.well())
    {
        fail(session, path, std::move(complaint), ended);
    }
}

} // namespace edgepool::ssh
