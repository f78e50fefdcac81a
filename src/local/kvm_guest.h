// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "process/descriptor.h"

namespace edgepool::local
{

/// A virtual machine of 32 KiB that counts down from ten million, once in real mode and once in long mode. Every step
/// returns false if the kernel refuses it. It allocates nothing on the heap: it is used in the child of a fork.
class KvmGuest
{
public:
    KvmGuest() = default;
    KvmGuest(const KvmGuest&) = delete;
    KvmGuest& operator=(const KvmGuest&) = delete;
    ~KvmGuest() = default;

    bool open(const char* device);
    bool has_the_known_interface();
    bool create_machine();
    bool create_interrupts();
    bool set_memory();
    bool create_processor();
    bool count_in_real_mode();
    bool count_in_long_mode();

private:
    bool run_to_the_end(std::uint64_t entry);

    process::Descriptor kvm_;
    process::Descriptor machine_;
    process::Descriptor processor_;
    std::uint8_t* memory_ = nullptr;
    void* run_ = nullptr;
};

} // namespace edgepool::local
