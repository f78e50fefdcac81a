// SPDX-License-Identifier: Apache-2.0
#include "ssh/copy.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "ssh/shell.h"
#include "ssh/system_ssh.h"
#include "unit/ssh/ssh_server.h"

namespace edgepool::ssh
{

namespace
{

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

Patience plenty()
{
    return patience_of(60s);
}

/// The names in the folder whose beginning that is.
std::vector<std::string> files_like(const support::OwnFolder& folder, std::string_view name)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder.path()))
    {
        if (entry.path().filename().string().starts_with(name))
        {
            names.push_back(entry.path().filename());
        }
    }
    return names;
}

class SshCopy : public ::testing::Test
{
protected:
    std::string download_all(const std::string& path)
    {
        std::string text;
        download(session, path, [&](std::string_view piece) { text += piece; }, plenty());
        return text;
    }

    template <typename Body>
    std::string complaint(const Body& body)
    {
        try
        {
            body();
        }
        catch (const Error& error)
        {
            EXPECT_EQ(error.diagnostic().code, "ssh.cannot-copy");
            EXPECT_TRUE(session.is_open()) << "that was no fault of the connection";
            return error.diagnostic().detail;
        }
        return "it went well";
    }

    const support::OwnFolder& folder() const { return server.folder(); }

    SshServer server{};
    Session session = server.connect();
};

TEST_F(SshCopy, AFileArrivesWithItsContentAndMode)
{
    upload(session, content_of("first"), folder() / "f", 0640, plenty());
    EXPECT_EQ(folder().read("f"), "first");
    EXPECT_EQ(fs::status(folder() / "f").permissions(), fs::perms(0640));
    upload(session, content_of("second"), folder() / "f", 0755, plenty());
    EXPECT_EQ(download_all(folder() / "f"), "second");
    EXPECT_EQ(fs::status(folder() / "f").permissions(), fs::perms(0755));
    EXPECT_THAT(files_like(folder(), "f"), ElementsAre("f"));
}

TEST_F(SshCopy, ContentOfAnyKindComesBackAsItWas)
{
    std::string text(20'000'000, '\0');
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        text[i] = static_cast<char>(i * i >> 7U);
    }
    for (const std::string& content : {std::string(), std::string("\0\n\r\xff", 4), text})
    {
        upload(session, content_of(content), folder() / "f", 0600, plenty());
        EXPECT_TRUE(download_all(folder() / "f") == content);
    }
}

TEST_F(SshCopy, NamesMayHaveAnythingInThem)
{
    for (const std::string name : {"-rf", "a b", "it's", "$HOME", "`id`", "a\nb", "*", "\\", "\"", "~", "ü"})
    {
        upload(session, content_of(name), folder() / name, 0600, plenty());
        EXPECT_EQ(folder().read(name), name);
        EXPECT_EQ(download_all(folder() / name), name);
    }
    fs::create_directory(folder() / "in it's");
    const std::string there = "cd " + shell_word(folder() / "in it's") + " && ";
    EXPECT_EQ(run_quietly(session, there + upload_command("-n", 0600, 0), plenty()).ended.status, 0);
    EXPECT_TRUE(fs::exists(folder() / "in it's/-n"));
}

TEST_F(SshCopy, WhatCannotBeWrittenIsToldAndNothingIsLeft)
{
    fs::create_directory(folder() / "d");
    EXPECT_THAT(complaint([&] { upload(session, content_of("x"), folder() / "d", 0600, plenty()); }),
                HasSubstr("it is a folder"));
    EXPECT_THAT(complaint([&] { upload(session, content_of("x"), folder() / "no/f", 0600, plenty()); }),
                HasSubstr("No such file or directory"));
    EXPECT_THAT(
        complaint([&] { upload(session, content_of(std::string(3'000'000, 'x')), "/dev/full/f", 0600, plenty()); }),
        HasSubstr("Not a directory"));
    EXPECT_THAT(complaint([&] { download_all(folder() / "no"); }), HasSubstr("No such file or directory"));
    EXPECT_THAT(files_like(folder(), "d"), ElementsAre("d"));
}

TEST_F(SshCopy, ContentOfAnotherSizeThanItSaidIsNotTaken)
{
    upload(session, content_of("old"), folder() / "f", 0600, plenty());
    Content shrunk = content_of("new");
    shrunk.size = 4;
    EXPECT_THAT(complaint([&] { upload(session, shrunk, folder() / "f", 0600, plenty()); }), HasSubstr("another size"));
    Content grown = content_of("new");
    grown.size = 2;
    EXPECT_THAT(complaint([&] { upload(session, grown, folder() / "f", 0600, plenty()); }), HasSubstr("another size"));
    EXPECT_EQ(folder().read("f"), "old");
    EXPECT_THAT(files_like(folder(), "f"), ElementsAre("f"));
}

TEST_F(SshCopy, WhatBreaksOffInTheMiddleIsNeverSeen)
{
    upload(session, content_of("old"), folder() / "f", 0600, plenty());
    const int process = std::stoi(run_quietly(session, "echo $PPID", plenty()).out);
    bool is_killed = false;
    const Content content{.size = 50'000'000, .next = [&] {
                              if (!is_killed && files_like(folder(), "f").size() == 2) // it is being written
                              {
                                  is_killed = ::kill(process, SIGKILL) == 0;
                              }
                              return std::string(100'000, 'x');
                          }};
    EXPECT_THROW(upload(session, content, folder() / "f", 0600, plenty()), Error);
    // What ran there sees the end of its input, and tidies up.
    const auto deadline = Clock::now() + 20s;
    while (files_like(folder(), "f").size() > 1 && Clock::now() < deadline)
    {
        std::this_thread::yield();
    }
    EXPECT_THAT(files_like(folder(), "f"), ElementsAre("f"));
    EXPECT_EQ(folder().read("f"), "old");
}

TEST_F(SshCopy, TheSystemsSshTrustsTheSameMachineAndNoOther)
{
    const auto run = [&](const Machine& machine, const std::vector<std::string>& command) {
        const std::string known = folder().write("known hosts %d", known_hosts_lines(machine));
        support::RunningProcess process(
            ssh_arguments(machine, {.known_hosts = known, .identity = folder() / "user"}, command),
            folder() / "ssh.log");
        return process.wait();
    };
    EXPECT_EQ(run(server.machine(), {"sh", "-c", "echo \"$1\"; exit 7", "x", "it's $HOME"}), 7);
    EXPECT_EQ(folder().read("ssh.log"), "it's $HOME\n");
    Machine other = server.machine();
    other.host_key = folder().read("user.pub");
    EXPECT_EQ(run(other, {"true"}), 255);
    EXPECT_THAT(folder().read("ssh.log"), HasSubstr("Host key verification failed"));
}

TEST(SystemSsh, ItsCommandLineIsAPureFunction)
{
    const Machine machine{.name = "pe-1",
                          .address = "127.0.0.1",
                          .port = 2201,
                          .user = "root",
                          .host_key =
                              "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHlOhnZR8hG1wzNRzHf3RxSHKcKvVqTEKmVQ5Lb2X0Yd"};
    const auto words = ssh_arguments(machine, {.known_hosts = "/s/k", .identity = "/s/i"}, {"echo", "a b"});
    EXPECT_THAT(words, ::testing::IsSupersetOf({"UserKnownHostsFile=\"/s/k\"", "IdentityFile=\"/s/i\"",
                                                "StrictHostKeyChecking=yes", "IdentitiesOnly=yes"}));
    EXPECT_EQ(words.back(), "echo 'a b'");
    EXPECT_EQ(words[words.size() - 2], "127.0.0.1");
    EXPECT_EQ(words[words.size() - 3], "--");
    const auto terminal = ssh_arguments(machine, {}, {});
    EXPECT_EQ(terminal.back(), "127.0.0.1");
}

} // namespace

} // namespace edgepool::ssh
