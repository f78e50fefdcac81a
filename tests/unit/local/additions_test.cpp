// SPDX-License-Identifier: Apache-2.0
#include "local/additions.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "base/error.h"
#include "local/files.h"
#include "local/rules.h"

namespace edgepool::local
{

namespace
{

class TestbedAdditions : public testing::Test
{
protected:
    TestbedAdditions()
    {
        make_folder(folder_);
        write_file(folder_ + "/motd", "hello\n", 0664);
        write_file(folder_ + "/run", "#!/bin/sh\n", 0775);
        write_file(folder_ + "/secret", "x", 0600);
    }
    ~TestbedAdditions() override { remove_tree(folder_); }

    std::string folder_ =
        testing::TempDir() + "additions-" + testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(TestbedAdditions, FilesComeWithWhatTheyMayDo)
{
    std::filesystem::permissions(folder_ + "/motd", std::filesystem::perms(0664));
    std::filesystem::permissions(folder_ + "/run", std::filesystem::perms(0775));
    const Additions additions = additions_of({.packages = {"iperf3"},
                                              .files = {{.path = "/etc/motd", .from = folder_ + "/motd"},
                                                        {.path = "/usr/local/bin/run", .from = folder_ + "/run"},
                                                        {.path = "/root/secret", .from = folder_ + "/secret"}}});
    ASSERT_EQ(additions.files.size(), 3U);
    EXPECT_EQ(additions.packages, std::vector<std::string>{"iperf3"});
    EXPECT_EQ(additions.files[0].path, "etc/motd");
    EXPECT_EQ(additions.files[0].content, "hello\n");
    EXPECT_EQ(additions.files[0].mode, 0644U) << "nobody else may write it";
    EXPECT_EQ(additions.files[1].mode, 0755U);
    EXPECT_EQ(additions.files[2].mode, 0600U);
}

TEST_F(TestbedAdditions, WhatIsNotThereIsToldWithTheWayToMendIt)
{
    for (const std::string& from : {folder_ + "/nothing", folder_})
    {
        try
        {
            (void)additions_of({.files = {{.path = "/etc/motd", .from = from}}});
            FAIL() << from;
        }
        catch (const Error& error)
        {
            EXPECT_EQ(error.diagnostic().code, rules::cannot_use_file.code);
            EXPECT_NE(error.diagnostic().detail.find(from), std::string::npos);
            EXPECT_NE(error.diagnostic().hint.find("/etc/motd"), std::string::npos);
        }
    }
}

TEST_F(TestbedAdditions, ATextTellsOneFromAnother)
{
    const model::Image image{.packages = {"iperf3"}, .files = {{.path = "/etc/motd", .from = folder_ + "/motd"}}};
    const std::string before = to_string(additions_of(image));
    EXPECT_TRUE(before.starts_with("iperf3, /etc/motd (")) << before;
    write_file(folder_ + "/motd", "goodbye\n");
    EXPECT_NE(to_string(additions_of(image)), before);
    EXPECT_EQ(to_string(additions_of({})), "");
}

} // namespace

} // namespace edgepool::local
