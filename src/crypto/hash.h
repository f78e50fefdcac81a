// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace edgepool::crypto
{

/// In hexadecimal digits.
std::string sha256(std::string_view text);

/// A UUID (RFC 4122, version 5) that follows from the names; the same ones always give the same.
std::string uuid_of(std::string_view space, std::string_view name);

} // namespace edgepool::crypto
