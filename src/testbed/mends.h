// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "testbed/scalars.h"

namespace edgepool::testbed
{

/// A value that the rule accepts and that the refused one was probably meant to be: "4G" is 4GiB, "0x258" is 600.
std::optional<std::string> mended(const ScalarRule& rule, std::string_view text);

/// What to do about a value that the rule refuses.
std::string value_hint(const ScalarRule& rule, std::string_view text);

/// How long the value is, where only so much of it is allowed: " (14 characters)". Else nothing.
std::string measured(const ScalarRule& rule, std::string_view text);

} // namespace edgepool::testbed
