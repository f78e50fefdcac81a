// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/recipe/laboratory.h"
#include "unit/recipe/recipes.h"

/// Kinds of tasks in the worlds that they may meet.
namespace edgepool::recipe
{

namespace
{

using namespace std::chrono_literals;
using testing::HasSubstr;

class TaskInShell : public testing::TestWithParam<Shell>
{
protected:
    Laboratory lab_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Shells, TaskInShell, testing::Values(Shell::dash, Shell::busybox),
                         [](const auto& each) { return each.param == Shell::dash ? "Dash" : "Busybox"; });

Packages some_packages()
{
    return {.names = {"one", "two"}, .patience = 2s};
}

TEST_P(TaskInShell, FetchesListsOnlyIfPackagesAreNotKnown)
{
    EXPECT_EQ(lab_.run(of(some_packages())).states(), "changed");
    EXPECT_THAT(lab_.folder().read("apt-calls"), Not(HasSubstr("update")));
    EXPECT_THAT(lab_.folder().read("apt-calls"), HasSubstr("noninteractive"));

    std::filesystem::remove_all(lab_.folder() / "packages");
    lab_.touch("no-lists");
    EXPECT_EQ(lab_.run(of(some_packages())).states(), "changed");
    EXPECT_THAT(lab_.folder().read("apt-calls"), HasSubstr(" update\n"));
    EXPECT_EQ(lab_.run(of(some_packages())).states(), "unchanged");
}

TEST_P(TaskInShell, AsksDpkgAgainOnlyWhenItsRecordsWereWrittenTo)
{
    lab_.write("/var/lib/dpkg/status", "something\n");
    std::filesystem::create_directories(lab_.folder() / "root/var/lib/dpkg/updates");
    EXPECT_EQ(lab_.run(of(some_packages())).states(), "changed");
    std::filesystem::remove_all(lab_.folder() / "packages");
    EXPECT_EQ(lab_.run(of(some_packages())).states(), "unchanged") << "dpkg was asked";
    const auto later = std::filesystem::file_time_type::clock::now() + std::chrono::seconds(5);
    std::filesystem::last_write_time(lab_.folder() / "root/var/lib/dpkg/updates", later);
    EXPECT_EQ(lab_.run(of(some_packages())).states(), "changed") << "dpkg is in the middle of something";
    std::filesystem::last_write_time(lab_.folder() / "root/var/lib/dpkg/updates", later - std::chrono::hours(1));
    std::filesystem::remove_all(lab_.folder() / "packages");
    std::filesystem::last_write_time(lab_.folder() / "root/var/lib/dpkg/status", later);
    EXPECT_EQ(lab_.run(of(some_packages())).states(), "changed");
}

TEST_P(TaskInShell, ACheckLeavesNothingOfWhatDpkgSaid)
{
    lab_.write("/var/lib/dpkg/status", "something\n");
    std::filesystem::create_directories(lab_.folder() / "packages");
    for (const std::string& name : some_packages().names)
    {
        lab_.touch("packages/" + name);
    }
    EXPECT_EQ(lab_.run(of(some_packages()), {"--check"}).states(), "unchanged");
    EXPECT_FALSE(lab_.exists("root/var/lib/edgepool"));
}

TEST_P(TaskInShell, AUserOfTheFileIsKnown)
{
    lab_.write("/etc/passwd", "root:x:0:0::/root:/bin/sh\nedgepool:x:998:998::/nonexistent:/usr/sbin/nologin\n");
    EXPECT_EQ(lab_.run(of(SystemUser{"edgepool"})).states(), "unchanged");
    EXPECT_EQ(lab_.run(of(SystemUser{"edge"})).states(), "changed") << "a part of a name is another name";
}

TEST_P(TaskInShell, TakesPackagesFromTheMirrorsGiven)
{
    Packages packages = some_packages();
    packages.sources = {"deb http://mirror.example/debian bookworm main"};
    EXPECT_EQ(lab_.run(of(packages)).states(), "changed");
    EXPECT_THAT(lab_.folder().read("apt-calls"), HasSubstr("Dir::Etc::SourceList=" + lab_.root()));
}

TEST_P(TaskInShell, WaitsForTheLockOfPackageManagers)
{
    lab_.touch("apt-locked");
    lab_.touch("dpkg-locked"); // for one call only
    const Told told = lab_.run(of(some_packages()));
    EXPECT_THAT(told.failure().why, HasSubstr("another package manager held its lock for 2 s: E: Could not get lock"));
    EXPECT_THAT(told.failure().output, HasSubstr("held by process 1"));
    EXPECT_FALSE(lab_.exists("dpkg-locked"));
}

TEST_P(TaskInShell, ShowsWhatAptSaysOfAMirrorThatIsNotThere)
{
    lab_.touch("no-lists");
    lab_.touch("no-mirror");
    EXPECT_THAT(lab_.run(of(some_packages())).failure().output, HasSubstr("Could not resolve 'mirror.example'"));
}

TEST_P(TaskInShell, SaysThatTheKernelLacksAModule)
{
    lab_.touch("no-modules");
    EXPECT_THAT(lab_.run(of(KernelModule{"sctp"})).failure().why, HasSubstr("has no module sctp"));
    lab_.touch("refused-modules");
    EXPECT_THAT(lab_.run(of(KernelModule{"sctp"})).failure().why,
                HasSubstr("has a module sctp, but it cannot be loaded"));
    EXPECT_EQ(lab_.run(of(Sysctl{.key = "net.sctp.rto_max", .value = "1"})).failure().why,
              "the kernel has no setting net.sctp.rto_max");
}

TEST_P(TaskInShell, FindsAnInterfaceByItsHardwareAddress)
{
    lab_.write("/sys/class/net/lo/address", "00:00:00:00:00:00\n");
    lab_.write("/sys/class/net/br0/address", "52:54:00:00:00:01\n");
    lab_.write("/sys/class/net/ens7/address", "52:54:00:00:00:01\n");
    lab_.write("/sys/class/net/ens7/device/vendor", "\n");
    lab_.write("/sys/class/net/ens7/mtu", "1500\n");
    Interface interface{.mac = "52:54:00:00:00:01", .addresses = {"10.1.2.3/24", "fd00::3/64"}, .mtu = 1400};
    const Action action = interface;
    Recipe recipe = of(action);
    if (owned(0).user != "root")
    {
        GTEST_SKIP() << "the file for the next boot belongs to root";
    }
    EXPECT_EQ(lab_.run(recipe).states(), "changed");
    EXPECT_EQ(lab_.read("/sys/class/net/ens7/mtu"), "1400\n");
    EXPECT_EQ(lab_.folder().read("addresses"), "10.1.2.3/24\nfd00::3/64\n");
    EXPECT_THAT(lab_.read("/etc/systemd/network/10-edgepool-52-54-00-00-00-01.network"),
                HasSubstr("Address=fd00::3/64\n"));
    EXPECT_EQ(lab_.run(recipe).states(), "unchanged");

    interface.mac = "52:54:00:00:00:02";
    EXPECT_EQ(lab_.run(of(interface)).failure().why, "no network interface has the address 52:54:00:00:00:02");
}

TEST_P(TaskInShell, SaysThatAFileCannotBeWritten)
{
    lab_.write("/etc/there/file", "");
    const Told told = lab_.run(of(File{.path = "/etc/there", .content = "x\n", .owned = owned(0644)}));
    EXPECT_EQ(told.failure().why, "/etc/there is a folder");
    File of_nobody{.path = "/etc/file", .content = "x\n", .owned = owned(0644)};
    of_nobody.owned.user = "nobody-of-that-name";
    EXPECT_EQ(lab_.run(of(of_nobody)).failure().why, "cannot write /etc/file");
    EXPECT_FALSE(lab_.exists("root/etc/file"));
    EXPECT_FALSE(lab_.exists("root/etc/file.edgepool-new"));
}

TEST_P(TaskInShell, SettingIsReadWhole)
{
    if (owned(0).user != "root")
    {
        GTEST_SKIP() << "only root's /proc/sys";
    }
    // The kernel's own files give a reader of single characters no more than the first one.
    std::filesystem::create_directories(lab_.root() + "/proc");
    std::filesystem::create_symlink("/proc/sys", lab_.root() + "/proc/sys");
    lab_.write("/etc/sysctl.d/90-edgepool-kernel.threads-max.conf", "");
    const std::string is = lab_.read("/proc/sys/kernel/threads-max");
    const std::string value = is.substr(0, is.size() - 1);
    lab_.write("/etc/sysctl.d/90-edgepool-kernel.threads-max.conf", "kernel.threads-max = " + value + "\n");
    EXPECT_EQ(lab_.run(of(Sysctl{.key = "kernel.threads-max", .value = value})).states(), "unchanged");
}

TEST_P(TaskInShell, ConcurrentRunsWaitForEachOther)
{
    const Recipe slow =
        of(Command{.check = "[ -e \"$LAB/done\" ]", .run = "sleep 1; echo >>\"$LAB/runs\"; touch \"$LAB/done\""});
    Told other;
    std::thread thread([&] { other = lab_.run(slow); });
    const Told one = lab_.run(slow);
    thread.join();
    EXPECT_EQ(lab_.folder().read("runs"), "\n");
    const auto waited = [](const Told& told) { return std::holds_alternative<Waiting>(told.lines.front()); };
    EXPECT_NE(waited(one), waited(other));
    EXPECT_EQ(one.closing().changed + other.closing().changed, 1U);
}

TEST_P(TaskInShell, SomethingLeftRunningByACommandDoesNotHoldTheLock)
{
    const Recipe recipe =
        of(Command{.check = "[ -e \"$LAB/daemon\" ]", .run = "sleep 20 >/dev/null 2>&1 & echo $! >\"$LAB/daemon\""});
    EXPECT_EQ(lab_.run(recipe).states(), "changed");
    const Told again = lab_.run(recipe);
    EXPECT_TRUE(std::holds_alternative<Opening>(again.lines.front())) << "it waited";
    process::run({.program = "/bin/sh", .arguments = {"-c", "kill \"$(cat '" + (lab_.folder() / "daemon") + "')\""}});
}

} // namespace

} // namespace edgepool::recipe
