// SPDX-License-Identifier: Apache-2.0
// Against real SSH servers: what one command does on several machines.
#include "cli/remote.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include <gtest/gtest.h>

#include "base/error.h"
#include "cli/copying.h"
#include "cli/views/results_view.h"
#include "unit/ssh/ssh_server.h"

namespace edgepool::cli
{

namespace
{

namespace fs = std::filesystem;

NamedReach reach_of(const ssh::SshServer& server, const std::string& name)
{
    const ssh::Machine machine = server.machine();
    return {.name = name,
            .reach = run::Reach{.address = machine.address,
                                .port = machine.port,
                                .user = machine.user,
                                .host_key = machine.host_key,
                                .identity_file = server.folder() / "user"}};
}

ssh::Patience patience()
{
    return ssh::patience_of(std::chrono::seconds(60));
}

TEST(Remote, ResultsComeInTheOrderOfTheMachines)
{
    const ssh::SshServer server;
    std::vector<NamedReach> machines;
    for (const char* name : {"a-1", "a-2", "a-3"})
    {
        machines.push_back(reach_of(server, name));
    }
    machines.insert(machines.begin() + 1, NamedReach{.name = "gone"});
    std::string told;
    const RemoteWork how{.on_result = [&told](const MachineResult& result) { told += result.name + " "; }};
    const auto results = run_on_each(machines, "echo out; echo err >&2; exit 3", how);
    EXPECT_EQ(told, "a-1 gone a-2 a-3 ");
    ASSERT_EQ(results.size(), 4U);
    EXPECT_EQ(results[0].out, "out\n");
    EXPECT_EQ(results[0].err, "err\n");
    EXPECT_EQ(results[0].ended.status, 3);
    EXPECT_EQ(results[1].failure->code, "machine.not-running");
    EXPECT_FALSE(results[3].well());
}

TEST(Remote, AWishToStopEndsAllOfThem)
{
    const ssh::SshServer server;
    std::stop_source stop;
    const RemoteWork how{.stop = stop.get_token(),
                         .on_piece = [&stop](const std::string&, Stream, std::string_view) { stop.request_stop(); }};
    const auto results =
        run_on_each({reach_of(server, "a-1"), reach_of(server, "a-2")}, "echo begun; exec sleep 600", how);
    EXPECT_EQ(results[0].failure->code, "ssh.stopped");
    EXPECT_EQ(results[1].failure->code, "ssh.stopped");
}

TEST(Remote, AFileGoesThereAndBackWithItsRights)
{
    const ssh::SshServer server;
    const support::OwnFolder folder;
    const std::string text = std::string(300'000, 'x') + "\n";
    fs::permissions(folder.write("there.sh", text), fs::perms::owner_all);
    ssh::Session session = server.connect();
    std::uint64_t passed = 0;
    const auto on_bytes = [&passed](std::uint64_t bytes, std::uint64_t) { passed = bytes; };
    fs::create_directory(folder / "machine");
    copy_there(session, folder / "there.sh", folder / "machine", patience(), on_bytes);
    EXPECT_EQ(passed, text.size());
    copy_here(session, folder / "machine/there.sh", folder / "back.sh", patience(), on_bytes);
    EXPECT_EQ(folder.read("back.sh"), text);
    EXPECT_EQ(fs::status(folder / "back.sh").permissions(), fs::perms::owner_all);
}

TEST(Remote, AFolderGoesThereAndBackAsAWhole)
{
    const ssh::SshServer server;
    const support::OwnFolder folder;
    fs::create_directories(folder / "tree/deep");
    folder.write("tree/deep/file", "content\n");
    folder.write("tree/other", "");
    ssh::Session session = server.connect();
    const auto on_bytes = [](std::uint64_t, std::uint64_t) {};
    copy_there(session, folder / "tree", folder / "copy", patience(), on_bytes);
    EXPECT_EQ(folder.read("copy/deep/file"), "content\n");
    EXPECT_TRUE(fs::exists(folder / "copy/other"));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder / "copy"), {}), 2) << "the mark was left";
    copy_here(session, folder / "copy", folder / "back", patience(), on_bytes);
    EXPECT_EQ(folder.read("back/deep/file"), "content\n");
    EXPECT_THROW(copy_here(session, folder / "copy", folder.path(), patience(), on_bytes), Error);
    EXPECT_THROW(copy_there(session, folder / "tree", folder / "copy/deep/file", patience(), on_bytes), Error);
}

TEST(Remote, WhatBreaksOffIsNotSeen)
{
    const ssh::SshServer server;
    const support::OwnFolder folder;
    folder.write("big", std::string(3'000'000, 'x'));
    folder.write("old", "as before\n");
    fs::create_directory(folder / "tree");
    folder.write("tree/big", std::string(3'000'000, 'x'));
    const auto stop_inside = [](std::uint64_t passed, std::uint64_t) {
        if (passed > 1'000'000)
        {
            throw Error({.summary = "stopped"});
        }
    };
    ssh::Session first = server.connect();
    EXPECT_THROW(copy_here(first, folder / "big", folder / "old", patience(), stop_inside), Error);
    EXPECT_EQ(folder.read("old"), "as before\n");
    ssh::Session second = server.connect();
    EXPECT_THROW(copy_here(second, folder / "tree", folder / "back", patience(), stop_inside), Error);
    EXPECT_FALSE(fs::exists(folder / "back"));
    ssh::Session third = server.connect();
    EXPECT_THROW(copy_there(third, folder / "tree", folder / "there", patience(), stop_inside), Error);
    EXPECT_FALSE(fs::exists(folder / "there"));
}

TEST(Results, LinesOfManyMachinesAreNeverMixed)
{
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    Console console{.in = in, .out = out, .err = err, .environment = {}};
    LiveLines lines({{.name = "a-1"}, {.name = "long-1"}}, console);
    lines.add("a-1", Stream::out, "one\ntw");
    lines.add("long-1", Stream::out, "uno\n");
    lines.add("a-1", Stream::out, "o\n");
    lines.add("a-1", Stream::err, "oh");
    lines.finish("a-1");
    EXPECT_EQ(out.str(), "a-1    | one\nlong-1 | uno\na-1    | two\n");
    EXPECT_EQ(err.str(), "a-1    | oh\n");
}

TEST(Results, OneFailureOfManyFailsTheCommand)
{
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    Console console{.in = in, .out = out, .err = err, .environment = {}};
    const MachineResult good{.name = "a-1", .out = "fine"};
    const MachineResult bad{.name = "a-2", .ended = {.status = 2}, .err = "no\n"};
    EXPECT_EQ(conclude({good}, false, console), Exit::done);
    show_result(good, Headline::on, console);
    show_result(bad, Headline::on, console);
    EXPECT_EQ(out.str(), "== a-1\nfine\n== a-2: exit status 2\n");
    EXPECT_EQ(err.str(), "a-2: no\n");
    EXPECT_EQ(conclude({good, bad}, false, console), Exit::failed);
    EXPECT_NE(err.str().find("2 machines: 1 well, 1 failed"), std::string::npos);
    EXPECT_EQ(conclude({bad}, true, console), Exit::interrupted);
}

TEST(Results, JsonGetsTextOnly)
{
    EXPECT_EQ(as_utf8("a\xff"
                      "b\xc3\xa4"),
              "a?b\xc3\xa4");
}

} // namespace

} // namespace edgepool::cli
