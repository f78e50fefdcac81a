// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace edgepool::crypto
{

/// From the system's generator.
std::string random_bytes(std::size_t count);

/// Lower-case hexadecimal digits of the bytes.
std::string to_hex(const std::string& bytes);

} // namespace edgepool::crypto
