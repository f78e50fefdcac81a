// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "member/endpoint.h"
#include "process/descriptor.h"

/// How collectors of one machine find each other: by a name that needs no file and goes with its owner.
namespace edgepool::member
{

/// Where others ask the collector that has the port. If the name is somebody else's, nobody comes.
class FellowsDoor
{
public:
    explicit FellowsDoor(const Endpoint& endpoint);

    bool is_open() const { return socket_.good(); }
    int descriptor() const { return socket_.get(); }
    /// Somebody who waits there, if there is one.
    process::Descriptor admit();

private:
    process::Descriptor socket_;
};

/// Nothing if nobody has the name.
process::Descriptor connect_to_fellow(const Endpoint& endpoint);

} // namespace edgepool::member
