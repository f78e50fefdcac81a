// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "local/folders.h"
#include "local/qemu.h"

/// Whether this computer has room for machines: asked before the first one starts, not found out by the last one.
namespace edgepool::local
{

/// In bytes.
struct Room
{
    std::uint64_t memory = 0;
    std::uint64_t images = 0; ///< on the file system of the images
    std::uint64_t state = 0;  ///< on that of the machines' disks
    bool same_file_system = false;

    friend bool operator==(const Room&, const Room&) = default;
};

/// What is free. Throws Error.
Room free_room(const Folders& folders);
/// The memory that can be had without taking it from a program, by /proc/meminfo.
std::uint64_t available_memory(std::string_view meminfo);

/// What it takes to start machines of these shapes. Little more than that: a machine that works hard takes all of its
/// memory, and its disk grows with what is written.
Room room_for(std::span<const Shape> machines, bool image_is_there);

/// Throws Error, which says of what there is too little, and where.
void check_room(const Room& needed, const Room& there, const Folders& folders);

} // namespace edgepool::local
