// SPDX-License-Identifier: Apache-2.0
#include "local/kvm_record.h"

#include <gtest/gtest.h>

#include "local/files.h"

namespace edgepool::local
{

namespace
{

class KvmRecord : public testing::Test
{
protected:
    ~KvmRecord() override { remove_tree(folder_); }

    Kvm ask(const std::string& boot, const Kvm& found)
    {
        return kvm_since_boot(folder_ + "/kvm", boot, [&] {
            ++probes_;
            return found;
        });
    }

    std::string folder_ = testing::TempDir() + "kvm-" + testing::UnitTest::GetInstance()->current_test_info()->name();
    int probes_ = 0;
    const Kvm hangs_{.state = Kvm::State::hangs, .step = "run real mode"};
};

TEST_F(KvmRecord, OneProbeIsEnoughUntilTheComputerStartsAnew)
{
    EXPECT_EQ(ask("boot-1", hangs_), hangs_);
    EXPECT_EQ(ask("boot-1", {}), hangs_);
    EXPECT_EQ(probes_, 1);
    EXPECT_EQ(ask("boot-2", {.state = Kvm::State::usable}), (Kvm{.state = Kvm::State::usable}));
    EXPECT_EQ(ask("boot-2", hangs_), (Kvm{.state = Kvm::State::usable}));
    EXPECT_EQ(probes_, 2);
}

TEST_F(KvmRecord, WhatTheUserCanChangeIsAskedEachTime)
{
    EXPECT_EQ(ask("boot-1", {.state = Kvm::State::no_permission}), (Kvm{.state = Kvm::State::no_permission}));
    EXPECT_EQ(ask("boot-1", hangs_), hangs_);
    EXPECT_EQ(probes_, 2);
}

TEST_F(KvmRecord, ABrokenRecordIsNone)
{
    make_folder(folder_);
    for (const char* text :
         {"", "boot-1", "boot-1 hangs", "boot-1 hangs run", "boot-1 nonsense x\n", "\n", "boot-11 hangs x\n"})
    {
        write_file(folder_ + "/kvm", text);
        EXPECT_EQ(ask("boot-1", hangs_), hangs_) << text;
    }
    EXPECT_EQ(probes_, 7);
}

TEST_F(KvmRecord, WithoutAPlaceForItItIsAskedEachTime)
{
    make_folder(folder_);
    write_file(folder_ + "/file", "");
    for (int i = 0; i < 2; ++i)
    {
        EXPECT_EQ(kvm_since_boot(folder_ + "/file/kvm", "boot", [&] { return hangs_; }), hangs_);
    }
}

} // namespace

} // namespace edgepool::local
