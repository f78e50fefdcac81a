// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace edgepool::agent
{

/// Open files that a program is given as its own; below zero: those of the agent.
struct Streams
{
    int input = -1;
    int output = -1;
};

/// Starts a program of that path. Throws Error.
int start(std::vector<std::string> words, Streams streams = {});
/// Runs it to its end, whatever that is.
void run(std::vector<std::string> words);

} // namespace edgepool::agent
