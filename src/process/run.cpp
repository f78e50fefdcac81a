// SPDX-License-Identifier: Apache-2.0
#include "process/run.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/error.h"
#include "base/utf8.h"
#include "process/rules.h"

namespace edgepool::process
{

namespace
{

[[noreturn]] void cannot_start(const Command& command, int fault)
{
    throw Error(found(rules::cannot_start, {}, command.program + ": " + std::generic_category().message(fault)));
}

/// The reading end of one of the child's streams, cut into lines.
class Stream
{
public:
    Stream(const Command& command, std::size_t most) : most_(most)
    {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        {
            cannot_start(command, errno);
        }
        read_ = Descriptor(ends[0]);
        write_ = Descriptor(ends[1]);
        ::fcntl(read_.get(), F_SETFL, O_NONBLOCK);
    }

    int child_end() const { return write_.get(); }
    void started() { write_.close(); }
    int descriptor() const { return read_.get(); }
    std::string take() { return std::move(text_); }

    /// Takes all that is there; at the end of the stream it is closed.
    void read(const OnLine& on_line)
    {
        std::array<char, 16384> block{};
        for (;;)
        {
            const ssize_t count = ::read(read_.get(), block.data(), block.size());
            if (count < 0 && errno == EINTR)
            {
                continue;
            }
            if (count <= 0)
            {
                if (count == 0 || errno != EAGAIN)
                {
                    read_.close();
                }
                return;
            }
            keep({block.data(), static_cast<std::size_t>(count)}, on_line);
        }
    }

private:
    void keep(std::string_view text, const OnLine& on_line)
    {
        text_ += text;
        if (text_.size() > 2 * most_)
        {
            text_.erase(0, text_.size() - most_);
        }
        if (!on_line)
        {
            return;
        }
        line_ += text;
        for (std::size_t end = line_.find('\n'); end != std::string::npos; end = line_.find('\n'))
        {
            on_line(std::string_view(line_).substr(0, end));
            line_.erase(0, end + 1);
        }
    }

    std::size_t most_;
    Descriptor read_;
    Descriptor write_;
    std::string text_;
    std::string line_;
};

/// A file without a name that holds what the child reads: writing to a pipe could wait for the child.
Descriptor file_with(const Command& command, const std::string& text)
{
    if (text.empty())
    {
        return {};
    }
    Descriptor file(::memfd_create("input", MFD_CLOEXEC));
    for (std::size_t done = 0; file.good() && done < text.size();)
    {
        const ssize_t count = ::write(file.get(), text.data() + done, text.size() - done);
        if (count < 0)
        {
            cannot_start(command, errno);
        }
        done += static_cast<std::size_t>(count);
    }
    if (!file.good() || ::lseek(file.get(), 0, SEEK_SET) != 0)
    {
        cannot_start(command, errno);
    }
    return file;
}

std::string seconds(Clock::duration time)
{
    return std::to_string(std::chrono::ceil<std::chrono::seconds>(time).count()) + " s";
}

/// The last lines of what a program said, as one line.
std::string last_words(std::string_view text)
{
    constexpr std::size_t most = 500;
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
    {
        text.remove_suffix(1);
    }
    text = text.substr(text.size() - std::min(text.size(), most));
    if (const std::size_t line = text.find('\n'); text.size() == most && line != std::string_view::npos)
    {
        text = text.substr(line + 1);
    }
    std::string words(text);
    std::ranges::replace(words, '\n', ' ');
    return utf8::printable(words);
}

/// Reads both streams until the child has ended. What its own children still write is not waited for.
Exit follow(Child& child, Stream& output, Stream& errors, const Command& command, const Limits& limits,
            const OnLine& on_line)
{
    const StopSignal stop(limits.stop);
    const Deadline deadline = in(limits.time);
    for (;;)
    {
        std::array<Watched, 3> waited{{{.descriptor = child.end_descriptor()},
                                       {.descriptor = output.descriptor()},
                                       {.descriptor = errors.descriptor()}}};
        const Woken woken = stop.wait(waited, deadline);
        if (woken != Woken::ready)
        {
            child.end(limits.grace);
            throw Error(woken == Woken::stopped
                            ? found(rules::interrupted, {}, command.program)
                            : found(rules::too_slow, {}, command.program + " after " + seconds(limits.time)));
        }
        output.read(on_line);
        errors.read(on_line);
        if (const auto exit = child.wait(Clock::now(), stop))
        {
            output.read(on_line);
            errors.read(on_line);
            return *exit;
        }
    }
}

} // namespace

Finished run(const Command& command, const Limits& limits, const Redirection& redirection)
{
    const Descriptor input = file_with(command, redirection.input);
    Stream output(command, limits.output);
    Stream errors(command, limits.output);
    Child child =
        Child::start(command, {.input = input.get(),
                               .output = redirection.output_file >= 0 ? redirection.output_file : output.child_end(),
                               .errors = errors.child_end()});
    output.started();
    errors.started();
    const Exit exit = follow(child, output, errors, command, limits, redirection.on_line);
    return {.exit = exit, .output = output.take(), .errors = errors.take()};
}

Finished run_or_throw(const Command& command, const Limits& limits, const Redirection& redirection,
                      const std::string& hint)
{
    Finished finished = run(command, limits, redirection);
    if (!finished.exit.good())
    {
        const std::string words = last_words(finished.errors.empty() ? finished.output : finished.errors);
        throw Error(found(rules::failed, {},
                          command.program + ": " + to_string(finished.exit) + (words.empty() ? "" : ": " + words),
                          hint.empty() ? "try it by hand: " + to_string(command) : hint));
    }
    return finished;
}

} // namespace edgepool::process
