// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <iostream>
#include <string_view>

#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>

#include "base/error.h"
#include "wire/serve.h"

namespace
{

constexpr int failed = 1;
constexpr int wrong_usage = 2;
constexpr std::string_view usage = "usage: edgepool-switch FOLDER\n"
                                   "Carries the frames of one testbed's networks. 'edgepool up' starts it, 'edgepool "
                                   "down' ends it.\n";

/// Readable once somebody asks the process to end.
int open_stop_descriptor()
{
    sigset_t asked_to_end;
    sigemptyset(&asked_to_end);
    sigaddset(&asked_to_end, SIGTERM);
    sigaddset(&asked_to_end, SIGINT);
    // A terminal that closes is no reason to cut networks.
    std::signal(SIGHUP, SIG_IGN);
    sigprocmask(SIG_BLOCK, &asked_to_end, nullptr);
    return signalfd(-1, &asked_to_end, SFD_CLOEXEC | SFD_NONBLOCK);
}

/// Each network card of each machine needs a descriptor.
void allow_many_descriptors()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0)
    {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

} // namespace

int main(int count, char** words)
{
    if (count != 2 || std::string_view(words[1]).starts_with('-'))
    {
        std::cerr << usage;
        return wrong_usage;
    }
    // What it makes is for its user alone.
    umask(077);
    allow_many_descriptors();
    try
    {
        edgepool::wire::serve(words[1], open_stop_descriptor());
    }
    catch (const edgepool::Error& error)
    {
        std::cerr << error.what();
        return failed;
    }
    return 0;
}
