// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "doc/value.h"
#include "process/descriptor.h"
#include "process/wait.h"

namespace edgepool::local
{

/// A conversation with one QEMU process over its monitor socket. Throws Error when it does not answer in time, closes
/// the connection, or refuses a command.
class Qmp
{
public:
    /// Tries until the deadline: a process that was just started has no socket yet.
    static Qmp connect(const std::string& path, process::Deadline deadline, const std::stop_token& stop = {});

    /// What the command returns.
    doc::Value execute(std::string_view command, doc::Object arguments = {});
    /// An open file, which commands then know by that name.
    void give_file(const std::string& name, const process::Descriptor& file);
    /// Without waiting for an answer: the process ends.
    void quit();

    /// For all that follows.
    void set_deadline(process::Deadline deadline) { deadline_ = deadline; }

private:
    Qmp(process::Descriptor socket, std::string path, process::Deadline deadline, std::stop_token stop)
        : socket_(std::move(socket)), path_(std::move(path)), deadline_(deadline), stop_(std::move(stop))
    {
    }

    void send(const std::string& line, int file = -1);
    doc::Value receive();
    doc::Value answer();

    process::Descriptor socket_;
    std::string path_;
    process::Deadline deadline_;
    std::stop_token stop_;
    std::string received_{};
};

/// A stream to a socket file; not good if nobody listens there.
process::Descriptor connect_to_socket(const std::string& path);

} // namespace edgepool::local
