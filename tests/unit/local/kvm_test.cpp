// SPDX-License-Identifier: Apache-2.0
#include "local/kvm.h"

#include <gtest/gtest.h>

namespace edgepool::local
{

namespace
{

TEST(Kvm, IsAbsentWithoutItsDevice)
{
    EXPECT_EQ(probe_kvm("/dev/no-such-device"), (Kvm{.state = Kvm::State::absent}));
}

TEST(Kvm, ADeviceOfSomethingElseIsBroken)
{
    EXPECT_EQ(probe_kvm("/dev/null"), (Kvm{.state = Kvm::State::broken, .step = "ask for its version"}));
}

TEST(Kvm, ADeviceThatNeverAnswersHangs)
{
    // No device answers in no time.
    EXPECT_EQ(probe_kvm("/dev/null", std::chrono::milliseconds(0)).state, Kvm::State::hangs);
}

TEST(Kvm, TheProbeOfThisComputerEndsAndIsExplained)
{
    const Kvm kvm = probe_kvm();
    RecordProperty("kvm", explain(kvm));
    EXPECT_EQ(explain(kvm) == "KVM works", kvm.usable());
    EXPECT_EQ(kvm.step.empty(), kvm.state != Kvm::State::hangs && kvm.state != Kvm::State::broken);
}

TEST(Kvm, WithoutPermissionTheNextStepIsNamed)
{
    EXPECT_NE(explain({.state = Kvm::State::no_permission}).find("usermod -aG kvm"), std::string::npos);
}

} // namespace

} // namespace edgepool::local
