// SPDX-License-Identifier: Apache-2.0
// The interface: Documentation/virt/kvm/api.rst of Linux.
#include "local/kvm_guest.h"

#include <array>
#include <cstring>

#include <fcntl.h>
#include <linux/kvm.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

namespace edgepool::local
{

namespace
{

constexpr std::uint64_t memory_begin = 0x1000;
constexpr std::size_t memory_size = 0x8000;
constexpr std::uint64_t real_code = 0x1000;
constexpr std::uint64_t long_code = 0x2000;
constexpr std::uint64_t page_map = 0x3000;
constexpr std::uint64_t page_directories = 0x4000;
constexpr std::uint64_t page_directory = 0x5000;

// mov ecx, 10000000; dec ecx; jnz -; out 0x80, al; jmp $
constexpr std::array<std::uint8_t, 14> count_16{0x66, 0xb9, 0x80, 0x96, 0x98, 0x00, 0x66,
                                                0x49, 0x75, 0xfc, 0xe6, 0x80, 0xeb, 0xfe};
constexpr std::array<std::uint8_t, 13> count_64{0xb9, 0x80, 0x96, 0x98, 0x00, 0xff, 0xc9,
                                                0x75, 0xfc, 0xe6, 0x80, 0xeb, 0xfe};

template <typename Code>
void put(std::uint8_t* memory, std::uint64_t address, const Code& code)
{
    std::memcpy(memory + (address - memory_begin), code.data(), code.size());
}

void put_entry(std::uint8_t* memory, std::uint64_t address, std::uint64_t entry)
{
    std::memcpy(memory + (address - memory_begin), &entry, sizeof entry);
}

kvm_segment flat_segment(std::uint16_t selector, std::uint8_t type, bool code)
{
    kvm_segment segment{};
    segment.limit = 0xffffffff;
    segment.selector = selector;
    segment.type = type;
    segment.present = 1;
    segment.s = 1;
    segment.g = 1;
    segment.l = code ? 1 : 0;
    return segment;
}

} // namespace

bool KvmGuest::open(const char* device)
{
    kvm_ = process::Descriptor(::open(device, O_RDWR | O_CLOEXEC)); // NOLINT(cppcoreguidelines-pro-type-vararg)
    return kvm_.good();
}

bool KvmGuest::has_the_known_interface()
{
    return ::ioctl(kvm_.get(), KVM_GET_API_VERSION, 0) == KVM_API_VERSION;
}

bool KvmGuest::create_machine()
{
    machine_ = process::Descriptor(::ioctl(kvm_.get(), KVM_CREATE_VM, 0UL));
    return machine_.good();
}

bool KvmGuest::create_interrupts()
{
    return ::ioctl(machine_.get(), KVM_CREATE_IRQCHIP, 0) == 0;
}

bool KvmGuest::set_memory()
{
    void* const memory = ::mmap(nullptr, memory_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
    {
        return false;
    }
    memory_ = static_cast<std::uint8_t*>(memory);
    put(memory_, real_code, count_16);
    put(memory_, long_code, count_64);
    // One page of 2 MiB, mapped to itself.
    put_entry(memory_, page_map, page_directories | 3U);
    put_entry(memory_, page_directories, page_directory | 3U);
    put_entry(memory_, page_directory, 0x83);
    kvm_userspace_memory_region region{};
    region.guest_phys_addr = memory_begin;
    region.memory_size = memory_size;
    region.userspace_addr = reinterpret_cast<std::uintptr_t>(memory_);
    return ::ioctl(machine_.get(), KVM_SET_USER_MEMORY_REGION, &region) == 0;
}

bool KvmGuest::create_processor()
{
    processor_ = process::Descriptor(::ioctl(machine_.get(), KVM_CREATE_VCPU, 0UL));
    const int size = ::ioctl(kvm_.get(), KVM_GET_VCPU_MMAP_SIZE, 0);
    if (!processor_.good() || size <= 0)
    {
        return false;
    }
    run_ = ::mmap(nullptr, static_cast<std::size_t>(size), PROT_READ | PROT_WRITE, MAP_SHARED, processor_.get(), 0);
    return run_ != MAP_FAILED;
}

bool KvmGuest::run_to_the_end(std::uint64_t entry)
{
    kvm_regs registers{};
    registers.rip = entry;
    registers.rflags = 2;
    return ::ioctl(processor_.get(), KVM_SET_REGS, &registers) == 0 && ::ioctl(processor_.get(), KVM_RUN, 0) == 0 &&
           static_cast<kvm_run*>(run_)->exit_reason == KVM_EXIT_IO;
}

bool KvmGuest::count_in_real_mode()
{
    kvm_sregs special{};
    if (::ioctl(processor_.get(), KVM_GET_SREGS, &special) != 0)
    {
        return false;
    }
    special.cs.base = 0;
    special.cs.selector = 0;
    return ::ioctl(processor_.get(), KVM_SET_SREGS, &special) == 0 && run_to_the_end(real_code);
}

bool KvmGuest::count_in_long_mode()
{
    kvm_sregs special{};
    if (::ioctl(processor_.get(), KVM_GET_SREGS, &special) != 0)
    {
        return false;
    }
    special.cr0 = 0x80000033UL; // paging, protection
    special.cr3 = page_map;
    special.cr4 = 0x20;   // physical addresses beyond 32 bits
    special.efer = 0x500; // long mode, on and active
    special.cs = flat_segment(8, 11, true);
    special.ds = special.es = special.fs = special.gs = special.ss = flat_segment(16, 3, false);
    return ::ioctl(processor_.get(), KVM_SET_SREGS, &special) == 0 && run_to_the_end(long_code);
}

} // namespace edgepool::local
