// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace edgepool::wire
{

/// A network card as QEMU has it: a datagram socket with a name, which sends to the socket of a segment.
class Member
{
public:
    /// Replaces what lies there, as QEMU does.
    Member(const std::string& folder, const std::string& name, const std::string& segment);
    Member(const Member&) = delete;
    Member& operator=(const Member&) = delete;
    ~Member();

    /// Waits for room; false if nobody is there.
    bool send(const std::vector<std::uint8_t>& frame) const;
    /// The next frame; empty if none comes.
    std::vector<std::uint8_t> receive() const;
    bool has_frame() const;

private:
    std::string segment_path_;
    int socket_;
};

} // namespace edgepool::wire
