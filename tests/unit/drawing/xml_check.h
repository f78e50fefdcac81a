// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace edgepool::drawing
{

/// What is wrong with the text as XML, as far as our writer could get it wrong; empty if nothing is: elements closed in
/// order, attributes quoted and given once, only known entities, no character that XML forbids.
std::string fault_of_xml(std::string_view text);

} // namespace edgepool::drawing
