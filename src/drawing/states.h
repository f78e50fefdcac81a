// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "model/layout.h"

/// How machines are, as somebody found them: what a picture of a running testbed adds to one of its file.
namespace edgepool::drawing
{

/// Of each machine, in a word: "ready", "absent", "broken"; empty: nobody asked.
using States = std::map<std::string, std::string, std::less<>>;

/// What a colour can tell of several machines together.
enum class Health
{
    unknown, ///< nobody asked
    ready,   ///< all of them
    absent,  ///< none is there
    amiss,
};

Health health_of(std::span<const model::Machine* const> machines, const States& states);
/// "ready" of a single one, "2 ready, 1 broken" of several; empty if nobody asked.
std::string states_text(std::span<const model::Machine* const> machines, const States& states);
/// "#1a7f37"; the same that a picture for light pages has.
std::string_view color_of(Health health);

} // namespace edgepool::drawing
