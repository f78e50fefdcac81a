// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace edgepool
{

/// The bytes that base64 text stands for; none if it is not base64.
std::optional<std::string> from_base64(std::string_view text);
/// In one line.
std::string to_base64(std::string_view bytes);

} // namespace edgepool
