// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "ssh/session.h"

namespace edgepool::day1
{

/// What the machine is up to date with, as it says itself, when no script is under way there any more: one may have
/// been left to run by itself. Empty: with nothing, or nobody knows; then the script, when it is sent, says why.
std::string settled_mark(ssh::Session& session, const std::string& user, const ssh::Patience& patience);

} // namespace edgepool::day1
