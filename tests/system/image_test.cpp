// SPDX-License-Identifier: Apache-2.0
#include <fstream>

#include <gtest/gtest.h>

#include "cli/preparing.h"
#include "local/files.h"
#include "process/run.h"
#include "process/tool.h"
#include "support/own_folder.h"
#include "system/laboratory.h"

namespace edgepool::local
{

namespace
{

/// What debugfs says of the disk, without mounting it.
std::string ask_disk(const std::string& disk, const std::string& request)
{
    const process::Finished finished =
        process::run({.program = process::require_tool("debugfs", "e2fsprogs"), .arguments = {"-R", request, disk}});
    return finished.output + finished.errors;
}

TEST(Image, IsASoundFileSystemWithWhatMachinesNeed)
{
    const Laboratory laboratory;
    const std::string disk = laboratory.image().disk();
    EXPECT_TRUE(process::run({.program = process::require_tool("e2fsck", "e2fsprogs"), .arguments = {"-f", "-n", disk}})
                    .exit.good());
    const std::string packages = read_file(laboratory.image().packages());
    for (const char* package : {"openssh-server=", "rsplib-registrar=", "rsplib-services=", "tcpdump=", "osmo-ggsn="})
    {
        EXPECT_NE(packages.find(package), std::string::npos) << package;
    }
    const std::string shadow = ask_disk(disk, "stat /etc/shadow");
    EXPECT_NE(shadow.find("User:     0"), std::string::npos) << "owners are kept, also if an ordinary user builds";
    EXPECT_NE(shadow.find("0640"), std::string::npos);
    EXPECT_NE(ask_disk(disk, "stat /usr/bin/mount").find("04755"), std::string::npos);
}

TEST(Image, HasNothingOfASingleMachine)
{
    const Laboratory laboratory;
    for (const char* path : {"/etc/ssh/ssh_host_ed25519_key", "/etc/ssh/ssh_host_rsa_key",
                             "/var/lib/systemd/random-seed", "/root/.ssh/authorized_keys"})
    {
        EXPECT_NE(ask_disk(laboratory.image().disk(), std::string("stat ") + path).find("File not found"),
                  std::string::npos)
            << path;
    }
    EXPECT_NE(ask_disk(laboratory.image().disk(), "stat /etc/machine-id").find(" Size: 0"), std::string::npos);
}

TEST(Image, ASecondBuildFindsTheFirst)
{
    const Laboratory laboratory;
    std::size_t steps = 0;
    const Image again =
        build_image(laboratory.store(), make_recipe(own_programs_in(EDGEPOOL_PROGRAMS), cli::prepared_machines()),
                    [&](const Progress&) { ++steps; });
    EXPECT_EQ(again.folder, laboratory.image().folder);
    EXPECT_EQ(steps, 0U);
}

TEST(Image, HasWhatTheTestbedFileAdds)
{
    const Laboratory laboratory;
    const Additions additions{.packages = {"hello"},
                              .files = {{.path = "etc/motd", .content = "ours\n"},
                                        {.path = "opt/some/where/run", .mode = 0755, .content = "#!/bin/sh\n"}}};
    const Image image = build_image(
        laboratory.store(), make_recipe(own_programs_in(EDGEPOOL_PROGRAMS), cli::prepared_machines(), additions));
    EXPECT_NE(image.key, laboratory.image().key);
    EXPECT_NE(read_file(image.packages()).find("\nhello="), std::string::npos);
    EXPECT_NE(ask_disk(image.disk(), "cat /etc/motd").find("ours\n"), std::string::npos);
    const std::string program = ask_disk(image.disk(), "stat /opt/some/where/run");
    EXPECT_NE(program.find("Mode:  0755"), std::string::npos) << program;
    EXPECT_NE(program.find("User:     0"), std::string::npos) << program;
}

TEST(Image, ASavedMachineHoldsNoKeyOfAnybody)
{
    const Laboratory laboratory;
    const Golden golden = laboratory.golden();
    // "openssh-key-v1" as key files have it; sshd runs already, and would accept nobody.
    for (const std::string& path : {golden.memory(), golden.state()})
    {
        const std::string content = read_file(path);
        EXPECT_EQ(content.find("b3BlbnNzaC1rZXktdjE"), std::string::npos) << path;
    }
    const support::OwnFolder folder;
    const std::string disk = folder / "disk";
    process::run_or_throw({.program = process::require_tool("qemu-img", "qemu-utils"),
                           .arguments = {"convert", "-O", "raw", golden.disk(), disk}});
    for (const char* path : {"/etc/ssh/ssh_host_ed25519_key", "/root/.ssh/authorized_keys"})
    {
        EXPECT_NE(ask_disk(disk, std::string("stat ") + path).find("File not found"), std::string::npos) << path;
    }
}

} // namespace

} // namespace edgepool::local
