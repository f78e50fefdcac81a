// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace edgepool::process
{

/// What is to be run, described and not yet done: it can be compared, printed and tested without running anything.
struct Command
{
    std::string program{}; ///< absolute path
    std::vector<std::string> arguments{};
    std::vector<std::pair<std::string, std::string>> environment{}; ///< added to our own
    std::string folder{};                                           ///< empty: ours

    friend bool operator==(const Command&, const Command&) = default;
};

/// As one would type it into a shell; for people to read and try, never to be run by us.
std::string to_string(const Command& command);

} // namespace edgepool::process
