// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "run/site.h"

namespace edgepool::run
{

/// One room per phase, with as many places as its limit. Who stands in front goes in by the order of the tasks, not by
/// that of coming: a plan puts what is most urgent first.
class Rooms
{
public:
    explicit Rooms(Limits limits) : limits_(std::move(limits)) {}

    void queue(const std::string& phase, std::size_t task) { rooms_[phase].queue.insert(task); }
    void leave(std::string_view phase);
    /// Lets in all that there is room for.
    std::vector<std::size_t> admit();

private:
    struct Room
    {
        std::set<std::size_t> queue{};
        unsigned inside = 0;
    };

    bool has_room(std::string_view phase, const Room& room) const;

    Limits limits_;
    std::map<std::string, Room, std::less<>> rooms_;
};

} // namespace edgepool::run
