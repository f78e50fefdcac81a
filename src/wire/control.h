// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "wire/handle.h"
#include "wire/poller.h"

namespace edgepool::wire
{

/// Where the switch is told and asked: a line is a request, and is answered by any number of lines of which the last is
/// "ok" or begins with "error ". Who sends no lines, or never reads, harms itself alone.
class Control
{
public:
    /// What to answer to a line, with its last line end.
    using Answer = std::function<std::string(std::string_view line)>;

    static constexpr std::size_t longest_line = 4096;
    static constexpr std::size_t most_clients = 32;

    Control(Poller& poller, std::string path, Answer answer);
    Control(const Control&) = delete;
    Control& operator=(const Control&) = delete;
    ~Control();

    /// Nobody new will come. Those who are connected stay until the end.
    void leave() const;

private:
    struct Client
    {
        Handle socket{};
        std::string unread{}; ///< a line that has no end yet
        std::string unsent{};
        bool is_ending = false; ///< what it sent was no line
    };

    void on_client();
    void on_ready(int descriptor);
    void read(Client& client);
    void answer_lines(Client& client);
    bool send(Client& client);

    Poller& poller_;
    std::string path_;
    Answer answer_;
    Handle socket_;
    std::map<int, Client> clients_{};
};

} // namespace edgepool::wire
