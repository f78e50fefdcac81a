// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace edgepool
{

/// A place as people count it: lines and characters from 1.
struct Position
{
    std::uint32_t line = 1;
    std::uint32_t column = 1;

    friend bool operator==(const Position&, const Position&) = default;
};

/// A piece of a source as bytes: [begin, end).
struct Span
{
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    friend bool operator==(const Span&, const Span&) = default;
};

/// The text of an input file, and the map from bytes to lines.
class Source
{
public:
    /// The name is what messages call the file: the path as the user gave it, or "<stdin>".
    Source(std::string name, std::string text);

    const std::string& name() const { return name_; }
    std::string_view text() const { return text_; }

    Position position(std::uint32_t offset) const;
    /// The line's text without its end; empty for a line that does not exist.
    std::string_view line(std::uint32_t number) const;
    std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }
    /// The offset of the line's first byte.
    std::uint32_t line_start(std::uint32_t number) const { return line_starts_.at(number - 1); }

private:
    /// A place inside of a long line, so that its columns need not be counted from the line's start.
    struct Milestone
    {
        std::uint32_t offset = 0;
        std::uint32_t column = 0; ///< from 0
    };

    void add_milestones(std::uint32_t begin, std::uint32_t end);

    std::string name_;
    std::string text_;
    std::vector<std::uint32_t> line_starts_;
    std::vector<Milestone> milestones_;
};

using SourcePtr = std::shared_ptr<const Source>;

/// A piece of a named source; without a source it is "nowhere" and prints as nothing.
struct SourceRange
{
    SourcePtr source{};
    Span span{};

    bool known() const { return source != nullptr; }
    Position begin() const;
    Position end() const;
};

} // namespace edgepool
