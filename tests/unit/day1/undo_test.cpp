// SPDX-License-Identifier: Apache-2.0
// What takes day-1 away again: the script in a folder as the machine's "/", and over the real sshd.
#include "day1/undo.h"

#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "unit/recipe/laboratory.h"
#include "unit/ssh/ssh_server.h"

namespace edgepool::day1
{

namespace
{

using recipe::Laboratory;
using recipe::Shell;
using ::testing::HasSubstr;

recipe::Recipe a_service()
{
    recipe::Recipe recipe{.title = "a machine"};
    recipe.add({.name = "SCTP", .action = recipe::KernelModule{"sctp"}});
    recipe.add({.name = "a timer", .action = recipe::Sysctl{.key = "net.sctp.rto_max", .value = "2000"}});
    recipe.add({.name = "Debian's own", .action = recipe::MaskedUnit{"rsplib-registrar.service"}});
    recipe.add({.name = "program",
                .action = recipe::Upload{.path = "/usr/local/lib/edgepool/edgepool-member",
                                         .content = recipe::pack("program"),
                                         .owned = recipe::owned(0755)}});
    recipe.add({.name = "unit",
                .action = recipe::File{.path = "/etc/systemd/system/edgepool-element.service",
                                       .content = "[Service]\n",
                                       .owned = recipe::owned(0644)}});
    recipe.add({.name = "it runs", .action = recipe::Unit{"edgepool-element.service"}, .needs = {4}});
    return recipe;
}

TEST(Undo, WhatDay1MadeIsGoneAndWhatOthersMadeStays)
{
    for (const Shell shell : {Shell::dash, Shell::busybox})
    {
        const Laboratory machine(shell);
        machine.write("/etc/app/mine", "mine\n");
        machine.write("/etc/systemd/system/mine.service", "[Service]\n");
        ASSERT_EQ(machine.run(a_service()).closing().failed, 0);
        ASSERT_TRUE(machine.exists("units/edgepool-element.service.active"));
        ASSERT_TRUE(machine.exists("root/var/lib/edgepool/day-1.digest"));
        for (int i = 0; i < 2; ++i)
        {
            EXPECT_EQ(machine.run_text(undo_script(machine.root())).exit, process::Exit{});
            EXPECT_FALSE(machine.exists("units/edgepool-element.service.active"));
            EXPECT_FALSE(machine.exists("root/etc/systemd/system/multi-user.target.wants/edgepool-element.service"));
            for (const char* const path :
                 {"/etc/systemd/system/edgepool-element.service", "/var/lib/edgepool", "/usr/local/lib/edgepool",
                  "/etc/sysctl.d/90-edgepool-net.sctp.rto_max.conf", "/etc/modules-load.d/edgepool-sctp.conf"})
            {
                EXPECT_FALSE(machine.exists("root" + std::string(path))) << path;
            }
        }
        EXPECT_EQ(machine.read("/etc/app/mine"), "mine\n");
        EXPECT_TRUE(machine.exists("root/etc/systemd/system/mine.service"));
        EXPECT_TRUE(machine.exists("root/etc/systemd/system/rsplib-registrar.service"));
        EXPECT_EQ(machine.run(a_service()).closing().failed, 0) << "it can be made again";
    }
}

TEST(Undo, WhatIsLeftIsAFault)
{
    const ssh::SshServer server;
    ssh::Session session = server.connect();
    const ssh::Patience patience = ssh::patience_of(std::chrono::seconds(60));
    EXPECT_NO_THROW(undo(session, "root", "true\n", patience));
    try
    {
        undo(session, "root", "echo no room; exit 3\n", patience);
        FAIL() << "it was taken for done";
    }
    catch (const Error& error)
    {
        EXPECT_EQ(error.diagnostic().code, "day-1.not-undone");
        ASSERT_EQ(error.diagnostic().related.size(), 1);
        EXPECT_EQ(error.diagnostic().related.front().text, "no room");
    }
}

} // namespace

} // namespace edgepool::day1
