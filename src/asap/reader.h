// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "asap/message.h"

namespace edgepool::asap
{

/// A parameter as it stands in a message.
struct Field
{
    std::uint16_t type = 0;
    View value{};
};

/// Takes numbers and parameters from the front of octets; whatever is asked of octets that are not there is zero or
/// empty, and a fault. Only the first fault is kept.
class Reader
{
public:
    Reader(View octets, std::string& fault) : rest_(octets), fault_(fault) {}

    bool empty() const { return rest_.empty(); }
    bool good() const { return fault_.empty(); }
    std::uint16_t number16() { return static_cast<std::uint16_t>(number(2)); }
    std::uint32_t number32() { return number(4); }
    View all() { return std::exchange(rest_, {}); }
    View take(std::size_t count);
    /// A parameter with its padding, which the last one may lack.
    Field field();
    /// What follows belongs to the same message: its faults are this one's.
    Reader inside(View octets) const { return {octets, fault_}; }
    void fail(const std::string& why);

private:
    std::uint32_t number(std::size_t count);

    View rest_;
    std::string& fault_;
};

} // namespace edgepool::asap
