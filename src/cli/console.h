// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "base/render.h"

namespace edgepool::cli
{

/// What a command can see of the world around it: streams, and the environment. Results go to `out`, talk to `err`.
struct Console
{
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    std::function<std::optional<std::string>(std::string_view name)> environment;
    Color out_color = Color::off;
    Color err_color = Color::off;
    std::size_t width = 80; ///< of the terminal, for texts
    bool err_is_terminal = false;

    void say(const Diagnostic& diagnostic) const;
    void say(const Diagnostics& diagnostics) const;
};

/// How the program ends; documented in docs/commands/edgepool.md.
enum class Exit
{
    done = 0,
    failed = 1,
    usage = 2,
    invalid = 3,
    interrupted = 130,
};

} // namespace edgepool::cli
