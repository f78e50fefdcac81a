// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "process/command.h"
#include "process/descriptor.h"
#include "process/wait.h"

namespace edgepool::process
{

/// How a process ended.
struct Exit
{
    int status = 0;
    int signal = 0; ///< 0: it ended by itself

    bool good() const { return status == 0 && signal == 0; }
    friend bool operator==(const Exit&, const Exit&) = default;
};

/// "exit status 3", "killed by signal 9"
std::string to_string(const Exit& exit);

/// What a child reads and writes; -1 is /dev/null. A child never has our own streams: whoever waits for their end would
/// wait for the child.
struct Streams
{
    int input = -1;
    int output = -1;
    int errors = -1;
};

/// A process that we started, in a session of its own: a Ctrl-C at our terminal does not reach it.
class Child
{
public:
    /// Throws Error, also if the program cannot be executed.
    static Child start(const Command& command, const Streams& streams = {});

    Child(Child&&) noexcept = default;
    Child& operator=(Child&&) = delete;
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    /// Ends the child with all that it started, unless it was left to itself.
    ~Child();

    int pid() const { return pid_; }
    /// Readable for poll() when the child has ended.
    int end_descriptor() const { return pidfd_.get(); }
    /// Nullopt: it is still running when the deadline or the stop comes.
    std::optional<Exit> wait(Deadline deadline, const StopSignal& stop);
    /// To the child and all that it started.
    void send(int signal) const;
    /// SIGTERM, some time to tidy up, SIGKILL. The child is gone afterwards, or was left behind since nothing ends it.
    void end(Clock::duration grace);
    /// The child goes on when we are gone.
    void leave() { pidfd_.close(); }

private:
    Child(int pid, Descriptor pidfd) : pid_(pid), pidfd_(std::move(pidfd)) {}

    std::optional<Exit> reap();

    int pid_ = -1;
    Descriptor pidfd_;
    std::optional<Exit> exit_{};
};

} // namespace edgepool::process
