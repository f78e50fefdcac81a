// SPDX-License-Identifier: Apache-2.0
#include "agent/identity.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <linux/random.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/random.h>
#include <unistd.h>

#include "agent/network.h"
#include "agent/system.h"
#include "process/descriptor.h"

namespace edgepool::agent
{

namespace
{

void stir(const std::string& hex)
{
    struct
    {
        int entropy_count = 0;
        int buf_size = 0;
        std::array<unsigned char, 512> bytes{};
    } pool;
    const std::size_t size = std::min(hex.size() / 2, pool.bytes.size());
    for (std::size_t index = 0; index < size; ++index)
    {
        std::from_chars(hex.data() + 2 * index, hex.data() + 2 * index + 2, pool.bytes.at(index), 16);
    }
    pool.entropy_count = static_cast<int>(8 * size);
    pool.buf_size = static_cast<int>(size);
    const process::Descriptor device(::open("/dev/urandom", O_RDWR | O_CLOEXEC));
    // The second makes the generator use it at once; what it gave before, it gave to all machines of the image.
    if (::ioctl(device.get(), RNDADDENTROPY, &pool) != 0 || ::ioctl(device.get(), RNDRESEEDCRNG) != 0)
    {
        fail("stir the random generator");
    }
}

void set_clock(std::int64_t nanoseconds)
{
    constexpr std::int64_t second = 1'000'000'000;
    const timespec now{.tv_sec = nanoseconds / second, .tv_nsec = nanoseconds % second};
    if (::clock_settime(CLOCK_REALTIME, &now) != 0)
    {
        fail("set the clock");
    }
}

void set_hostname(const std::string& name)
{
    if (::sethostname(name.data(), name.size()) != 0)
    {
        fail("set the host's name");
    }
    write_file("/etc/hostname", name + "\n", 0644);
    write_file("/etc/hosts", "127.0.0.1 localhost\n127.0.1.1 " + name + "\n::1 localhost ip6-localhost ip6-loopback\n",
               0644);
}

/// The journal is in a folder named by the machine. What it has, and what it gets until it is opened anew, is found
/// under the new name, too.
void show_journal_under(const std::string& id)
{
    const std::string folder = "/run/log/journal/";
    std::string old = read_text("/etc/machine-id");
    old.resize(std::min(old.find('\n'), old.size()));
    if (!old.empty() && old != id && ::access((folder + old).c_str(), F_OK) == 0 &&
        ::symlink(old.c_str(), (folder + id).c_str()) != 0 && errno != EEXIST)
    {
        fail("name the journal");
    }
}

/// systemd may have put a file of its own over it while it started.
void set_machine_id(const std::string& id)
{
    show_journal_under(id);
    ::umount2("/etc/machine-id", MNT_DETACH);
    write_file("/etc/machine-id", id + "\n", 0444);
}

std::string fresh_uuid()
{
    std::array<unsigned char, 16> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    {
        fail("get random bytes");
    }
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0fU) | 0x40U);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3fU) | 0x80U);
    std::string text;
    for (std::size_t index = 0; index < bytes.size(); ++index)
    {
        constexpr const char* digits = "0123456789abcdef";
        text += index == 4 || index == 6 || index == 8 || index == 10 ? "-" : "";
        text += digits[bytes.at(index) >> 4U];
        text += digits[bytes.at(index) & 15U];
    }
    return text;
}

constexpr const char* boot_id_file = "/run/edgepool/boot_id";

/// The kernel's own number of this boot is that of all machines that were resumed from the same one.
void set_boot_id()
{
    const std::string mark = "/run/edgepool/somebody";
    if (::access(mark.c_str(), F_OK) == 0)
    {
        return; // seeded again: it is still the same start
    }
    cover_boot_id();
    write_into(boot_id_file, fresh_uuid() + "\n");
    write_file(mark, "", 0444);
}

} // namespace

void cover_boot_id()
{
    if (::access(boot_id_file, F_OK) == 0)
    {
        return;
    }
    write_file(boot_id_file, fresh_uuid() + "\n", 0444);
    if (::mount(boot_id_file, "/proc/sys/kernel/random/boot_id", nullptr, MS_BIND, nullptr) != 0)
    {
        fail("set the number of this boot");
    }
}

void become(const seed::Seed& seed)
{
    stir(seed.entropy.expose());
    set_clock(seed.now_in_nanoseconds);
    set_hostname(seed.hostname);
    set_machine_id(seed.machine_id);
    set_boot_id();
    for (const seed::File& file : seed.files)
    {
        write_file(file.path, file.content.expose(), file.mode);
    }
    set_up_network(seed.cards);
}

} // namespace edgepool::agent
