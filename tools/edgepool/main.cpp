// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/console.h"
#include "cli/run.h"

namespace
{

constexpr std::size_t usual_width = 80;
constexpr std::size_t widest = 100; // longer lines of prose are hard to read

std::optional<std::string> environment(std::string_view name)
{
    const char* const value = std::getenv(std::string(name).c_str());
    return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
}

std::size_t terminal_width()
{
    winsize size{};
    const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? std::min<std::size_t>(size.ws_col, widest) : usual_width;
}

} // namespace

int main(int count, char** words)
{
    std::ios::sync_with_stdio(false);
    edgepool::cli::Console console{
        .in = std::cin, .out = std::cout, .err = std::cerr, .environment = environment, .width = terminal_width()};
    const std::vector<std::string> arguments(words + std::min(count, 1), words + count);
    const edgepool::cli::Terminal terminal{.out_is_terminal = isatty(STDOUT_FILENO) == 1,
                                           .err_is_terminal = isatty(STDERR_FILENO) == 1};
    return static_cast<int>(edgepool::cli::run(arguments, console, terminal));
}
