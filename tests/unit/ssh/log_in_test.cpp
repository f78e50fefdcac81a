// SPDX-License-Identifier: Apache-2.0
// Who logs in with what: the real sshd on loopback, the real ssh-agent, and key files as people have them.
#include <array>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/error.h"
#include "ssh/session.h"
#include "unit/ssh/ssh_server.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/lsan_interface.h>
#define EDGEPOOL_LEAKS_OF_LIBSSH2 const __lsan::ScopedDisabler leaks_of_libssh2 // two numbers for each ECDSA key
#endif
#endif
#ifndef EDGEPOOL_LEAKS_OF_LIBSSH2
#define EDGEPOOL_LEAKS_OF_LIBSSH2
#endif

namespace edgepool::ssh
{

namespace
{

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;

constexpr const char* passphrase = "open sesame";

/// A home with keys, and an agent if one is started.
class User
{
public:
    User() { std::filesystem::create_directories(home / ".ssh"); }

    KeyPlaces places() const { return {.home = home.path(), .agent = agent_ ? socket() : ""}; }
    std::string key(const std::string& name) const { return home / (".ssh/" + name); }
    std::string public_key(const std::string& name) const { return home.read(".ssh/" + name + ".pub"); }
    std::string socket() const { return home / "agent"; }

    void start_agent()
    {
        agent_.emplace(std::vector<std::string>{"ssh-agent", "-D", "-a", socket()}, home / "agent.log");
        constexpr int nobody_there = 2;
        while (add({"-l"}) == nobody_there && !agent_->wait(0s))
        {
        }
    }

    void give_to_agent(const std::string& path) const { ASSERT_EQ(add({path}), 0) << home.read("ssh-add.log"); }

    support::OwnFolder home{};

private:
    int add(const std::vector<std::string>& words) const
    {
        const std::string ask = home.write("ask", std::string("#!/bin/sh\necho '") + passphrase + "'\n");
        std::filesystem::permissions(ask, std::filesystem::perms(0700));
        std::vector<std::string> command{"env", "SSH_AUTH_SOCK=" + socket(), "SSH_ASKPASS=" + ask,
                                         "SSH_ASKPASS_REQUIRE=force", "ssh-add"};
        command.insert(command.end(), words.begin(), words.end());
        return support::RunningProcess(command, home / "ssh-add.log").wait().value_or(-1);
    }

    std::optional<support::RunningProcess> agent_{};
};

class LogIn : public ::testing::Test
{
protected:
    Patience plenty() const { return patience_of(60s); }

    std::string said_with(const Keys& keys)
    {
        Session session = Session::connect(server.machine(), keys, plenty());
        return run_quietly(session, "echo hello", plenty()).out;
    }

    Error fault_with(const Keys& keys, const Patience& patience)
    {
        try
        {
            Session::connect(server.machine(), keys, patience);
        }
        catch (const Error& error)
        {
            EXPECT_FALSE(error.diagnostic().hint.empty());
            return error;
        }
        return Error({.code = "none"});
    }

    User user{};
    SshServer server{};
};

auto tells(const std::string& text)
{
    return Field("related", &Diagnostic::related, Contains(Field("text", &RelatedPlace::text, HasSubstr(text))));
}

TEST_F(LogIn, TheAgentSignsWithAKeyThatNoFileHas)
{
    user.start_agent();
    for (const char* const kind : {"ed25519", "ecdsa"})
    {
        make_key(user.home / kind, kind);
        server.let_in(user.home.read(std::string(kind) + ".pub"));
        user.give_to_agent(user.home / kind);
        std::filesystem::remove(user.home / kind);
        EXPECT_EQ(said_with(Keys::of_user(user.places())), "hello\n") << kind;
    }
}

TEST_F(LogIn, AFileOfTheUsualNameIsTakenWithoutAnAgent)
{
    EDGEPOOL_LEAKS_OF_LIBSSH2;
    for (const char* const kind : {"ed25519", "ecdsa"})
    {
        const std::string name = std::string("id_") + kind;
        make_key(user.key(name), kind);
        server.let_in(user.public_key(name));
        EXPECT_EQ(said_with(Keys::of_user(user.places())), "hello\n") << kind;
        std::filesystem::remove(user.key(name));
    }
}

TEST_F(LogIn, AKeyWithAPassphraseIsForTheAgent)
{
    make_key(user.key("id_ed25519"), "ed25519", passphrase);
    server.let_in(user.public_key("id_ed25519"));
    const std::string path = user.key("id_ed25519");
    for (const bool is_named : {true, false})
    {
        const Keys keys = is_named ? Keys::of_file(path, user.places()) : Keys::of_user(user.places());
        const Error error = fault_with(keys, plenty());
        EXPECT_EQ(error.diagnostic().code, "ssh.no-key");
        EXPECT_THAT(error.diagnostic().hint, HasSubstr("ssh-add " + path));
        EXPECT_THAT(error.diagnostic(), tells("has a passphrase"));
    }
    user.start_agent();
    EXPECT_THAT(fault_with(Keys::of_file(path, user.places()), plenty()).diagnostic(), tells("has no keys"));
    user.give_to_agent(path);
    EXPECT_EQ(said_with(Keys::of_file(path, user.places())), "hello\n");
    EXPECT_EQ(said_with(Keys::of_user(user.places())), "hello\n");
}

TEST_F(LogIn, AFileThatIsNamedIsTheOnlyKey)
{
    user.start_agent();
    make_key(user.key("id_ed25519"));
    server.let_in(user.public_key("id_ed25519"));
    user.give_to_agent(user.key("id_ed25519"));
    make_key(user.home / "other");
    const Error error = fault_with(Keys::of_file(user.home / "other", user.places()), plenty());
    EXPECT_EQ(error.diagnostic().code, "ssh.not-authorized");
    EXPECT_THAT(error.diagnostic().detail, HasSubstr(user.home / "other"));
    EXPECT_EQ(fault_with(Keys::of_file(user.home / "absent", user.places()), plenty()).diagnostic().code,
              "ssh.bad-key");
}

TEST_F(LogIn, WrongKeysAreNamed)
{
    user.start_agent();
    make_key(user.home / "one");
    user.give_to_agent(user.home / "one");
    make_key(user.key("id_ed25519"));
    user.home.write(".ssh/id_rsa", "of another time\n");
    const Error error = fault_with(Keys::of_user(user.places()), plenty());
    EXPECT_EQ(error.diagnostic().code, "ssh.not-authorized");
    EXPECT_EQ(error.retry(), Retry::useless);
    EXPECT_THAT(error.diagnostic().detail, HasSubstr("the agent's key 'test', " + user.key("id_ed25519")));
    EXPECT_THAT(error.diagnostic().hint, HasSubstr("authorized_keys"));
    EXPECT_THAT(error.diagnostic(), tells("id_rsa"));
}

TEST_F(LogIn, MoreKeysThanTheMachineWantsToSeeAreNoReasonToTryAgain)
{
    user.start_agent();
    for (int i = 0; i < 9; ++i)
    {
        make_key(user.home / std::to_string(i));
        user.give_to_agent(user.home / std::to_string(i));
    }
    const Error error = fault_with(Keys::of_user(user.places()), plenty());
    EXPECT_EQ(error.diagnostic().code, "ssh.not-authorized");
    EXPECT_EQ(error.retry(), Retry::useless);
    EXPECT_THAT(error.diagnostic().hint, HasSubstr("'key'"));
}

TEST_F(LogIn, WithoutAnyKeyItIsSaidHowToGetOne)
{
    const Error error = fault_with(Keys::of_user(user.places()), plenty());
    EXPECT_EQ(error.diagnostic().code, "ssh.no-key");
    EXPECT_THAT(error.diagnostic().hint, HasSubstr("ssh-keygen"));
    EXPECT_THAT(error.diagnostic(), tells("SSH_AUTH_SOCK"));
    KeyPlaces places = user.places();
    places.agent = user.home / "nobody";
    EXPECT_THAT(fault_with(Keys::of_user(places), plenty()).diagnostic(), tells("does not answer"));
}

TEST_F(LogIn, AnAgentThatSaysNothingIsNotWaitedForForEver)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    user.socket().copy(address.sun_path, sizeof address.sun_path - 1);
    const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ASSERT_EQ(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ASSERT_EQ(::listen(listener, 4), 0);
    KeyPlaces places = user.places();
    places.agent = user.socket();
    Patience patience = plenty();
    patience.longest_silence = 1500ms;
    EXPECT_EQ(fault_with(Keys::of_user(places), patience).diagnostic().code, "ssh.timeout");
    ::close(listener);
}

} // namespace

} // namespace edgepool::ssh
