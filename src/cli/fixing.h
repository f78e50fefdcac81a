// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/source.h"

namespace edgepool::cli
{

/// A file with all faults mended that have one right answer.
struct FixedFile
{
    SourcePtr source{};
    std::string text{};
};

/// Where two fixes touch the same words, the first one is made; a second run makes the other.
std::vector<FixedFile> fixed_files(const Diagnostics& diagnostics);

/// The changed lines, as diff writes them.
std::string difference(const FixedFile& file);

/// Puts the text in the file's place in one step. Throws Error.
void write_fixed(const FixedFile& file);

} // namespace edgepool::cli
