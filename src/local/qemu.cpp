// SPDX-License-Identifier: Apache-2.0
#include "local/qemu.h"

#include <cassert>

#include <fmt/format.h>

#include "crypto/hash.h"
#include "seed/seed.h"

namespace edgepool::local
{

namespace
{

constexpr const char* kernel_options =
    "root=/dev/vda rw console=ttyS0 net.ifnames=0 panic=-1 quiet systemd.show_status=auto";

// What protects a machine from its neighbours and its own programs, and costs an emulated one more than all the rest:
// code at other addresses is translated again for each process; pages are cleared once more, byte by byte.
constexpr const char* emulated_processor = "max,-erms,-smap,-svm";
constexpr const char* emulated_kernel_options =
    " norandmaps mitigations=off init_on_alloc=0 hardened_usercopy=off randomize_kstack_offset=off cryptomgr.notests"
    // What wakes an idle kernel several times a second.
    " psi=0 nowatchdog tsc=nowatchdog sysctl.vm.stat_interval=60 sysctl.vm.compaction_proactiveness=0"
    " rcupdate.rcu_expedited=1 rcutree.jiffies_till_first_fqs=25 rcutree.jiffies_till_next_fqs=25";

/// In the values of QEMU's options a comma is written twice.
std::string escaped(const std::string& value)
{
    std::string text;
    for (const char character : value)
    {
        text += character;
        text += character == ',' ? "," : "";
    }
    return text;
}

using Arguments = std::vector<std::string>;

void add(Arguments& arguments, std::initializer_list<std::string> more)
{
    arguments.insert(arguments.end(), more);
}

std::string memory_of(const QemuMachine& machine)
{
    const unsigned size = machine.shape.memory_in_mebibytes;
    if (machine.memory == Memory::own)
    {
        return fmt::format("memory-backend-ram,id=ram,size={}M", size);
    }
    return fmt::format("memory-backend-file,id=ram,size={}M,mem-path={},share={}", size, escaped(machine.memory_file),
                       machine.memory == Memory::saved ? "on" : "off");
}

void add_computer(Arguments& arguments, const QemuMachine& machine)
{
    // Without a limit, the translated code of an emulated processor takes up to 1 GiB in each process.
    const bool kvm = machine.shape.kvm;
    add(arguments, {"-name", escaped("guest=" + machine.name), "-uuid", machine.uuid});
    add(arguments, {"-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"});
    add(arguments, {"-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny"});
    add(arguments, {"-machine", "pc,memory-backend=ram,usb=off,vmport=off"});
    add(arguments, {"-accel", kvm ? "kvm" : "tcg,thread=multi,tb-size=64"});
    add(arguments, {"-cpu", kvm ? "host" : emulated_processor});
    add(arguments, {"-smp", std::to_string(machine.shape.processors)});
    add(arguments, {"-m", fmt::format("{}M", machine.shape.memory_in_mebibytes)});
    add(arguments, {"-object", memory_of(machine)});
}

void add_disk_and_ports(Arguments& arguments, const QemuMachine& machine)
{
    add(arguments, {"-blockdev", fmt::format("driver=qcow2,node-name=root,discard=unmap,file.driver=file,"
                                             "file.filename={}",
                                             escaped(machine.disk))});
    add(arguments, {"-device", "virtio-blk-pci,drive=root,addr=0x3"});
    add(arguments, {"-device", "virtio-serial-pci,addr=0x4"});
    add(arguments, {"-chardev", fmt::format("socket,id=seed,path={},server=on,wait=off", escaped(machine.seed_port))});
    add(arguments, {"-device", fmt::format("virtserialport,chardev=seed,name={}", seed::port_name)});
    add(arguments, {"-object", "rng-random,id=random,filename=/dev/urandom"});
    add(arguments, {"-device", "virtio-rng-pci,rng=random,addr=0x5"});
    add(arguments, {"-chardev", fmt::format("file,id=console,path={},append=on", escaped(machine.console))});
    add(arguments, {"-serial", "chardev:console"});
    add(arguments, {"-qmp", fmt::format("unix:{},server=on,wait=off", escaped(machine.monitor))});
}

std::string management_network(const Management& management)
{
    const model::Ipv4 first = management.network.first();
    const auto at = [&](std::uint32_t offset) { return model::to_string(model::Ipv4{first.bits + offset}); };
    return fmt::format("user,id=net0,ipv6=off,net={},host={},dns={},dhcpstart={},hostfwd=tcp:127.0.0.1:{}-{}:22",
                       model::to_string(management.network), at(2), at(3), at(15), management.port, at(15));
}

/// All cards that the shape has, at fixed places and with addresses that only the seed replaces: a saved machine knows
/// no others. A card without a network is dead.
void add_cards(Arguments& arguments, const QemuMachine& machine)
{
    assert(machine.shape.cards <= most_cards && machine.links.size() < machine.shape.cards);
    for (unsigned card = 0; card < machine.shape.cards; ++card)
    {
        bool connected = card == 0 && machine.management.has_value();
        if (connected)
        {
            add(arguments, {"-netdev", management_network(*machine.management)});
        }
        else if (card > 0 && card <= machine.links.size())
        {
            const Link& link = machine.links[card - 1];
            add(arguments, {"-netdev", fmt::format("dgram,id=net{},local.type=unix,local.path={},remote.type=unix,"
                                                   "remote.path={}",
                                                   card, escaped(link.member), escaped(link.switch_socket))});
            connected = true;
        }
        add(arguments,
            {"-device", fmt::format("virtio-net-pci,id=card{0},mac=52:54:00:ff:00:{0:02x},addr={1:#x},"
                                    "romfile={2}",
                                    card, 0x10 + card, connected ? fmt::format(",netdev=net{}", card) : "")});
    }
}

} // namespace

std::vector<std::string> qemu_arguments(const QemuMachine& machine)
{
    Arguments arguments;
    add_computer(arguments, machine);
    add_disk_and_ports(arguments, machine);
    add_cards(arguments, machine);
    add(arguments, {"-kernel", machine.kernel, "-initrd", machine.initial_files, "-append",
                    std::string(kernel_options) + (machine.shape.kvm ? "" : emulated_kernel_options)});
    if (machine.resumed)
    {
        add(arguments, {"-incoming", "defer"});
    }
    return arguments;
}

ManagementAddresses addresses_of(const Management& management)
{
    const model::Ipv4 first = management.network.first();
    const auto at = [&](std::uint32_t offset) { return model::to_string(model::Ipv4{first.bits + offset}); };
    return {
        .machine = at(15) + "/" + std::to_string(management.network.prefix), .gateway = at(2), .name_server = at(3)};
}

std::string process_name(const std::string& testbed, const std::string& machine)
{
    return "edgepool:" + testbed + ":" + machine;
}

std::string process_uuid(const std::string& testbed, const std::string& machine)
{
    return crypto::uuid_of("edgepool:" + testbed, machine);
}

} // namespace edgepool::local
