// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>

namespace edgepool::cli
{

/// A text that is drawn again and again in place, on a terminal of any size; what was on the screen before comes back
/// in the end. Where there is no terminal, the texts follow each other.
class LiveScreen
{
public:
    explicit LiveScreen(std::ostream& out);
    LiveScreen(const LiveScreen&) = delete;
    LiveScreen& operator=(const LiveScreen&) = delete;
    ~LiveScreen();

    void draw(std::string_view text);

private:
    std::ostream& out_;
    bool is_terminal_ = false;
};

/// The text as it is written over an older one, no more lines than fit.
std::string overwriting(std::string_view text, std::size_t lines);

} // namespace edgepool::cli
