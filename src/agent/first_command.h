// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "process/descriptor.h"

namespace edgepool::agent
{

/// The shell text that a machine was given to begin with, under way, and what it says.
class FirstCommand
{
public:
    /// Nothing, if none was given.
    static std::optional<FirstCommand> start();

    /// Readable when it has said something, or has ended.
    int output() const { return output_.get(); }
    /// What it has said since the last time; nothing once it has ended. The machine keeps it, too, for whoever looks
    /// later.
    std::optional<std::string> hear();

private:
    explicit FirstCommand(process::Descriptor output) : output_(std::move(output)) {}

    void keep() const;

    process::Descriptor output_;
    std::string said_{};
};

} // namespace edgepool::agent
