// SPDX-License-Identifier: Apache-2.0
#include "cli/console.h"

#include <ostream>

namespace edgepool::cli
{

void Console::say(const Diagnostic& diagnostic) const
{
    err << render(diagnostic, err_color);
}

void Console::say(const Diagnostics& diagnostics) const
{
    for (const Diagnostic& diagnostic : diagnostics.items())
    {
        say(diagnostic);
    }
}

} // namespace edgepool::cli
