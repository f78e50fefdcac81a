// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "doc/value.h"

namespace edgepool::cli
{

/// What validation says of one file.
struct FileVerdict
{
    std::string file{};
    std::size_t errors = 0;
    std::size_t warnings = 0;
    bool unreadable = false;
};

/// "2 files: 1 error, no warnings"
std::string verdict_line(const std::vector<FileVerdict>& verdicts);

/// For programs: docs/commands/validate.md describes it.
doc::Value verdicts_json(const std::vector<FileVerdict>& verdicts, const Diagnostics& diagnostics);

/// One line per fault, as GitHub's actions read them: "::error file=a.yaml,line=1,col=2::text".
std::string github_annotations(const Diagnostics& diagnostics);

/// SARIF 2.1.0, as code scanning services read it.
doc::Value sarif(const Diagnostics& diagnostics);

} // namespace edgepool::cli
