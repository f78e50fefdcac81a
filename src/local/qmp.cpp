// SPDX-License-Identifier: Apache-2.0
// The protocol: docs/interop/qmp-spec.txt of QEMU.
#include "local/qmp.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/error.h"
#include "doc/read_json.h"
#include "doc/write.h"
#include "local/rules.h"
#include "process/rules.h"

namespace edgepool::local
{

namespace
{

using process::Descriptor;
using process::StopSignal;
using process::Woken;

constexpr std::size_t longest_answer = std::size_t{16} << 20U;

std::string text_of(const doc::Value* value)
{
    const auto* const text = value == nullptr ? nullptr : std::get_if<std::string>(&value->data());
    return text == nullptr ? std::string() : *text;
}

[[noreturn]] void silent(const std::string& path, const std::string& why)
{
    throw Error(found(rules::silent, {}, path + ": " + why, "look into the machine's console.log and qemu.err"));
}

void wait_for(const Descriptor& socket, process::Deadline deadline, const std::stop_token& stop,
              const std::string& path)
{
    const StopSignal signal(stop);
    std::array<process::Watched, 1> wait{{{.descriptor = socket.get()}}};
    const Woken woken = signal.wait(wait, deadline);
    if (woken == Woken::stopped)
    {
        throw Error(found(process::rules::interrupted, {}, path));
    }
    if (woken == Woken::expired)
    {
        silent(path, "no answer in time");
    }
}

} // namespace

Descriptor connect_to_socket(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
    {
        return {};
    }
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    {
        return {};
    }
    return socket;
}

Qmp Qmp::connect(const std::string& path, process::Deadline deadline, const std::stop_token& stop)
{
    const StopSignal signal(stop);
    for (;;)
    {
        Descriptor socket = connect_to_socket(path);
        if (socket.good())
        {
            Qmp qmp(std::move(socket), path, deadline, stop);
            qmp.receive(); // the greeting
            qmp.execute("qmp_capabilities");
            return qmp;
        }
        const auto next = std::min(deadline, process::in(std::chrono::milliseconds(10)));
        if (!process::sleep_until(next, signal))
        {
            throw Error(found(process::rules::interrupted, {}, path));
        }
        if (process::Clock::now() >= deadline)
        {
            silent(path, "nobody listens there");
        }
    }
}

void Qmp::send(const std::string& line, int file)
{
    std::string text = line + "\n";
    iovec part{.iov_base = text.data(), .iov_len = text.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (file >= 0)
    {
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        cmsghdr* const header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(header), &file, sizeof file);
    }
    // Commands are short and there is one at a time: the socket has room.
    if (::sendmsg(socket_.get(), &message, MSG_NOSIGNAL) != static_cast<ssize_t>(text.size()))
    {
        silent(path_, std::strerror(errno));
    }
}

doc::Value Qmp::receive()
{
    for (;;)
    {
        if (const std::size_t end = received_.find('\n'); end != std::string::npos)
        {
            Diagnostics faults;
            const auto source = std::make_shared<Source>(path_, received_.substr(0, end));
            received_.erase(0, end + 1);
            if (auto value = doc::read_json(source, faults))
            {
                return *value;
            }
            silent(path_, "it speaks no JSON");
        }
        wait_for(socket_, deadline_, stop_, path_);
        std::array<char, 16384> block{};
        const ssize_t count = ::recv(socket_.get(), block.data(), block.size(), 0);
        if (count <= 0 || received_.size() > longest_answer)
        {
            silent(path_, "the connection was closed");
        }
        received_.append(block.data(), static_cast<std::size_t>(count));
    }
}

doc::Value Qmp::answer()
{
    for (;;)
    {
        const doc::Value message = receive();
        if (const doc::Value* const result = message.find("return"))
        {
            return *result;
        }
        if (const doc::Value* const fault = message.find("error"))
        {
            throw Error(found(rules::refused, {}, "QEMU: " + text_of(fault->find("desc"))));
        }
        // Anything else is an event.
    }
}

doc::Value Qmp::execute(std::string_view command, doc::Object arguments)
{
    doc::Object request{{"execute", command}};
    if (!arguments.empty())
    {
        request.emplace_back("arguments", std::move(arguments));
    }
    send(doc::to_json(request, doc::JsonLayout::compact));
    return answer();
}

void Qmp::give_file(const std::string& name, const Descriptor& file)
{
    const doc::Object request{{"execute", "getfd"}, {"arguments", doc::Object{{"fdname", name}}}};
    send(doc::to_json(request, doc::JsonLayout::compact), file.get());
    answer();
}

void Qmp::quit()
{
    send(R"({"execute": "quit"})");
}

} // namespace edgepool::local
