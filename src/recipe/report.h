// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

/// What a script says on standard output, line by line. The other side may be broken or an enemy: any line is taken.
namespace edgepool::recipe
{

enum class State
{
    started,
    unchanged,
    changed,
    would_change, ///< with --check
    failed,
    skipped, ///< a task that it needs failed
};

std::string_view to_string(State state);

/// The first line.
struct Opening
{
    std::string title{};
    std::size_t tasks = 0;
    bool check = false;
};

struct TaskReport
{
    std::size_t number = 0; ///< from 1
    std::string name{};
    State state = State::started;
    double seconds = 0;
    std::string why{};    ///< of failed and skipped: one line
    std::string output{}; ///< of failed: the last lines
};

/// What holds the script up: another run on the machine, before it begins; another package manager, in a task.
struct Waiting
{
    std::string why{};
};

/// The script ends without having begun.
struct Refusal
{
    std::string why{};
};

/// The script came without the bytes of a file that the machine lacks. It ends without having begun.
struct Lacking
{
    std::size_t task = 0; ///< from 1: the one that would put the file there
};

/// The last line. A script whose last line is missing was cut off.
struct Closing
{
    std::size_t unchanged = 0;
    std::size_t changed = 0; ///< or would be
    std::size_t failed = 0;
    std::size_t skipped = 0;
    double seconds = 0;
};

/// A line that is none of the script's, cut to a length that one can show; no control characters are left in it.
struct Noise
{
    std::string text{};
};

using Line = std::variant<Opening, TaskReport, Waiting, Refusal, Lacking, Closing, Noise>;

/// Of a line without its end. Texts are valid UTF-8 of bounded length without control characters other than the line
/// feeds of `output`.
Line parse_line(std::string_view line);

} // namespace edgepool::recipe
