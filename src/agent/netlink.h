// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "process/descriptor.h"

namespace edgepool::agent
{

/// One request to the kernel's network: a type, a fixed part, attributes.
class NetlinkRequest
{
public:
    template <typename Fixed>
    NetlinkRequest(std::uint16_t type, std::uint16_t flags, const Fixed& fixed)
    {
        begin(type, flags);
        append(&fixed, sizeof fixed);
    }

    NetlinkRequest& with(std::uint16_t attribute, const void* value, std::size_t size);
    NetlinkRequest& with(std::uint16_t attribute, std::uint32_t value) { return with(attribute, &value, sizeof value); }
    NetlinkRequest& with(std::uint16_t attribute, const std::string& text)
    {
        return with(attribute, text.c_str(), text.size() + 1);
    }

    const void* data() const { return buffer_.data(); }
    std::size_t size() const { return size_; }

private:
    void begin(std::uint16_t type, std::uint16_t flags);
    void append(const void* bytes, std::size_t size);

    alignas(8) std::array<std::byte, 512> buffer_{};
    std::size_t size_ = 0;
};

class Netlink
{
public:
    Netlink();

    /// Zero, or the kernel's error number.
    int ask(const NetlinkRequest& request);

private:
    process::Descriptor socket_;
};

} // namespace edgepool::agent
