// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace edgepool::agent
{

/// Starts sshd, unless it runs already, and returns when it listens. Throws Error.
void start_ssh();

/// What every machine does in its first minute, done before it is anybody: a machine that is saved afterwards has it
/// behind it, and so have all its copies.
void rehearse();

/// What nobody who waits for machines shall pay, as it takes an emulated processor a second: the journal has the
/// machine-id of the image in it, so another is opened; and udev, which rehearsing stopped, goes on.
void catch_up();

} // namespace edgepool::agent
