// SPDX-License-Identifier: Apache-2.0
// The first contact with a machine: the right one, a wrong one, and things that are none.
#include <array>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error.h"
#include "ssh/session.h"
#include "unit/ssh/ssh_server.h"

namespace edgepool::ssh
{

namespace
{

using namespace std::chrono_literals;
using ::testing::HasSubstr;

/// A listener that says one thing to whoever comes, and then nothing or goodbye.
class OddServer
{
public:
    enum class Afterwards
    {
        silence,
        goodbye,
    };

    OddServer(std::string_view greeting, Afterwards afterwards)
        : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size);
        ::listen(listener_, 4);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port = ntohs(address.sin_port);
        thread_ = std::jthread([this, text = std::string(greeting), afterwards] {
            client_ = ::accept(listener_, nullptr, nullptr);
            ::send(client_, text.data(), text.size(), MSG_NOSIGNAL);
            if (afterwards == Afterwards::goodbye)
            {
                ::shutdown(client_, SHUT_RDWR);
            }
        });
    }
    OddServer(const OddServer&) = delete;
    OddServer& operator=(const OddServer&) = delete;
    ~OddServer()
    {
        ::shutdown(listener_, SHUT_RDWR); // ends the accept
        thread_.join();
        ::close(client_);
        ::close(listener_);
    }

    std::uint16_t port = 0;

private:
    int listener_;
    int client_ = -1;
    std::jthread thread_{};
};

class SshConnect : public ::testing::Test
{
protected:
    SshConnect()
    {
        make_key(folder / "host");
        make_key(folder / "user");
    }

    Machine machine_at(std::uint16_t port) const
    {
        return {.name = "pe-1", .port = port, .user = "nobody", .host_key = folder.read("host.pub")};
    }

    Error fault_at(std::uint16_t port, const Patience& patience) const { return fault_of(machine_at(port), patience); }

    Error fault_of(const Machine& machine, const Patience& patience) const
    {
        try
        {
            Session::connect(machine, PrivateKey::from_file(folder / "user"), patience);
        }
        catch (const Error& error)
        {
            EXPECT_FALSE(error.diagnostic().hint.empty());
            return error;
        }
        return Error({.code = "none"});
    }

    support::OwnFolder folder{};
};

TEST_F(SshConnect, WhereNobodyListensItIsRefusedAndWorthAnotherTry)
{
    const Error error = fault_at(free_port(), patience_of(20s));
    EXPECT_EQ(error.diagnostic().code, "ssh.refused");
    EXPECT_EQ(error.retry(), Retry::may_help);
}

TEST_F(SshConnect, WhoeverSaysNothingIsNotWaitedForForEver)
{
    for (const std::string_view greeting : {"", "SSH-2.0-", "SSH-2.0-silent\r\n"})
    {
        const OddServer server(greeting, OddServer::Afterwards::silence);
        const Error error = fault_at(server.port, patience_of(200ms));
        EXPECT_EQ(error.diagnostic().code, "ssh.timeout") << greeting;
        EXPECT_EQ(error.retry(), Retry::may_help);
    }
}

TEST_F(SshConnect, ADeadlineThatHasPassedIsOneThatHasPassed)
{
    const OddServer server("", OddServer::Afterwards::silence);
    EXPECT_EQ(fault_at(server.port, patience_of(-1s)).diagnostic().code, "ssh.timeout");
}

TEST_F(SshConnect, WhoeverHangsUpIsWorthAnotherTry)
{
    for (const std::string_view greeting : {"", "SSH-2.0-", "SSH-2.0-booting\r\n"})
    {
        const OddServer server(greeting, OddServer::Afterwards::goodbye);
        const Error error = fault_at(server.port, patience_of(20s));
        EXPECT_EQ(error.diagnostic().code, "ssh.broken") << greeting;
        EXPECT_EQ(error.retry(), Retry::may_help);
    }
}

TEST_F(SshConnect, WhatIsNoSshIsNotTakenForIt)
{
    const std::string endless(100'000, 'x');
    for (const std::string& greeting :
         {std::string("HTTP/1.1 400 Bad Request\r\n\r\n"), endless, "SSH-2.0-x\r\n" + endless,
          std::string("SSH-2.0-x\r\n\0\0\0\x0c\x0a\x14zzz", 20)})
    {
        const OddServer server(greeting, OddServer::Afterwards::silence);
        EXPECT_NE(fault_at(server.port, patience_of(300ms)).diagnostic().code, "none");
    }
}

TEST_F(SshConnect, AWishToStopEndsItAtOnce)
{
    const OddServer server("", OddServer::Afterwards::silence);
    std::stop_source stop;
    const std::jthread stopping([&] { stop.request_stop(); });
    EXPECT_EQ(fault_at(server.port, patience_of(1h, stop.get_token())).diagnostic().code, "ssh.stopped");
}

TEST_F(SshConnect, AnAddressThatMeansNothingIsTold)
{
    Machine machine = machine_at(22);
    machine.address = "999.0.0.1.invalid";
    const Error error = fault_of(machine, patience_of(20s));
    EXPECT_THAT(error.diagnostic().detail, HasSubstr("999.0.0.1.invalid"));
}

TEST_F(SshConnect, AnotherHostKeyIsAnotherMachine)
{
    const SshServer server;
    Machine machine = server.machine();
    machine.host_key = folder.read("host.pub");
    const Error error = fault_of(machine, patience_of(20s));
    EXPECT_EQ(error.diagnostic().code, "ssh.wrong-host-key");
    EXPECT_EQ(error.retry(), Retry::useless);
    EXPECT_THAT(error.diagnostic().detail, HasSubstr(PublicKey::parse(server.machine().host_key).line()));
    EXPECT_THAT(error.diagnostic().detail, HasSubstr(PublicKey::parse(machine.host_key).line()));
    EXPECT_EQ(server.folder().read("log").find("publickey"), std::string::npos) << "no key was shown to it";
}

TEST_F(SshConnect, AKeyThatTheMachineDoesNotKnowIsNotAccepted)
{
    const SshServer server;
    const Error error = fault_of(server.machine(), patience_of(20s));
    EXPECT_EQ(error.diagnostic().code, "ssh.not-authorized");
    EXPECT_EQ(error.retry(), Retry::useless);
    Machine machine = server.machine();
    machine.user = "no-such-user";
    EXPECT_EQ(fault_of(machine, patience_of(20s)).diagnostic().code, "ssh.not-authorized");
}

TEST_F(SshConnect, AMachineWithoutAnEd25519KeyIsTold)
{
    const SshServer server("ecdsa");
    Machine machine = server.machine();
    machine.host_key = folder.read("host.pub");
    const Error error = fault_of(machine, patience_of(20s));
    EXPECT_EQ(error.diagnostic().code, "ssh.no-agreement");
    EXPECT_THAT(error.diagnostic().hint, HasSubstr("ed25519"));
}

TEST_F(SshConnect, AMachineThatRunsNoCommandsIsTold)
{
    const SshServer server("ed25519", "MaxSessions 0\n");
    Session session = server.connect();
    try
    {
        session.run("true", {}, patience_of(20s));
        FAIL() << "it ran";
    }
    catch (const Error& error)
    {
        EXPECT_EQ(error.diagnostic().code, "ssh.cannot-run");
    }
}

TEST_F(SshConnect, AnAnswerThatIsDueIsNotWaitedForUntilTheDeadline)
{
    const OddServer server("SSH-2.0-silent\r\n", OddServer::Afterwards::silence);
    Patience patience = patience_of(1h);
    patience.longest_silence = 200ms;
    const Error error = fault_at(server.port, patience);
    EXPECT_EQ(error.diagnostic().code, "ssh.timeout");
    EXPECT_EQ(error.retry(), Retry::may_help);
}

TEST_F(SshConnect, AMachineThatBootsIsTriedUntilItAnswers)
{
    SshServer server;
    server.stop();
    int waited = 0;
    Session session =
        connect_patiently(server.machine(), server.key(), patience_of(60s), 60s, [&](const Diagnostic& why) {
            EXPECT_EQ(why.code, "ssh.refused");
            if (++waited == 3)
            {
                server.start();
            }
        });
    EXPECT_EQ(waited, 3);
    EXPECT_TRUE(run_quietly(session, "true", patience_of(20s)).ended.well());
}

TEST_F(SshConnect, WhatWillNotChangeIsTriedOnce)
{
    const SshServer server;
    int waited = 0;
    const auto connect = [&] {
        connect_patiently(server.machine(), PrivateKey::from_file(folder / "user"), patience_of(60s), 60s,
                          [&](const Diagnostic&) { ++waited; });
    };
    EXPECT_THROW(connect(), Error);
    EXPECT_EQ(waited, 0);
}

TEST_F(SshConnect, AnEcdsaHostKeyCanBePinned)
{
    const SshServer server("ecdsa");
    EXPECT_NO_THROW(server.connect());
}

TEST_F(SshConnect, NoDescriptorIsLeftOpen)
{
    const auto open_files = [] {
        const std::filesystem::directory_iterator files("/proc/self/fd");
        return std::distance(begin(files), end(files));
    };
    const SshServer server;
    const auto before = open_files();
    for (int i = 0; i < 5; ++i)
    {
        server.connect();
        fault_of(server.machine(), patience_of(20s));
        fault_at(free_port(), patience_of(20s));
        Session session = server.connect();
        EXPECT_THROW(session.run(hang, {}, patience_of(10ms)), Error);
    }
    EXPECT_EQ(open_files(), before);
}

} // namespace

} // namespace edgepool::ssh
