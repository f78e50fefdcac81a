// SPDX-License-Identifier: Apache-2.0
#include "local/kernel.h"

#include <gtest/gtest.h>

namespace edgepool::local
{

namespace
{

std::string bytes(std::initializer_list<int> values)
{
    std::string text;
    for (const int value : values)
    {
        text += static_cast<char>(value);
    }
    return text;
}

std::string little_endian(std::size_t value)
{
    return bytes({static_cast<int>(value & 255U), static_cast<int>((value >> 8U) & 255U),
                  static_cast<int>((value >> 16U) & 255U), static_cast<int>((value >> 24U) & 255U)});
}

/// "\x7fELF" and "ab" again and again, as LZ4 writes it: six literals, a match of 16 two bytes back, the last literals.
std::string packed()
{
    return bytes({0x6c, 0x7f, 'E', 'L', 'F', 'a', 'b', 2, 0, 0x50, '1', '2', '3', '4', '5'});
}

constexpr std::size_t unpacked_size = 27;

TEST(Kernel, ABlockOfLz4IsUnpacked)
{
    const auto text = unpack_lz4_block(packed(), 1000);
    ASSERT_TRUE(text);
    EXPECT_EQ(*text, "\x7f"
                     "ELFab"
                     "abababababababab"
                     "12345");
}

TEST(Kernel, ADamagedBlockIsRefused)
{
    for (std::size_t size = 1; size < 9; ++size)
    {
        if (size != 7) // all literals and no match is what a last sequence looks like
        {
            EXPECT_FALSE(unpack_lz4_block(packed().substr(0, size), 1000)) << size;
        }
    }
    EXPECT_FALSE(unpack_lz4_block(packed(), 10)) << "more than it may be";
    EXPECT_FALSE(unpack_lz4_block(bytes({0x10, 'a', 9, 0, 0}), 1000)) << "a distance before the beginning";
    EXPECT_FALSE(unpack_lz4_block(bytes({0x10, 'a', 0, 0, 0}), 1000)) << "no distance";
    EXPECT_FALSE(unpack_lz4_block(bytes({0xf0, 255, 255}), 1000)) << "a length without an end";
}

/// A compressed kernel with one sector of setup code.
std::string boot_image(const std::string& payload)
{
    std::string image(1024, '\0');
    image[0x1f1] = 1;
    image.replace(0x1fe, 2, "\x55\xaa");
    image.replace(0x248, 8, little_endian(16) + little_endian(payload.size()));
    return image + std::string(16, '\0') + payload;
}

TEST(Kernel, IsTakenOutOfItsBootImage)
{
    const std::string block = packed();
    const std::string payload = "\x02\x21\x4c\x18" + little_endian(block.size()) + block + little_endian(unpacked_size);
    const auto kernel = unpacked_kernel(boot_image(payload));
    ASSERT_TRUE(kernel);
    EXPECT_TRUE(kernel->starts_with("\x7f"
                                    "ELF"));
}

TEST(Kernel, OneThatIsPackedOtherwiseIsUsedAsItIs)
{
    EXPECT_FALSE(unpacked_kernel(boot_image(bytes({0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0, 0}))));
    EXPECT_FALSE(unpacked_kernel("no kernel"));
    EXPECT_FALSE(unpacked_kernel(std::string(2000, '\0')));
}

TEST(Kernel, ModulesComeAfterThoseThatTheyNeed)
{
    const auto order = modules_in_order("kernel/drivers/virtio/virtio_pci.ko: kernel/a/legacy.ko kernel/a/virtio.ko "
                                        "kernel/a/ring.ko\n"
                                        "kernel/a/ring.ko:\n"
                                        "kernel/b/virtio_blk.ko: kernel/a/virtio.ko kernel/a/ring.ko\n",
                                        {"virtio_pci", "virtio_blk", "built_in"});
    EXPECT_EQ(order, (std::vector<std::string>{"kernel/a/ring.ko", "kernel/a/virtio.ko", "kernel/a/legacy.ko",
                                               "kernel/drivers/virtio/virtio_pci.ko", "kernel/b/virtio_blk.ko"}));
}

TEST(Kernel, TheInitialFilesListTheirModules)
{
    const auto files = initial_files("the agent", {"kernel/a/ring.ko", "kernel/b/virtio_blk.ko"},
                                     [](const std::string& path) { return "content of " + path; });
    EXPECT_EQ(files.front().path, "init");
    EXPECT_EQ(files.front().mode, 0755U);
    EXPECT_EQ(files.back().path, "modules.list");
    EXPECT_EQ(files.back().content, "/modules/ring.ko\n/modules/virtio_blk.ko\n");
}

TEST(Kernel, AModuleIsThereOrBuiltInOrMissing)
{
    constexpr const char* dep = "kernel/net/sctp/sctp.ko: kernel/lib/libcrc32c.ko\nkernel/net/sctp/sctp_diag.ko:\n";
    EXPECT_TRUE(has_module(dep, "", "sctp"));
    EXPECT_TRUE(has_module("", "kernel/a/b.ko\nkernel/net/sctp/sctp.ko\n", "sctp"));
    EXPECT_FALSE(has_module("kernel/net/sctp/sctp_diag.ko:\n", "kernel/net/notsctp.ko\n", "sctp"));
    EXPECT_FALSE(has_module("", "", "sctp"));
}

} // namespace

} // namespace edgepool::local
