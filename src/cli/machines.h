// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "model/testbed.h"
#include "plan/resource.h"
#include "run/site.h"

/// From what people write to machines that can be reached, wherever they are.
namespace edgepool::cli
{

/// A machine of the testbed: one of the file, or one that is there beyond it.
struct NamedMachine
{
    plan::Id id{};
    std::string group{};

    friend bool operator==(const NamedMachine&, const NamedMachine&) = default;
};

/// In the order of the file; the ones beyond it follow.
std::vector<NamedMachine> machines_of(const model::Testbed& testbed, run::Site& site, const std::stop_token& stop);

/// What a machine's name, a group's name or "all" stands for, in the same order; nullopt and a diagnostic if the word
/// is none of these.
std::optional<std::vector<NamedMachine>> selected(const std::vector<NamedMachine>& machines, std::string_view word,
                                                  Diagnostics& diagnostics);

struct NamedReach
{
    std::string name{};
    std::optional<run::Reach> reach{}; ///< none: it is not running, or not ready
};

std::vector<NamedReach> reaches(const std::vector<NamedMachine>& machines, run::Site& site);

/// Says that the machine cannot be logged in to, and what to do about that.
Diagnostic not_running(std::string_view machine);

} // namespace edgepool::cli
