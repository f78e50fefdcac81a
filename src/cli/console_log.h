// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace edgepool::cli
{

/// What a machine writes to its console: lines as a person reads them, without what steers a terminal.
class ConsoleLog
{
public:
    explicit ConsoleLog(std::string path) : path_(std::move(path)) {}

    /// The last lines of what is there now. What comes later is for more().
    std::vector<std::string> last(std::size_t lines);
    /// Complete lines that came since; everything from the start if the file was begun anew.
    std::vector<std::string> more();
    /// A last line without its end.
    std::string rest() const;

private:
    std::string path_;
    std::uint64_t read_ = 0;
    std::string begun_{};
};

/// A line without escape sequences and carriage returns; other controls become '?'.
std::string plain_line(std::string_view line);

} // namespace edgepool::cli
