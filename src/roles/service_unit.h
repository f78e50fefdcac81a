// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace edgepool::roles
{

/// A program that systemd keeps running as the user edgepool.
struct ServiceUnit
{
    std::string description{};
    std::vector<std::string> command{}; ///< each a word, whatever is in it
    bool at_boot = true;
};

/// One word of a command line in a unit: nothing in it means anything to systemd.
std::string unit_word(const std::string& text);

/// The text of the unit's file.
std::string text_of(const ServiceUnit& unit);

inline constexpr const char* service_user = "edgepool";

} // namespace edgepool::roles
