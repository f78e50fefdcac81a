// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "run/site.h"
#include "ssh/keys.h"
#include "ssh/session.h"

namespace edgepool::day1
{

ssh::Machine ssh_machine(const std::string& name, const run::Reach& reach);

/// What the site says is logged in with: one key, or what the user has.
ssh::Keys keys_for(const run::Reach& reach);

/// Logs in to a machine as its site says. Throws Error.
ssh::Session connect(const std::string& name, const run::Reach& reach, const ssh::Patience& patience);

/// What makes root of that user, before a command; empty: the user is root.
std::string as_root(const std::string& user);

} // namespace edgepool::day1
