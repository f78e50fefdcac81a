// SPDX-License-Identifier: Apache-2.0
#include "cli/live_screen.h"

#include <algorithm>
#include <ostream>

#include <sys/ioctl.h>
#include <unistd.h>

namespace edgepool::cli
{

namespace
{

/// The other screen, without a cursor, and without a second line for what is too long.
constexpr std::string_view enter = "\033[?1049h\033[?25l\033[?7l";
constexpr std::string_view leave = "\033[?7h\033[?25h\033[?1049l";

std::size_t lines_of_terminal()
{
    constexpr std::size_t usual = 24;
    winsize size{};
    return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : usual;
}

} // namespace

LiveScreen::LiveScreen(std::ostream& out) : out_(out), is_terminal_(::isatty(STDOUT_FILENO) == 1)
{
    if (is_terminal_)
    {
        out_ << enter;
    }
}

LiveScreen::~LiveScreen()
{
    if (is_terminal_)
    {
        out_ << leave << std::flush;
    }
}

void LiveScreen::draw(std::string_view text)
{
    out_ << (is_terminal_ ? overwriting(text, lines_of_terminal()) : std::string(text) + "\n") << std::flush;
}

std::string overwriting(std::string_view text, std::size_t lines)
{
    std::string out = "\033[H";
    for (std::size_t line = 0; line < lines && !text.empty(); ++line)
    {
        const std::size_t end = std::min(text.find('\n'), text.size());
        out += (line > 0 ? "\n" : "") + std::string(text.substr(0, end)) + "\033[K";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out + "\033[J";
}

} // namespace edgepool::cli
