// SPDX-License-Identifier: Apache-2.0
#include "cli/tar.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/error.h"
#include "base/utf8.h"
#include "cli/rules.h"
#include "crypto/random.h"
#include "local/files.h"
#include "process/child.h"
#include "process/descriptor.h"
#include "process/tool.h"
#include "ssh/shell.h"

namespace edgepool::cli
{

namespace
{

std::string own_word()
{
    return crypto::to_hex(crypto::random_bytes(8));
}

[[noreturn]] void fail(const std::string& what, const std::string& why)
{
    throw Error(found(rules::cannot_copy, {}, what + ": " + why,
                      "look at the path, its rights, and the room that is left there"));
}

/// A tar of this computer, whose input or output is ours.
class LocalTar
{
public:
    enum class Ours
    {
        input,
        output,
    };

    LocalTar(const std::vector<std::string>& arguments, Ours ours) : LocalTar(arguments, ours, connected()) {}

    /// The next piece of its output; an empty one is the end.
    std::string read()
    {
        std::string piece(std::size_t{64} * 1024, '\0');
        ssize_t count = -1;
        while ((count = ::read(ours_.get(), piece.data(), piece.size())) < 0 && errno == EINTR)
        {
        }
        piece.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        return piece;
    }

    /// False if it takes no more.
    bool write(std::string_view piece)
    {
        while (!piece.empty())
        {
            const ssize_t count = ::send(ours_.get(), piece.data(), piece.size(), MSG_NOSIGNAL);
            if (count < 0 && errno != EINTR)
            {
                return false;
            }
            piece.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        }
        return true;
    }

    /// Whether all went well; its input ends with that.
    bool finish(const ssh::Patience& patience)
    {
        ours_.close();
        const auto exit = child_.wait(patience.deadline, process::StopSignal(patience.stop));
        return exit && exit->good();
    }

private:
    using Pair = std::pair<process::Descriptor, process::Descriptor>;

    static Pair connected()
    {
        int ends[2] = {-1, -1}; // NOLINT(modernize-avoid-c-arrays): as the system wants it
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        {
            fail("tar", std::generic_category().message(errno));
        }
        return {process::Descriptor(ends[0]), process::Descriptor(ends[1])};
    }

    LocalTar(const std::vector<std::string>& arguments, Ours ours, Pair pair)
        : ours_(std::move(pair.first)),
          child_(process::Child::start({.program = process::require_tool("tar", "tar"), .arguments = arguments},
                                       {.input = ours == Ours::input ? pair.second.get() : -1,
                                        .output = ours == Ours::output ? pair.second.get() : -1}))
    {
    }

    process::Descriptor ours_;
    process::Child child_;
};

/// The folder's content, and behind it, if all of that went well, an empty folder whose name nobody else knows: only
/// who finds it has everything. An archive that is cut off may look like a shorter one.
class MarkedArchive
{
public:
    MarkedArchive(std::string folder, std::string mark, const ssh::Patience& patience, const OnBytes& on_bytes)
        : folder_(std::move(folder)),
          mark_(std::move(mark)),
          patience_(patience),
          on_bytes_(on_bytes),
          tar_(std::make_unique<LocalTar>(std::vector<std::string>{"-C", folder_, "-cf", "-", "."},
                                          LocalTar::Ours::output))
    {
    }

    std::string next()
    {
        std::string piece = tar_->read();
        if (piece.empty() && !is_marking_)
        {
            finish_content();
            piece = tar_->read();
        }
        passed_ += piece.size();
        on_bytes_(passed_, 0);
        return piece;
    }

private:
    void finish_content()
    {
        if (!tar_->finish(patience_))
        {
            fail(folder_, "not all of it can be read");
        }
        is_marking_ = true;
        tar_ = std::make_unique<LocalTar>(std::vector<std::string>{"-C", folder_, "-cf", "-", "--no-recursion",
                                                                   "--transform=s,^\\.$," + mark_ + ",", "."},
                                          LocalTar::Ours::output);
    }

    std::string folder_;
    std::string mark_;
    const ssh::Patience& patience_;
    const OnBytes& on_bytes_;
    std::unique_ptr<LocalTar> tar_;
    bool is_marking_ = false;
    std::uint64_t passed_ = 0;
};

std::string unpack_command(const std::string& to, const std::string& mark)
{
    constexpr std::string_view script = R"sh(set -eu
if [ -e "$1" ]; then echo "something of that name is there" >&2; exit 1; fi
t=$(mktemp -d -- "$1.XXXXXXXX")
trap 'rm -rf -- "$t"' EXIT
trap 'exit 1' HUP INT TERM
tar -C "$t" --ignore-zeros --no-same-owner -xf -
if [ ! -d "$t/$2" ]; then echo "it did not come as a whole" >&2; exit 1; fi
rmdir -- "$t/$2"
mv -T -- "$t" "$1"
)sh";
    const std::string safe = (to.starts_with('-') ? "./" : "") + to;
    return fmt::format("exec sh -c {} unpack {} {}", ssh::shell_word(script), ssh::shell_word(safe), mark);
}

std::string first_line(const std::string& text)
{
    return utf8::printable(text.substr(0, text.find('\n')));
}

} // namespace

TemporaryPath::TemporaryPath(const std::string& target) : path_(target + ".partial." + own_word()) {}

TemporaryPath::~TemporaryPath()
{
    std::error_code unknown;
    std::filesystem::remove_all(path_, unknown);
}

void tar_there(ssh::Session& session, const std::string& from, const std::string& to, const ssh::Patience& patience,
               const OnBytes& on_bytes)
{
    const std::string mark = ".complete-" + own_word();
    MarkedArchive archive(from, mark, patience, on_bytes);
    std::string complaint;
    const ssh::Streams streams{.err = [&](std::string_view piece) { complaint += piece.substr(0, 2000); },
                               .in = [&archive] { return archive.next(); }};
    const ssh::Ended ended = session.run(unpack_command(to, mark), streams, patience);
    if (!ended.well())
    {
        fail(session.machine() + ":" + to, first_line(complaint));
    }
}

void tar_here(ssh::Session& session, const std::string& from, const std::string& to, const ssh::Patience& patience,
              const OnBytes& on_bytes)
{
    const TemporaryPath partial(to);
    if (::mkdir(partial.path().c_str(), 0700) != 0)
    {
        fail(to, std::generic_category().message(errno));
    }
    LocalTar tar({"-C", partial.path(), "--no-same-owner", "-xf", "-"}, LocalTar::Ours::input);
    std::uint64_t passed = 0;
    std::string complaint;
    const ssh::Streams streams{.out =
                                   [&](std::string_view piece) {
                                       if (!tar.write(piece))
                                       {
                                           fail(to, "it cannot be unpacked here");
                                       }
                                       on_bytes(passed += piece.size(), 0);
                                   },
                               .err = [&](std::string_view piece) { complaint += piece.substr(0, 2000); }};
    const std::string safe = (from.starts_with('-') ? "./" : "") + from;
    const ssh::Ended ended =
        session.run("exec tar -C " + ssh::shell_word(safe.empty() ? "." : safe) + " -cf - .", streams, patience);
    if (!ended.well())
    {
        fail(session.machine() + ":" + from, first_line(complaint));
    }
    if (!tar.finish(patience))
    {
        fail(to, "it cannot be unpacked here");
    }
    local::rename_path(partial.path(), to);
}

} // namespace edgepool::cli
