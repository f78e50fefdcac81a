// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "base/source.h"
#include "cli/command.h"
#include "model/testbed.h"

namespace edgepool::cli
{

/// Reads a file, or standard input for "-"; of a huge one no more than it takes to see that it is huge.
/// Throws Error if it cannot be read.
SourcePtr read_source(std::string_view path, Console& console);

/// The testbed file of a command: --file, else $EDGEPOOL_TESTBED, else testbed.yaml in this folder.
std::string testbed_path(const Arguments& arguments, const Console& console);

/// Reads a testbed file, its secrets looked up where it says they are.
std::optional<model::Testbed> judge_testbed(const SourcePtr& source, const Console& console, Diagnostics& diagnostics);

/// The testbed of a command. Everything that is wrong with the file is said; nullopt if there are errors.
std::optional<model::Testbed> load_testbed(const Arguments& arguments, Console& console);

} // namespace edgepool::cli
