// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/render.h"
#include "plan/resource.h"
#include "run/event.h"

namespace edgepool::run
{

/// The lines that stay: what has come to its end, and how. What is skipped for one reason is one line.
class Narration
{
public:
    explicit Narration(Color color) : color_(color) {}

    /// Whole lines without their ends; an Error and its hint are more than one.
    std::vector<std::string> take(const Event& event);
    /// What is still to be said when nothing happens.
    std::vector<std::string> pass();

private:
    std::string painted(const char* escape, std::string_view text) const;

    Color color_;
    std::map<plan::Id, std::vector<plan::Id>> skipped_; ///< by what failed, not told yet
};

} // namespace edgepool::run
