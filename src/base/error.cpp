// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

#include "base/render.h"

namespace edgepool
{

Error::Error(Diagnostic diagnostic, Retry retry)
    : diagnostic_(std::move(diagnostic)), retry_(retry), text_(render(diagnostic_))
{
}

void Error::add_context(const std::string& action)
{
    diagnostic_.detail = diagnostic_.detail.empty() ? "while " + action : "while " + action + ": " + diagnostic_.detail;
    text_ = render(diagnostic_);
}

} // namespace edgepool
