// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <utility>

namespace edgepool
{

/// A text that is never printed. Whoever needs it says so with expose().
class Secret
{
public:
    Secret() = default;
    explicit Secret(std::string value) : value_(std::move(value)) {}

    const std::string& expose() const { return value_; }
    bool empty() const { return value_.empty(); }

private:
    std::string value_;
};

/// Prints "***", whatever the secret is.
std::ostream& operator<<(std::ostream& out, const Secret& secret);

} // namespace edgepool
