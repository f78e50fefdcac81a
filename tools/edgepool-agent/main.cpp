// SPDX-License-Identifier: Apache-2.0
// The program inside the machines: /init of the initial memory file system, then the agent that makes a machine the one
// that its seed says. It is linked statically, since at the first of the two there is no library yet.
#include <csignal>

#include <unistd.h>

#include "agent/boot.h"
#include "agent/port.h"

int main()
{
    if (::getpid() == 1)
    {
        edgepool::agent::boot();
    }
    std::signal(SIGPIPE, SIG_IGN);
    edgepool::agent::serve();
}
