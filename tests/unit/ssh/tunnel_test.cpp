// SPDX-License-Identifier: Apache-2.0
// Machines behind a jump host: two real sshd on loopback.
#include <chrono>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "ssh/session.h"
#include "ssh/system_ssh.h"
#include "unit/ssh/ssh_server.h"

namespace edgepool::ssh
{

namespace
{

using namespace std::chrono_literals;
using ::testing::HasSubstr;

Patience plenty()
{
    return patience_of(60s);
}

class Jump : public ::testing::Test
{
protected:
    Machine behind(const SshServer& gate) const
    {
        gate.let_in(server.folder().read("user.pub"));
        Machine machine = server.machine();
        machine.through.push_back(gate.machine());
        machine.through.front().name = "the gate";
        return machine;
    }

    Session connect(const Machine& machine) const { return Session::connect(machine, server.key(), plenty()); }

    Error fault_of(const Machine& machine) const
    {
        try
        {
            connect(machine);
        }
        catch (const Error& error)
        {
            EXPECT_FALSE(error.diagnostic().hint.empty());
            return error;
        }
        return Error({.code = "none"});
    }

    SshServer server{};
};

TEST_F(Jump, CommandsRunOnTheMachineBehindIt)
{
    const SshServer gate;
    Session session = connect(behind(gate));
    EXPECT_EQ(run_quietly(session, "echo $SSH_CONNECTION", plenty()).ended, Ended{});
    EXPECT_EQ(run_quietly(session, "echo out; echo err >&2; exit 3", plenty()).err, "err\n");
    EXPECT_THAT(server.folder().read("log"), HasSubstr("Accepted publickey"));
    EXPECT_THAT(gate.folder().read("log"), HasSubstr("Accepted publickey"));
}

TEST_F(Jump, MuchPassesBothWaysAtOnce)
{
    const SshServer gate;
    Session session = connect(behind(gate));
    const std::string much(8'000'000, 'x');
    std::size_t given = 0;
    std::size_t come = 0;
    const Streams streams{.out = [&](std::string_view piece) { come += piece.size(); },
                          .in =
                              [&] {
                                  const std::string piece = much.substr(given, 100'001);
                                  given += piece.size();
                                  return piece;
                              }};
    EXPECT_TRUE(session.run("cat", streams, plenty()).well());
    EXPECT_EQ(come, much.size());
}

TEST_F(Jump, BothHostKeysAreCompared)
{
    const SshServer gate;
    Machine machine = behind(gate);
    machine.through.front().host_key = machine.host_key;
    const Error error = fault_of(machine);
    EXPECT_EQ(error.diagnostic().code, "ssh.wrong-host-key");
    EXPECT_THAT(std::string(error.what()), HasSubstr("the gate"));
    machine = behind(gate);
    machine.host_key = machine.through.front().host_key;
    EXPECT_EQ(fault_of(machine).diagnostic().code, "ssh.wrong-host-key");
}

TEST_F(Jump, AMachineBehindItThatBootsIsWorthAnotherTry)
{
    const SshServer gate;
    const Machine machine = behind(gate);
    server.stop();
    const Error error = fault_of(machine);
    EXPECT_EQ(error.diagnostic().code, "ssh.unreachable");
    EXPECT_EQ(error.retry(), Retry::may_help);
}

TEST_F(Jump, AGateThatLetsNobodyPassIsTold)
{
    const SshServer gate("ed25519", "AllowTcpForwarding no\n");
    const Error error = fault_of(behind(gate));
    EXPECT_EQ(error.diagnostic().code, "ssh.no-passage");
    EXPECT_EQ(error.retry(), Retry::useless);
}

TEST_F(Jump, AGateThatIsDownIsWorthAnotherTry)
{
    SshServer gate;
    const Machine machine = behind(gate);
    gate.stop();
    const Error error = fault_of(machine);
    EXPECT_EQ(error.diagnostic().code, "ssh.refused");
    EXPECT_EQ(error.retry(), Retry::may_help);
}

TEST_F(Jump, WhenTheGateDiesTheConnectionIsBroken)
{
    const SshServer gate;
    Session session = connect(behind(gate));
    std::string code = "none";
    const Streams streams{.out = [&](std::string_view) { gate.cut_connections(); }};
    try
    {
        session.run("echo begun; " + std::string(hang), streams, plenty());
    }
    catch (const Error& error)
    {
        code = error.diagnostic().code;
        EXPECT_EQ(error.retry(), Retry::may_help);
    }
    EXPECT_EQ(code, "ssh.broken");
}

TEST_F(Jump, TheSystemsSshPassesItWithTheSameKeys)
{
    const SshServer gate;
    const Machine machine = behind(gate);
    const std::string known = gate.folder().write("known hosts %h", known_hosts_lines(machine));
    const SystemSsh system{.known_hosts = known, .identity = server.folder() / "user"};
    const auto words = ssh_arguments(machine, system, {"echo", "it's there"});
    support::RunningProcess ssh(words, gate.folder() / "ssh.log");
    EXPECT_EQ(ssh.wait(), 0);
    EXPECT_EQ(gate.folder().read("ssh.log"), "it's there\n");
}

} // namespace

} // namespace edgepool::ssh
