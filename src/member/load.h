// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace edgepool::member
{

/// Where the load of a server is to be found; nowhere if both are empty.
struct LoadSource
{
    std::string command{}; ///< for the shell; its output
    std::string file{};

    bool is_there() const { return !command.empty() || !file.empty(); }
};

/// "0.25", "25%": the first word of a text, as a share from 0 to 1.
std::optional<double> parse_load(std::string_view text);

struct Load
{
    std::optional<double> share{};
    std::string fault{}; ///< why there is none
};

Load read_load(const LoadSource& source, const std::stop_token& stop);

} // namespace edgepool::member
