// SPDX-License-Identifier: Apache-2.0
#include "agent/port.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/first_command.h"
#include "agent/identity.h"
#include "agent/services.h"
#include "agent/system.h"
#include "base/error.h"
#include "process/descriptor.h"
#include "seed/message.h"
#include "seed/seed.h"

namespace edgepool::agent
{

namespace
{

using Clock = std::chrono::steady_clock;
using process::Descriptor;

/// The device of the port, by its name.
std::string find_port()
{
    const std::string root = "/sys/class/virtio-ports";
    std::string device;
    if (DIR* const folder = ::opendir(root.c_str()))
    {
        for (const dirent* entry = ::readdir(folder); entry != nullptr; entry = ::readdir(folder))
        {
            const std::string name = static_cast<const char*>(entry->d_name);
            std::string path = root;
            path += "/";
            path += name;
            path += "/name";
            if (read_text(path) == std::string(seed::port_name) + "\n")
            {
                device = "/dev/" + name;
            }
        }
        ::closedir(folder);
    }
    return device;
}

Descriptor open_port()
{
    for (;;)
    {
        Descriptor port(::open(find_port().c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK));
        if (port.good())
        {
            return port;
        }
        ::poll(nullptr, 0, 50);
    }
}

/// What the message asks for, done.
std::string_view carry_out(const std::string& body)
{
    if (body.empty())
    {
        cover_boot_id();
        rehearse();
        return seed::rehearsed;
    }
    const seed::Reading reading = seed::read_body(body);
    if (!reading.seed)
    {
        fail(reading.fault);
    }
    become(*reading.seed);
    start_ssh();
    return seed::ready;
}

std::string answer_to(const std::string& body)
{
    try
    {
        errno = 0;
        return std::string(carry_out(body)) + "\n";
    }
    catch (const Error& error)
    {
        return std::string(seed::failed) + " " + error.diagnostic().detail + "\n";
    }
}

class Session
{
public:
    explicit Session(Descriptor port) : port_(std::move(port)) {}

    /// One round: says what is to be said, takes what has come, or waits a moment.
    void step()
    {
        hear_command();
        say();
        std::array<char, 65536> block{};
        const ssize_t count = ::read(port_.get(), block.data(), block.size());
        if (count > 0)
        {
            reader_.feed({block.data(), static_cast<std::size_t>(count)});
            take_messages();
            return;
        }
        if (count == 0)
        {
            lose_listener();
        }
        else
        {
            wait(port_.get(), unsaid_.empty() ? 1000 : 20);
        }
        while (::waitpid(-1, nullptr, WNOHANG) > 0)
        {
        }
        if (catch_up_at_ && Clock::now() >= *catch_up_at_)
        {
            catch_up_at_.reset();
            catch_up();
        }
    }

private:
    void take_messages()
    {
        while (const auto body = reader_.next())
        {
            const bool first = !is_someone_;
            unsaid_ = answer_to(*body);
            is_someone_ = unsaid_.starts_with(seed::ready);
            say();
            if (first && is_someone_)
            {
                command_ = FirstCommand::start();
                catch_up_at_ = Clock::now() + std::chrono::minutes(1);
            }
        }
    }

    /// Passes on what the first command says, and that it has ended.
    void hear_command()
    {
        if (!command_)
        {
            return;
        }
        const auto words = command_->hear();
        unsaid_ += words ? *words : "\n" + std::string(seed::ended) + "\n";
        if (!words)
        {
            command_.reset();
        }
    }

    /// Nobody is connected: what has come of a message is worth nothing, nor is what would be said to somebody who
    /// comes later. The port is not waited for, as it would be ready at once.
    void lose_listener()
    {
        reader_.forget();
        if (is_someone_)
        {
            unsaid_.clear();
        }
        wait(-1, is_someone_ ? 500 : 20);
    }

    /// For the port, and for what the first command says.
    void wait(int port, int milliseconds) const
    {
        std::array<pollfd, 2> waits{{{.fd = port, .events = POLLIN, .revents = 0},
                                     {.fd = command_ ? command_->output() : -1, .events = POLLIN, .revents = 0}}};
        ::poll(waits.data(), waits.size(), milliseconds);
    }

    void say()
    {
        if (!unsaid_.empty())
        {
            const ssize_t count = ::write(port_.get(), unsaid_.data(), unsaid_.size());
            unsaid_.erase(0, count > 0 ? static_cast<std::size_t>(count) : 0);
        }
    }

    Descriptor port_;
    seed::MessageReader reader_;
    std::string unsaid_ = std::string(seed::waiting) + "\n";
    bool is_someone_ = false;
    std::optional<FirstCommand> command_{};
    std::optional<Clock::time_point> catch_up_at_{};
};

} // namespace

void serve()
{
    ::sync();
    Session session(open_port());
    for (;;)
    {
        session.step();
    }
}

} // namespace edgepool::agent
