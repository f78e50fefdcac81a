// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "cli/explanations.h"

namespace edgepool::support
{

/// What an example of docs/diagnostics is, and so how it is judged.
enum class Form
{
    vnfd,
    nsd,
    parameters,
    testbed,
    cloud_init,
    package,
    yaml,
    json,
    command_line,
    only_read, ///< a list of files or commands
};

Form form_of(const cli::Explanation& explanation, const std::string& example);

using Codes = std::set<std::string>;

/// What is reported for the example, when all that it does not show is as in tests/golden/explanations.
Codes codes_of(const std::string& example, Form form);

} // namespace edgepool::support
