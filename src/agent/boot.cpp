// SPDX-License-Identifier: Apache-2.0
#include "agent/boot.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "agent/system.h"
#include "process/descriptor.h"

namespace edgepool::agent
{

namespace
{

constexpr const char* disk = "/dev/vda";
constexpr const char* new_root = "/root";

/// Says it on the console and switches the machine off: whoever started it sees at once that it failed.
[[noreturn]] void give_up(const std::string& what)
{
    const std::string line = "edgepool: cannot " + what + ": " + std::strerror(errno) + "\n";
    const process::Descriptor console(::open("/dev/console", O_WRONLY | O_CLOEXEC));
    [[maybe_unused]] const ssize_t written = ::write(console.get(), line.data(), line.size());
    ::sync();
    ::reboot(RB_POWER_OFF);
    ::_exit(1);
}

void load_modules()
{
    const std::string list = read_text("/modules.list");
    for (std::size_t begin = 0; begin < list.size();)
    {
        const std::size_t end = std::min(list.find('\n', begin), list.size());
        const std::string path = list.substr(begin, end - begin);
        begin = end + 1;
        const process::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        if (::syscall(SYS_finit_module, file.get(), "", 0) != 0 && errno != EEXIST)
        {
            give_up("load " + path);
        }
        ::unlink(path.c_str()); // its memory is the machine's
    }
}

void mount_disk()
{
    // The disk appears a little after its driver.
    for (int round = 0; round < 1000; ++round)
    {
        if (::mount(disk, new_root, "ext4", MS_NOATIME, "noinit_itable") == 0)
        {
            return;
        }
        ::poll(nullptr, 0, 10);
    }
    give_up(std::string("mount ") + disk);
}

void switch_root()
{
    ::unlink("/init");
    ::unlink("/modules.list");
    if (::mount("/dev", "/root/dev", nullptr, MS_MOVE, nullptr) != 0 || ::chdir(new_root) != 0 ||
        ::mount(".", "/", nullptr, MS_MOVE, nullptr) != 0 || ::chroot(".") != 0 || ::chdir("/") != 0)
    {
        give_up("change to the disk");
    }
}

} // namespace

void boot()
{
    ::mkdir("/dev", 0755);
    ::mkdir(new_root, 0755);
    if (::mount("dev", "/dev", "devtmpfs", 0, nullptr) != 0 && errno != EBUSY)
    {
        give_up("mount /dev");
    }
    load_modules();
    mount_disk();
    switch_root();
    ::execl("/sbin/init", "/sbin/init", static_cast<char*>(nullptr));
    give_up("start /sbin/init");
}

} // namespace edgepool::agent
