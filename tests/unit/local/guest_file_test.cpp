// SPDX-License-Identifier: Apache-2.0
#include "local/guest_file.h"

#include <gtest/gtest.h>

#include "process/run.h"
#include "process/tool.h"

namespace edgepool::local
{

namespace
{

std::vector<GuestFile> examples()
{
    return {
        {.path = "etc", .type = GuestFile::Type::folder, .mode = 0755},
        {.path = "etc/motd", .mode = 0640, .content = "hello\n"},
        {.path = "etc/mtab", .type = GuestFile::Type::link, .mode = 0777, .content = "/proc/mounts"},
        {.path = std::string(60, 'a') + "/" + std::string(90, 'b'), .content = std::string(1000, 'x')},
    };
}

TEST(GuestFile, TarReadsOurArchives)
{
    const process::Finished listed = process::run_or_throw(
        {.program = process::require_tool("tar", "tar"), .arguments = {"-tv", "--numeric-owner", "--utc"}}, {},
        {.input = to_tar(examples())});
    EXPECT_EQ(listed.errors, "");
    EXPECT_EQ(listed.output, "drwxr-xr-x 0/0               0 1970-01-01 00:00 etc\n"
                             "-rw-r----- 0/0               6 1970-01-01 00:00 etc/motd\n"
                             "lrwxrwxrwx 0/0               0 1970-01-01 00:00 etc/mtab -> /proc/mounts\n"
                             "-rw-r--r-- 0/0            1000 1970-01-01 00:00 " +
                                 std::string(60, 'a') + "/" + std::string(90, 'b') + "\n");
}

TEST(GuestFile, TarKeepsTheContent)
{
    const process::Finished content =
        process::run_or_throw({.program = process::require_tool("tar", "tar"), .arguments = {"-xO", "etc/motd"}}, {},
                              {.input = to_tar(examples())});
    EXPECT_EQ(content.output, "hello\n");
}

TEST(GuestFile, CpioIsAsTheKernelReadsIt)
{
    const std::string archive = to_cpio({{.path = "init", .mode = 0755, .content = "abc"}});
    EXPECT_EQ(archive.substr(0, 6), "070701");
    EXPECT_EQ(archive.substr(14, 8), "000081ed") << "a regular file, rwxr-xr-x";
    EXPECT_EQ(archive.substr(54, 8), "00000003") << "its size";
    EXPECT_EQ(archive.substr(110, 5), std::string("init\0", 5));
    EXPECT_EQ(archive.substr(116, 3), "abc") << "aligned to four bytes";
    EXPECT_NE(archive.find("TRAILER!!!"), std::string::npos);
    EXPECT_EQ(archive.size() % 4, 0U);
}

} // namespace

} // namespace edgepool::local
