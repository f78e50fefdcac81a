// SPDX-License-Identifier: Apache-2.0
#include "agent/program.h"

#include <sys/wait.h>
#include <unistd.h>

#include "agent/system.h"

namespace edgepool::agent
{

int start(std::vector<std::string> words, Streams streams)
{
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words)
    {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0)
    {
        ::setsid();
        if (streams.input >= 0)
        {
            ::dup2(streams.input, STDIN_FILENO);
        }
        if (streams.output >= 0)
        {
            ::dup2(streams.output, STDOUT_FILENO);
        }
        ::execv(pointers.front(), pointers.data());
        ::_exit(127);
    }
    if (child < 0)
    {
        fail("start " + words.front());
    }
    return child;
}

void run(std::vector<std::string> words)
{
    ::waitpid(start(std::move(words)), nullptr, 0);
}

} // namespace edgepool::agent
