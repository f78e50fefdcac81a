// SPDX-License-Identifier: Apache-2.0
#include "clocks.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <fstream>
#include <mutex>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include "base/error.h"
#include "process/descriptor.h"

namespace edgepool::bench
{

namespace
{

constexpr auto longest = std::chrono::minutes(10);
constexpr auto between_tries = std::chrono::milliseconds(50);

bool sshd_greets(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = ::htons(port);
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    const process::Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    {
        return false;
    }
    pollfd reading{.fd = socket.get(), .events = POLLIN, .revents = 0};
    std::string greeting(4, ' ');
    return ::poll(&reading, 1, 2000) == 1 && ::recv(socket.get(), greeting.data(), greeting.size(), 0) == 4 &&
           greeting == "SSH-";
}

} // namespace

double seconds_since(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double seconds_of(const std::function<void()>& work)
{
    const Clock::time_point begin = Clock::now();
    work();
    return seconds_since(begin);
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

void for_each_at_once(std::size_t count, const std::function<void(std::size_t)>& work)
{
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::exception_ptr failure;
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
        {
            threads.emplace_back([&] {
                for (std::size_t index = next++; index < count; index = next++)
                {
                    try
                    {
                        work(index);
                    }
                    catch (const std::exception&)
                    {
                        const std::lock_guard lock(mutex);
                        failure = failure ? failure : std::current_exception();
                    }
                }
            });
        }
    }
    if (failure)
    {
        std::rethrow_exception(failure);
    }
}

void wait_for_greeting(std::uint16_t port)
{
    const Clock::time_point end = Clock::now() + longest;
    while (!sshd_greets(port) && Clock::now() < end)
    {
        std::this_thread::sleep_for(between_tries);
    }
}

void wait_for_log_in(const ssh::Machine& machine, const ssh::PrivateKey& key)
{
    const ssh::Patience patience = ssh::patience_of(longest);
    for (;;)
    {
        try
        {
            ssh::Session session = ssh::Session::connect(machine, key, patience);
            (void)ssh::run_quietly(session, "true", patience);
            return;
        }
        catch (const Error&)
        {
            if (Clock::now() > patience.deadline)
            {
                throw;
            }
            std::this_thread::sleep_for(between_tries);
        }
    }
}

double proportional_memory(int pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/smaps_rollup");
    for (std::string word; file >> word;)
    {
        if (word == "Pss:")
        {
            double kibibytes = 0;
            file >> kibibytes;
            return kibibytes * 1024 / 1e6;
        }
    }
    return 0;
}

} // namespace edgepool::bench
