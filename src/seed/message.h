// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace edgepool::seed
{

/// A message begins with a line of these words and the number of bytes that follow it.
inline constexpr std::string_view first_words = "edgepool-seed 1 ";
inline constexpr std::size_t longest_body = std::size_t{32} << 20U;

/// Puts messages together again that a stream brings in pieces.
class MessageReader
{
public:
    void feed(std::string_view piece) { buffer_ += piece; }
    /// The body of the next message, if all of it has come. What stands before a message's first line is passed over.
    std::optional<std::string> next();
    /// The sender is gone: what has come of a message is worth nothing.
    void forget() { buffer_.clear(); }

private:
    std::string buffer_;
};

} // namespace edgepool::seed
