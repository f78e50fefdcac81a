// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace edgepool::cli
{

/// Writes a result to a file that somebody named, over one that is there. Throws Error if it cannot be written;
/// `option` is the one that names another file.
void write_output_file(const std::string& path, const std::string& text, std::string_view option);

} // namespace edgepool::cli
