// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace edgepool::run
{

/// What is being done, and how much of it is done if that is known (`total` above zero).
struct Progress
{
    std::string stage{};  ///< "fetching packages"
    std::string detail{}; ///< "openssh-server"
    std::size_t done = 0;
    std::size_t total = 0;

    friend bool operator==(const Progress&, const Progress&) = default;
};

using OnProgress = std::function<void(const Progress&)>;

} // namespace edgepool::run
