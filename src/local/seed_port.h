// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "base/secret.h"
#include "process/descriptor.h"
#include "process/wait.h"

namespace edgepool::local
{

/// Our end of the serial port to a machine's agent.
class SeedPort
{
public:
    /// `gone` is readable when the machine's process has ended: nobody will answer then.
    SeedPort(const std::string& path, int gone, process::Deadline deadline, std::stop_token stop);

    /// From now on others wait.
    void hand_over(process::Deadline deadline, std::stop_token stop);

    void say(const Secret& message);
    /// The next line that the agent says. Throws Error if none comes.
    std::string listen();

private:
    void wait(process::Watched::For what);

    std::string path_;
    process::Descriptor socket_;
    process::Descriptor gone_;
    process::Deadline deadline_;
    std::stop_token stop_;
    std::string heard_{};
};

} // namespace edgepool::local
