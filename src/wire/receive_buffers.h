// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "wire/frame.h"

namespace edgepool::wire
{

/// Room for the frames that one system call takes.
class ReceiveBuffers
{
public:
    static constexpr std::size_t frames_at_once = 16;

    ReceiveBuffers();
    ~ReceiveBuffers();

    /// The frames that wait at the socket, as many as fit; 0 if there are none.
    std::size_t receive(int socket);
    /// A frame that was cut off is longer than a frame may be.
    Frame frame(std::size_t number) const;
    /// The path that the sender is bound to; empty for one without.
    std::string_view sender(std::size_t number) const;

private:
    struct Messages;

    std::unique_ptr<Messages> messages_;
};

} // namespace edgepool::wire
