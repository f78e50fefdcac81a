// SPDX-License-Identifier: Apache-2.0
#include "ssh/agent.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <utility>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/utf8.h"
#include "ssh/wire_text.h"

/// draft-miller-ssh-agent: a message is a text, and begins with a byte that says what it is.
namespace edgepool::ssh
{

namespace
{

constexpr char request_identities = 11;
constexpr char identities_answer = 12;
constexpr char sign_request = 13;
constexpr char sign_response = 14;

constexpr std::size_t longest_answer = std::size_t{256} << 10U;

/// A connection to the agent, for one question.
class Question
{
public:
    explicit Question(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        if (path.size() < sizeof address.sun_path)
        {
            std::memcpy(address.sun_path, path.data(), path.size());
            is_open_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        }
    }
    Question(const Question&) = delete;
    Question& operator=(const Question&) = delete;
    ~Question()
    {
        if (socket_ >= 0)
        {
            ::close(socket_);
        }
    }

    /// What the agent answers, without its length; nothing if it does not.
    std::optional<std::string> ask(std::string_view message, const Waiting& waiting)
    {
        std::string left = with_length(message);
        while (is_open_ && !left.empty())
        {
            waiting.wait(socket_, Direction::out);
            const ssize_t sent = ::send(socket_, left.data(), left.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
            is_open_ = sent >= 0 || errno == EAGAIN || errno == EINTR;
            left.erase(0, sent > 0 ? static_cast<std::size_t>(sent) : 0);
        }
        std::string come;
        while (is_open_ && come.size() < longest_answer)
        {
            std::string_view rest = come;
            if (const auto answer = take_text(rest))
            {
                return std::string(*answer);
            }
            receive(come, waiting);
        }
        return std::nullopt;
    }

private:
    void receive(std::string& come, const Waiting& waiting)
    {
        waiting.wait(socket_, Direction::in);
        std::array<char, 4096> block{};
        const ssize_t count = ::recv(socket_, block.data(), block.size(), MSG_DONTWAIT);
        is_open_ = count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
        come.append(block.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    }

    int socket_;
    bool is_open_ = false;
};

} // namespace

std::optional<std::vector<AgentKey>> Agent::keys(const Waiting& waiting) const
{
    const auto answer = Question(socket_).ask({&request_identities, 1}, waiting);
    if (!answer || answer->empty() || answer->front() != identities_answer)
    {
        return std::nullopt;
    }
    std::string_view rest = std::string_view(*answer).substr(1);
    std::vector<AgentKey> keys;
    for (auto left = take_number(rest).value_or(0); left > 0; --left)
    {
        const auto blob = take_text(rest);
        const auto comment = take_text(rest);
        if (!blob || !comment)
        {
            break;
        }
        keys.push_back({.public_key = PublicKey(std::string(*blob)), .comment = utf8::printable(*comment)});
    }
    return keys;
}

std::optional<std::string> Agent::sign(const PublicKey& key, std::string_view text, const Waiting& waiting) const
{
    constexpr std::uint32_t no_flags = 0;
    const std::string request =
        std::string(1, sign_request) + with_length(key.blob()) + with_length(text) + as_number(no_flags);
    const auto answer = Question(socket_).ask(request, waiting);
    if (!answer || answer->empty() || answer->front() != sign_response)
    {
        return std::nullopt;
    }
    std::string_view rest = std::string_view(*answer).substr(1);
    std::string_view signature = take_text(rest).value_or(std::string_view{});
    const auto kind = take_text(signature);
    const auto value = take_text(signature);
    return kind && value ? std::optional(std::string(*value)) : std::nullopt;
}

} // namespace edgepool::ssh
