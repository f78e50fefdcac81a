// SPDX-License-Identifier: Apache-2.0
#include "local/room.h"

#include <vector>

#include <gtest/gtest.h>

#include "base/error.h"
#include "local/rules.h"

namespace edgepool::local
{

namespace
{

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20U;
const Folders folders{.images = "/cache/images", .state = "/state/local"};

/// What is said if that is needed there; empty if there is room.
Diagnostic said(const Room& needed, const Room& there)
{
    try
    {
        check_room(needed, there, folders);
        return {};
    }
    catch (const Error& error)
    {
        return error.diagnostic();
    }
}

TEST(Room, TheKernelsCountOfMemoryIsRead)
{
    EXPECT_EQ(available_memory("MemTotal:       24683892 kB\nMemFree: 1 kB\nMemAvailable:   24029912 kB\n"),
              std::uint64_t{24029912} * 1024);
    EXPECT_EQ(available_memory("MemTotal: 1 kB\n"), 0U);
    EXPECT_EQ(available_memory("MemAvailable:"), 0U);
}

TEST(Room, ThisComputerHasSome)
{
    const Room room = free_room({.images = testing::TempDir() + "a/b", .state = testing::TempDir() + "c"});
    EXPECT_GT(room.memory, 0U);
    EXPECT_GT(room.images, 0U);
    EXPECT_TRUE(room.same_file_system);
    EXPECT_FALSE(free_room({.images = "/proc/x", .state = testing::TempDir()}).same_file_system);
}

TEST(Room, EachMachineTakesItsShare)
{
    const std::vector<Shape> machines{{.memory_in_mebibytes = 256}, {.memory_in_mebibytes = 1024, .kvm = true}};
    EXPECT_EQ(room_for(machines, true),
              (Room{.memory = (128 + 64 + 512) * mebibyte, .images = 0, .state = 128 * mebibyte}));
    EXPECT_EQ(room_for(machines, false).images, 3072 * mebibyte);
    EXPECT_EQ(room_for({}, false), Room{}) << "nothing is built for nobody";
}

TEST(Room, TooLittleMemoryIsToldWithBothFigures)
{
    const Diagnostic fault = said({.memory = 2048 * mebibyte}, {.memory = 512 * mebibyte});
    EXPECT_EQ(fault.code, rules::no_memory.code);
    EXPECT_NE(fault.detail.find("2GiB"), std::string::npos) << fault.detail;
    EXPECT_NE(fault.detail.find("512MiB"), std::string::npos) << fault.detail;
    EXPECT_NE(fault.hint.find("edgepool list"), std::string::npos);
    EXPECT_EQ(said({.memory = mebibyte}, {.memory = mebibyte}).code, "");
}

TEST(Room, TooLittleDiskIsToldWithItsFolder)
{
    const Diagnostic images =
        said({.images = 3072 * mebibyte, .state = mebibyte}, {.images = 1024 * mebibyte, .state = 9999 * mebibyte});
    EXPECT_EQ(images.code, rules::no_space.code);
    EXPECT_NE(images.detail.find("/cache/images"), std::string::npos);
    EXPECT_NE(images.hint.find("XDG_CACHE_HOME"), std::string::npos);
    const Diagnostic state = said({.state = 10 * mebibyte}, {.images = mebibyte, .state = mebibyte});
    EXPECT_NE(state.detail.find("/state/local"), std::string::npos);
    EXPECT_NE(state.hint.find("XDG_STATE_HOME"), std::string::npos);
}

TEST(Room, OnOneFileSystemBothCount)
{
    const Room needed{.images = 100 * mebibyte, .state = 50 * mebibyte};
    EXPECT_EQ(said(needed, {.images = 120 * mebibyte, .state = 120 * mebibyte}).code, "");
    EXPECT_EQ(said(needed, {.images = 120 * mebibyte, .state = 120 * mebibyte, .same_file_system = true}).code,
              rules::no_space.code);
}

} // namespace

} // namespace edgepool::local
