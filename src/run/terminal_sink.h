// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

#include "base/render.h"
#include "run/event.h"
#include "run/narration.h"
#include "run/tally.h"

namespace edgepool::run
{

/// For a terminal: what has ended stays as a line; below, redrawn in place, a line for each of the first tasks under
/// way and one for the whole, none of them wider than the terminal.
class TerminalSink final : public Sink
{
public:
    TerminalSink(std::ostream& out, std::size_t width, Color color) : out_(out), width_(width), narration_(color) {}

    void take(const Event& event) override;
    void pass(Duration at) override;
    /// The terminal has another width now.
    void resize(std::size_t width) { width_ = width; }

private:
    void draw(Duration at, const std::vector<std::string>& lines);
    std::vector<std::string> live(Duration at) const;
    std::string line_of(const Tally::Active& active, std::size_t name_width, Duration at) const;
    std::string with_time(const std::string& text, Duration time) const;

    std::ostream& out_;
    std::size_t width_;
    Narration narration_;
    Tally tally_;
    std::size_t drawn_ = 0; ///< live lines that are on the screen
    Duration drawn_at_{};
};

} // namespace edgepool::run
