// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "run/event.h"
#include "run/narration.h"
#include "run/tally.h"

namespace edgepool::run
{

/// For logs: a line for whatever begins, changes its phase or ends, with the time since the run began. New texts within
/// a phase come at most every ten seconds; when nothing is said for half a minute, it is said what is waited for.
///
///     [   0.1 s] creating machine 'mec-1' at 'lab': starting
class PlainSink final : public Sink
{
public:
    explicit PlainSink(std::ostream& out) : out_(out) {}

    void take(const Event& event) override;
    void pass(Duration at) override;

private:
    struct Said
    {
        std::string phase{};
        Duration at{};
    };

    bool is_news(const Event& event);
    void say(Duration at, const std::vector<std::string>& lines);

    std::ostream& out_;
    Narration narration_{Color::off};
    Tally tally_;
    std::map<std::size_t, Said> said_; ///< last, of each task
    Duration last_{};
};

} // namespace edgepool::run
