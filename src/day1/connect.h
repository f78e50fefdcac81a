// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "run/site.h"
#include "ssh/session.h"

namespace edgepool::day1
{

ssh::Machine ssh_machine(const std::string& name, const run::Reach& reach);

/// Logs in to a machine as its site says. Throws Error.
ssh::Session connect(const std::string& name, const run::Reach& reach, const ssh::Patience& patience);

} // namespace edgepool::day1
