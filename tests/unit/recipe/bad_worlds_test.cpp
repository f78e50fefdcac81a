// SPDX-License-Identifier: Apache-2.0
// Scripts on machines that are in a bad way: real file systems without room, and Debian's own apt.
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include "process/descriptor.h"
#include "unit/recipe/laboratory.h"
#include "unit/recipe/recipes.h"

namespace edgepool::recipe
{

namespace
{

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// File systems of a few pages, in a mount namespace.
class FullDisk : public testing::TestWithParam<Shell>
{
protected:
    void SetUp() override
    {
        if (::geteuid() != 0)
        {
            GTEST_SKIP() << "only root can mount";
        }
    }

    std::string mounted(const std::string& path, const std::string& more = "") const
    {
        std::filesystem::create_directories(lab_.root() + path);
        return "mount -t tmpfs -o size=16k,mode=755 none '" + lab_.root() + path + "'\n" + more;
    }

    /// Takes what room there is.
    std::string filled(const std::string& path) const
    {
        return mounted(path, "head -c 100000 /dev/zero >'" + lab_.root() + path + "/full' 2>/dev/null\n");
    }

    Laboratory lab_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Shells, FullDisk, testing::Values(Shell::dash, Shell::busybox),
                         [](const auto& each) { return each.param == Shell::dash ? "Dash" : "Busybox"; });

File large_file()
{
    return {.path = "/etc/app/app.conf", .content = std::string(40000, 'x') + "\n", .owned = owned(0644)};
}

TEST_P(FullDisk, IsSaidAndTheOldFileStaysWhole)
{
    for (const Action& action :
         {Action(large_file()),
          Action(Upload{.path = "/etc/app/app.conf", .content = pack(all_bytes()), .owned = owned(0644)})})
    {
        const std::string script = compile(of(action), lab_.root()).text.expose();
        const std::string there = lab_.root() + "/etc/app";
        const Told told = lab_.run_between(mounted("/etc/app", "echo old >'" + there + "/app.conf'"), script,
                                           "cat '" + there + "/app.conf' >&2; ls -A '" + there + "' >&2");
        EXPECT_EQ(told.exit.status, task_failed);
        EXPECT_EQ(told.failure().why, "cannot write /etc/app/app.conf: no space left on the file system of /etc/app");
        EXPECT_EQ(told.errors, "old\napp.conf\n")
            << "nothing half-written is left, and with it gone there is room again";
        EXPECT_FALSE(lab_.exists("root/var/lib/edgepool/day-1.digest"));

        EXPECT_EQ(lab_.run_text(script).states(), "changed") << "with room, the same script does it";
    }
}

TEST_P(FullDisk, IsNamedIfItWasFullBefore)
{
    const std::string script = compile(of(large_file()), lab_.root()).text.expose();
    const Told told = lab_.run_between(filled("/etc/app"), script, "");
    EXPECT_EQ(told.failure().why, "cannot write /etc/app/app.conf: no space left on the file system of /etc/app");
}

TEST_P(FullDisk, IsSaidBeforeAnythingIsDoneIfThereIsNoPlaceForTheRun)
{
    const std::string script = compile(everything(), lab_.root()).text.expose();
    const std::string before = lab_.snapshot();
    std::filesystem::create_directories(lab_.root() + "/run");
    const Told told = lab_.run_between("mount -t tmpfs -o nr_inodes=1 none '" + lab_.root() + "/run'", script, "");
    EXPECT_EQ(told.exit.status, not_begun);
    EXPECT_THAT(std::get<Refusal>(told.lines.front()).why,
                AllOf(HasSubstr("cannot write to "), HasSubstr(": no inodes left on the file system of /run")));
    EXPECT_EQ(lab_.snapshot(), before);
}

TEST_P(FullDisk, OfTheRecordsIsSaidBeforeAUnitsFileIsChanged)
{
    const std::string script = compile(small_recipe(), lab_.root()).text.expose();
    const std::string fill = "cd '" + lab_.root() + "/var/lib/edgepool' && mkdir restart packages\n";
    const Told told = lab_.run_between("mkdir -p '" + lab_.root() +
                                           "/var/lib/edgepool'\nmount -t tmpfs -o size=16k,nr_inodes=3 none '" +
                                           lab_.root() + "/var/lib/edgepool'\n" + fill,
                                       script, "");
    EXPECT_EQ(told.closing().changed, 0U);
    EXPECT_EQ(told.failure().why, "cannot write to " + lab_.root() +
                                      "/var/lib/edgepool: no inodes left on the file system of /var/lib/edgepool");
    EXPECT_FALSE(lab_.exists("root/etc/app/app.conf"));
    EXPECT_EQ(lab_.run_text(script).closing().failed, 0U);
}

/// Debian's apt and dpkg with folders of their own, where no package is installed.
class RealPackager : public testing::Test
{
protected:
    void SetUp() override
    {
        if (!std::filesystem::exists("/usr/bin/apt-get"))
        {
            GTEST_SKIP() << "there is no apt";
        }
        for (const char* const folder : {"apt/lists/partial", "apt/cache/archives/partial", "apt/etc", "apt/log",
                                         "dpkg/updates", "dpkg/info", "repository"})
        {
            std::filesystem::create_directories(lab_.folder() / folder);
        }
        lab_.touch("dpkg/status");
        const std::string folder = lab_.folder().path();
        lab_.touch("apt.conf", "Dir::State \"" + folder + "/apt\";\nDir::State::status \"" + folder +
                                   "/dpkg/status\";\nDir::Cache \"" + folder + "/apt/cache\";\nDir::Etc \"" + folder +
                                   "/apt/etc\";\nDir::Log \"" + folder +
                                   "/apt/log\";\nAPT::Sandbox::User \"root\";\nAcquire::Retries "
                                   "\"0\";\nAcquire::http::Proxy \"false\";\n");
        lab_.use_real_programs({{"APT_CONFIG", folder + "/apt.conf"}, {"DPKG_ADMINDIR", folder + "/dpkg"}});
    }

    /// Of a repository in the laboratory that says of itself when it is valid.
    TaskReport failure_with_release(const std::string& dates)
    {
        lab_.touch("repository/Packages");
        lab_.touch("repository/Release",
                   "Origin: here\nSuite: here\n" + dates +
                       "SHA256:\n e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 0 Packages\n");
        return lab_
            .run(of(Packages{.names = {"one"},
                             .sources = {"deb [trusted=yes] file:" + (lab_.folder() / "repository") + " ./"}}))
            .failure();
    }

    Laboratory lab_{Shell::dash}; // NOLINT(*-non-private-*): what tests of this file work with
};

/// The lock of dpkg's frontends, as apt takes it.
class HeldLock
{
public:
    explicit HeldLock(const std::string& path) : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640))
    {
        struct flock lock{};
        lock.l_type = F_WRLCK;
        lock.l_whence = SEEK_SET;
        EXPECT_EQ(::fcntl(file_.get(), F_SETLK, &lock), 0) << std::strerror(errno);
    }
    void release() { file_.close(); }

private:
    process::Descriptor file_;
};

TEST_F(RealPackager, ThatHoldsTheLockIsWaitedForAndThatIsSaid)
{
    HeldLock lock(lab_.folder() / "dpkg/lock-frontend");
    unsigned told_of = 0;
    lab_.set_listener([&](std::string_view line) {
        if (line.find("\"waiting\":\"another package manager") != std::string_view::npos)
        {
            ++told_of;
            lock.release();
        }
    });
    const Told told = lab_.run(of(Packages{.names = {"no-package-of-that-name"}}));
    EXPECT_EQ(told_of, 1U);
    EXPECT_EQ(told.failure().why, "E: Unable to locate package no-package-of-that-name") << told.failure().output;
}

TEST_F(RealPackager, WithoutAMirrorSaysSo)
{
    const Told told =
        lab_.run(of(Packages{.names = {"one"}, .sources = {"deb http://127.0.0.1:1/debian bookworm main"}}));
    EXPECT_THAT(told.failure().why,
                AllOf(HasSubstr("a mirror cannot be reached"), HasSubstr("127.0.0.1"), HasSubstr("sources.list")));
}

TEST_F(RealPackager, OnAMachineWhoseClockIsBehindSaysSo)
{
    EXPECT_THAT(failure_with_release("Date: Mon, 01 Jan 2125 00:00:00 UTC\n").why,
                AllOf(HasSubstr("the clock of this machine is behind (it says 20"),
                      HasSubstr("timedatectl set-ntp true"), HasSubstr("not valid yet")));
}

TEST_F(RealPackager, OnAMachineWhoseClockIsAheadSaysSo)
{
    EXPECT_THAT(
        failure_with_release("Date: Mon, 01 Jan 2018 00:00:00 UTC\nValid-Until: Mon, 08 Jan 2018 00:00:00 UTC\n").why,
        AllOf(HasSubstr("the clock of this machine (it says 20"), HasSubstr("is expired")));
}

} // namespace

} // namespace edgepool::recipe
