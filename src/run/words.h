// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "plan/tasks.h"
#include "run/event.h"

/// The words in which runs are told to people.
namespace edgepool::run
{

/// "0.4 s", "12.3 s", "2 min 05 s", "1 h 02 min"
std::string to_text(Duration time);

/// "creating", "removing"
std::string_view present(plan::TaskKind kind);
/// "created", "removed"
std::string_view past(plan::TaskKind kind);

/// "booting: 12 of 40 units"; the phase alone when there is no text.
std::string state_of(const Event& event);

/// A fault on one line, without its hint: "refused: no route to host".
std::string on_one_line(const Diagnostic& fault);

/// As much of the text as fits that many columns, with "..." where something is missing. Controls do not come through.
std::string cut(std::string_view text, std::size_t width);

} // namespace edgepool::run
