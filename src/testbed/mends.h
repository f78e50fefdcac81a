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

/// Text processors make “these” of quotes, which YAML takes for a part of the text.
std::string_view without_curly_quotes(std::string_view text);

/// What to do about a value that the rule refuses.
std::string value_hint(const ScalarRule& rule, std::string_view text);

/// "is 'text'", with its length where that is what the rule minds.
std::string value_in_words(const ScalarRule& rule, std::string_view text);

} // namespace edgepool::testbed
