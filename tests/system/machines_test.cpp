// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <thread>

#include <gtest/gtest.h>

#include "base/error.h"
#include "local/files.h"
#include "local/qemu_process.h"
#include "local/qmp.h"
#include "process/identity.h"
#include "system/laboratory.h"

namespace edgepool::local
{

namespace
{

using Way = Started::Way;

constexpr const char* who_are_you = "hostname; cat /etc/machine-id /proc/sys/kernel/random/boot_id "
                                    "/proc/sys/kernel/random/uuid; sha256sum </etc/ssh/ssh_host_ed25519_key; "
                                    "ip -4 -o address show host | cut -d' ' -f7; head -c 32 /dev/urandom | sha256sum";

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();)
    {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

/// Starts machines at once, as many as there are specs.
std::vector<Started> start_all(const Laboratory& laboratory, const std::vector<MachineSpec>& specs)
{
    const Golden golden = laboratory.golden();
    std::vector<Started> started(specs.size());
    std::vector<std::string> faults(specs.size());
    {
        std::vector<std::jthread> threads;
        for (std::size_t index = 0; index < specs.size(); ++index)
        {
            threads.emplace_back([&, index] {
                try
                {
                    started[index] = start_machine(laboratory.folders(), laboratory.image(), golden, specs[index]);
                }
                catch (const Error& error)
                {
                    faults[index] = error.what();
                }
            });
        }
    }
    for (const std::string& fault : faults)
    {
        EXPECT_EQ(fault, "");
    }
    return started;
}

void print(const std::string& name, const Started& started)
{
    std::printf("    %s: %s, runs after %lld ms, ready after %lld ms\n", name.c_str(),
                started.way == Way::resumed  ? "resumed"
                : started.way == Way::booted ? "booted"
                                             : "kept",
                static_cast<long long>(started.to_run.count()), static_cast<long long>(started.to_ready.count()));
}

TEST(Machines, TwoThatAreResumedFromOneAreTwo)
{
    const Laboratory laboratory;
    const std::vector<MachineSpec> specs{laboratory.spec("a", 1), laboratory.spec("b", 2)};
    const std::vector<Started> started = start_all(laboratory, specs);
    std::vector<std::vector<std::string>> identities;
    for (std::size_t index = 0; index < specs.size(); ++index)
    {
        print(specs[index].name, started[index]);
        EXPECT_EQ(started[index].way, Way::resumed) << started[index].why_booted;
        // The very first attempt: a machine that is ready lets itself be logged in.
        identities.push_back(lines_of(laboratory.over_ssh(specs[index].name, started[index].reach, who_are_you)));
    }
    ASSERT_EQ(identities[0].size(), 7U);
    ASSERT_EQ(identities[1].size(), 7U);
    for (std::size_t line = 0; line < 7; ++line)
    {
        EXPECT_NE(identities[0][line], identities[1][line]) << "line " << line << " of " << who_are_you;
    }
    EXPECT_EQ(identities[0][0], "a");
    EXPECT_EQ(identities[1][5], "10.99.2.15/24");

    const long clock = std::stol(laboratory.over_ssh("a", started[0].reach, "date +%s"));
    EXPECT_NEAR(static_cast<double>(clock), static_cast<double>(std::time(nullptr)), 30);

    for (const MachineSpec& spec : specs)
    {
        stop_machine(laboratory.folders(), Laboratory::testbed, spec.name);
    }
    remove_leftovers(laboratory.folders(), Laboratory::testbed);
    EXPECT_EQ(laboratory.what_is_left(), std::vector<std::string>{});
}

MachineSpec with_first_command(MachineSpec spec, const std::string& command)
{
    spec.files.push_back(
        {.path = std::string(seed::first_command_path), .mode = 0700, .content = Secret(command + "\n")});
    return spec;
}

TEST(Machines, SayWhatTheirFirstCommandSaysAndThatItHasEnded)
{
    const Laboratory laboratory;
    Started started =
        start_machine(laboratory.folders(), laboratory.image(), laboratory.golden(),
                      with_first_command(laboratory.spec("says", 12), "echo one; sleep 0.5; hostname; printf three"));
    print("says", started);
    ASSERT_TRUE(started.port);
    std::vector<std::string> words;
    for (std::string line = started.port->listen(); line != seed::ended; line = started.port->listen())
    {
        words.push_back(line);
    }
    EXPECT_EQ(words, (std::vector<std::string>{"one", "says", "three"}));
}

TEST(Machines, AreNotHeldUpByNobodyListeningToTheirFirstCommand)
{
    const Laboratory laboratory;
    Started started = start_machine(
        laboratory.folders(), laboratory.image(), laboratory.golden(),
        with_first_command(laboratory.spec("shouts", 13), "yes | head -c 3000000; echo done >/root/done"));
    print("shouts", started);
    started.port.reset();
    EXPECT_EQ(
        laboratory.over_ssh("shouts", started.reach,
                            "for i in $(seq 300); do test -s /root/done && break; sleep 0.1; done; cat /root/done"),
        "done\n");
}

TEST(Machines, ABootedOneIsAsAResumedOne)
{
    const Laboratory laboratory;
    const Started booted =
        start_machine(laboratory.folders(), laboratory.image(), std::nullopt, laboratory.spec("cold", 3));
    print("cold", booted);
    const Started resumed =
        start_machine(laboratory.folders(), laboratory.image(), laboratory.golden(), laboratory.spec("warm", 4));
    print("warm", resumed);
    EXPECT_EQ(booted.way, Way::booted);
    EXPECT_EQ(resumed.way, Way::resumed);
    // The journal is opened anew some time after a start, so it may be between its two lives just now.
    const std::string what_are_you =
        "uname -r; ls /sys/class/net; systemctl list-units --failed --plain --no-legend; lsmod | cut -d' ' -f1 | sort; "
        "systemctl list-units --type=service --state=running --plain --no-legend | cut -d' ' -f1 "
        "| grep -v journald";
    EXPECT_EQ(laboratory.over_ssh("cold", booted.reach, what_are_you),
              laboratory.over_ssh("warm", resumed.reach, what_are_you));
}

TEST(Machines, AMachineThatIsThereIsKept)
{
    const Laboratory laboratory;
    const MachineSpec spec = laboratory.spec("kept", 5);
    const Started first = start_machine(laboratory.folders(), laboratory.image(), laboratory.golden(), spec);
    const auto observed = observe_machine(laboratory.folders(), Laboratory::testbed, "kept");
    ASSERT_TRUE(observed);
    EXPECT_TRUE(observed->ready);
    EXPECT_EQ(observed->reach.port, first.reach.port);
    EXPECT_EQ(observed->reach.host_key, first.reach.host_key);
    EXPECT_EQ(ailment_of(laboratory.folders(), *observed), "");
    EXPECT_THROW(laboratory.store().remove(laboratory.image().key), Error) << "its image is in use";

    const Started second = start_machine(laboratory.folders(), laboratory.image(), laboratory.golden(), spec);
    EXPECT_EQ(second.way, Way::kept);
    EXPECT_EQ(second.reach.port, first.reach.port);

    const auto is_it = [&](const process::Seen& seen) { return seen.pid == observed->pid; };
    EXPECT_EQ(process::end_process(observed->pid, is_it, SIGKILL, process::in(std::chrono::seconds(10))),
              process::Ended::yes);
    EXPECT_FALSE(observe_machine(laboratory.folders(), Laboratory::testbed, "kept")) << "its files do not deceive";
    const Started third = start_machine(laboratory.folders(), laboratory.image(), laboratory.golden(), spec);
    EXPECT_EQ(third.way, Way::resumed);
    EXPECT_NE(third.reach.host_key, first.reach.host_key);
    EXPECT_EQ(laboratory.over_ssh("kept", third.reach, "hostname"), "kept\n");
}

TEST(Machines, OneThatStoppedIsNotTakenForReady)
{
    const Laboratory laboratory;
    const MachineSpec spec = laboratory.spec("frozen", 9);
    (void)start_machine(laboratory.folders(), laboratory.image(), laboratory.golden(), spec);
    const auto observed = observe_machine(laboratory.folders(), Laboratory::testbed, "frozen");
    ASSERT_TRUE(observed);
    const std::vector<ObservedMachine> several(3, *observed);

    Qmp::connect(laboratory.folders().testbed_runtime(Laboratory::testbed) + "/frozen.q",
                 process::in(std::chrono::seconds(30)))
        .execute("stop");
    EXPECT_EQ(ailments_of(laboratory.folders(), several), std::vector<std::string>(3, "it is paused (paused)"));

    ASSERT_EQ(::kill(observed->pid, SIGSTOP), 0);
    EXPECT_EQ(ailments_of(laboratory.folders(), several),
              std::vector<std::string>(3, "its process is there, but does not answer"));
    const Started again = start_machine(laboratory.folders(), laboratory.image(), laboratory.golden(), spec);
    EXPECT_EQ(again.way, Way::resumed) << "it was replaced";
    EXPECT_EQ(laboratory.over_ssh("frozen", again.reach, "hostname"), "frozen\n");
}

TEST(Machines, ASavedMachineThatCannotBeResumedIsBootedInstead)
{
    const Laboratory laboratory;
    Golden damaged = laboratory.golden();
    const std::string folder = laboratory.folders().state + "-golden";
    make_folder(laboratory.folders().state);
    std::filesystem::copy(damaged.folder, folder, std::filesystem::copy_options::recursive);
    damaged.folder = folder;
    std::filesystem::resize_file(damaged.state(), 1000);
    const Started started =
        start_machine(laboratory.folders(), laboratory.image(), damaged, laboratory.spec("stubborn", 6));
    print("stubborn", started);
    EXPECT_EQ(started.way, Way::booted);
    EXPECT_NE(started.why_booted, "");
    EXPECT_EQ(laboratory.over_ssh("stubborn", started.reach, "hostname"), "stubborn\n");
}

TEST(Machines, OneThatCannotBootTellsWhatItsConsoleSaid)
{
    const Laboratory laboratory;
    Image damaged = laboratory.image();
    damaged.folder = laboratory.folders().state + "-damaged";
    make_folder(damaged.folder);
    for (const char* file : {"/root.ext4", "/kernel"})
    {
        std::filesystem::create_symlink(laboratory.image().folder + file, damaged.folder + file);
    }
    write_file(damaged.initial_files(), std::string(100'000, 'x'));
    try
    {
        (void)start_machine(laboratory.folders(), damaged, std::nullopt, laboratory.spec("dead", 10));
        FAIL() << "it started";
    }
    catch (const Error& error)
    {
        EXPECT_NE(std::string(error.what()).find("its console: "), std::string::npos) << error.what();
        EXPECT_NE(std::string(error.what()).find("panic"), std::string::npos) << error.what();
    }
    stop_machine(laboratory.folders(), Laboratory::testbed, "dead");
    remove_leftovers(laboratory.folders(), Laboratory::testbed);
    EXPECT_EQ(laboratory.what_is_left(), std::vector<std::string>{});
}

TEST(Machines, APortThatIsTakenIsToldInTheWordsThatAnotherTryWaitsFor)
{
    const Laboratory laboratory;
    const Started other =
        start_machine(laboratory.folders(), laboratory.image(), laboratory.golden(), laboratory.spec("first", 11));
    const std::string folder = laboratory.folders().runtime;
    create_overlay(folder + "/disk", laboratory.image().disk(), "raw");
    const QemuMachine second{
        .name = "edgepool-test",
        .uuid = process_uuid("port", "taken"),
        .disk = folder + "/disk",
        .kernel = laboratory.image().kernel(),
        .initial_files = laboratory.image().initial_files(),
        .monitor = folder + "/x.q",
        .seed_port = folder + "/x.s",
        .console = folder + "/console",
        .management = Management{.network = *model::parse_ipv4_network("10.99.12.0/24"), .port = other.reach.port}};
    try
    {
        const QemuProcess process(second, folder + "/errors", process::in(std::chrono::seconds(30)), {});
        FAIL() << "two have one port";
    }
    catch (const Error& error)
    {
        EXPECT_NE(error.diagnostic().detail.find("forwarding"), std::string::npos) << error.what();
    }
}

TEST(Machines, ACardCarriesBothKindsOfAddressAndLargePackets)
{
    const Laboratory laboratory;
    // A wire: what one sends, the other's socket gets.
    const std::string ends = laboratory.folders().runtime;
    make_private_folder(ends);
    MachineSpec left = laboratory.spec("left", 7);
    left.links = {{.member = ends + "/l", .switch_socket = ends + "/r"}};
    left.cards = {{.position = 1,
                   .mac = "52:54:00:00:01:01",
                   .name = "s1u",
                   .mtu = 1600,
                   .addresses = {"10.9.1.1/24", "fd00:9:1::1/64"}}};
    MachineSpec right = laboratory.spec("right", 8);
    right.links = {{.member = ends + "/r", .switch_socket = ends + "/l"}};
    right.cards = {{.position = 1,
                    .mac = "52:54:00:00:01:02",
                    .name = "s1u",
                    .mtu = 1600,
                    .addresses = {"10.9.1.2/24", "fd00:9:1::2/64"}}};
    const std::vector<Started> started = start_all(laboratory, {left, right});
    EXPECT_NE(
        laboratory
            .over_ssh("left", started[0].reach,
                      "ping -c 3 -W 10 -M do -s 1572 -q 10.9.1.2 && ping -c 3 -W 10 -M do -s 1552 -q fd00:9:1::2 && "
                      "! ping -c 1 -W 1 -M do -s 1573 -q 10.9.1.2 2>&1 && echo edge kept; ip neighbour show dev s1u")
            .find("edge kept"),
        std::string::npos);
    EXPECT_NE(laboratory.over_ssh("right", started[1].reach, "ip neighbour show dev s1u").find("52:54:00:00:01:01"),
              std::string::npos);
    EXPECT_EQ(laboratory.over_ssh("right", started[1].reach, "grep -c -w SCTP /proc/net/protocols"), "1\n");
}

} // namespace

} // namespace edgepool::local
