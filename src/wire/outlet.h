// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wire/counters.h"
#include "wire/frame.h"
#include "wire/handle.h"
#include "wire/held_frames.h"
#include "wire/poller.h"

namespace edgepool::wire
{

/// The way to one member. It has a socket of its own, connected to the member's: the kernel need not look the path up
/// for each frame, and says when a member that was slow has room again.
///
/// A member that is not there, or was replaced, is looked for at each frame; frames for it are not kept.
class Outlet
{
public:
    Outlet(Poller& poller, std::string path, Counters& counters);
    Outlet(const Outlet&) = delete;
    Outlet& operator=(const Outlet&) = delete;
    ~Outlet();

    void send(Frame frame);

private:
    enum class Sent
    {
        done,
        no_room,
        away,
    };

    bool connect();
    Sent try_send(Frame frame);
    Sent try_connected(Frame frame) const;
    void hold(Frame frame);
    void on_room();

    Poller& poller_;
    std::string path_;
    Counters& counters_;
    Handle socket_;
    bool connected_ = false;
    HeldFrames held_{};
};

} // namespace edgepool::wire
