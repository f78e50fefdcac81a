// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

namespace edgepool::local
{

/// Whether machines can run on the processor itself (KVM). That /dev/kvm exists says little, and even that it runs one
/// instruction: there are hosts on which it does, and hangs at the first loop.
struct Kvm
{
    enum class State
    {
        usable,
        absent,
        no_permission,
        hangs,  ///< `step` never returned
        broken, ///< `step` failed
    };

    State state = State::absent;
    std::string step{};

    bool usable() const { return state == State::usable; }
    friend bool operator==(const Kvm&, const Kvm&) = default;
};

/// Tries it in a child process, which is ended when it takes longer than `limit` for all steps.
Kvm probe_kvm(const std::string& device = "/dev/kvm",
              std::chrono::milliseconds limit = std::chrono::milliseconds(1500));

/// What that means to the user, and what can be done: "no usable KVM (it hangs at: ...); machines run emulated, ...".
std::string explain(const Kvm& kvm);

} // namespace edgepool::local
