// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "asap/message.h"
#include "doc/value.h"

namespace edgepool::member
{

/// A pool as a registrar names it: id, home, life, transport addresses, policy and load of each member.
doc::Value to_value(const asap::ResolutionAnswer& answer, const std::string& registrar);
/// The same as a table for people.
std::string to_table(const asap::ResolutionAnswer& answer);

std::string to_string(const asap::Address& address);

} // namespace edgepool::member
