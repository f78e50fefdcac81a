// SPDX-License-Identifier: Apache-2.0
#include "local/qemu.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace edgepool::local
{

namespace
{

using Arguments = std::vector<std::string>;

QemuMachine example()
{
    return {.name = process_name("oslo", "mec-1"),
            .uuid = process_uuid("oslo", "mec-1"),
            .shape = {.memory_in_mebibytes = 256, .processors = 1, .cards = 3},
            .disk = "/state/root.qcow2",
            .kernel = "/image/kernel",
            .initial_files = "/image/initrd",
            .monitor = "/run/mec-1.q",
            .seed_port = "/run/mec-1.s",
            .console = "/state/console.log",
            .management = Management{.network = *model::parse_ipv4_network("10.99.3.0/24"), .port = 2203},
            .links = {{.member = "/run/mec-1.1", .switch_socket = "/run/s1u"}}};
}

/// The values that an option is given, in order.
Arguments values_of(const Arguments& arguments, std::string_view option)
{
    Arguments values;
    for (std::size_t index = 0; index + 1 < arguments.size(); ++index)
    {
        if (arguments[index] == option)
        {
            values.push_back(arguments[index + 1]);
        }
    }
    return values;
}

const Arguments computer_of_example{
    "-name",
    "guest=edgepool:oslo:mec-1",
    "-uuid",
    process_uuid("oslo", "mec-1"),
    "-nodefaults",
    "-no-user-config",
    "-display",
    "none",
    "-no-reboot",
    "-sandbox",
    "on,obsolete=deny,elevateprivileges=deny,spawn=deny",
    "-machine",
    "pc,memory-backend=ram,usb=off,vmport=off",
    "-accel",
    "tcg,thread=multi,tb-size=64",
    "-cpu",
    "max,-erms,-smap,-svm",
    "-smp",
    "1",
    "-m",
    "256M",
    "-object",
    "memory-backend-file,id=ram,size=256M,mem-path=/golden/ram,share=off",
    "-blockdev",
    "driver=qcow2,node-name=root,discard=unmap,file.driver=file,file.filename=/state/root.qcow2",
    "-device",
    "virtio-blk-pci,drive=root,addr=0x3",
    "-device",
    "virtio-serial-pci,addr=0x4"};

const Arguments devices_of_example{
    "-chardev",
    "socket,id=seed,path=/run/mec-1.s,server=on,wait=off",
    "-device",
    "virtserialport,chardev=seed,name=edgepool.seed",
    "-object",
    "rng-random,id=random,filename=/dev/urandom",
    "-device",
    "virtio-rng-pci,rng=random,addr=0x5",
    "-chardev",
    "file,id=console,path=/state/console.log,append=on",
    "-serial",
    "chardev:console",
    "-qmp",
    "unix:/run/mec-1.q,server=on,wait=off",
    "-netdev",
    "user,id=net0,ipv6=off,net=10.99.3.0/24,host=10.99.3.2,dns=10.99.3.3,"
    "dhcpstart=10.99.3.15,hostfwd=tcp:127.0.0.1:2203-10.99.3.15:22",
    "-device",
    "virtio-net-pci,id=card0,mac=52:54:00:ff:00:00,addr=0x10,romfile=,netdev=net0",
    "-netdev",
    "dgram,id=net1,local.type=unix,local.path=/run/mec-1.1,remote.type=unix,remote.path=/run/s1u",
    "-device",
    "virtio-net-pci,id=card1,mac=52:54:00:ff:00:01,addr=0x11,romfile=,netdev=net1",
    "-device",
    "virtio-net-pci,id=card2,mac=52:54:00:ff:00:02,addr=0x12,romfile=",
    "-kernel",
    "/image/kernel",
    "-initrd",
    "/image/initrd",
    "-append",
    "root=/dev/vda rw console=ttyS0 net.ifnames=0 panic=-1 quiet systemd.show_status=auto"
    " norandmaps mitigations=off init_on_alloc=0 hardened_usercopy=off randomize_kstack_offset=off cryptomgr.notests"
    " psi=0 nowatchdog tsc=nowatchdog sysctl.vm.stat_interval=60 sysctl.vm.compaction_proactiveness=0"
    " rcupdate.rcu_expedited=1 rcutree.jiffies_till_first_fqs=25 rcutree.jiffies_till_next_fqs=25",
    "-incoming",
    "defer"};

TEST(Qemu, TheWholeListOfAResumedMachine)
{
    QemuMachine machine = example();
    machine.memory = Memory::shared;
    machine.memory_file = "/golden/ram";
    machine.resumed = true;
    Arguments expected = computer_of_example;
    expected.insert(expected.end(), devices_of_example.begin(), devices_of_example.end());
    EXPECT_EQ(qemu_arguments(machine), expected);
}

TEST(Qemu, AllWaysToStartSeeTheSameDevices)
{
    QemuMachine booted = example();
    QemuMachine saved = example();
    saved.memory = Memory::saved;
    saved.memory_file = "/golden/ram";
    saved.management.reset();
    saved.links.clear();
    const auto without_backends = [](Arguments devices) {
        for (std::string& device : devices)
        {
            device = device.substr(0, device.find(",netdev="));
        }
        return devices;
    };
    EXPECT_EQ(without_backends(values_of(qemu_arguments(booted), "-device")),
              without_backends(values_of(qemu_arguments(saved), "-device")));
    EXPECT_TRUE(values_of(qemu_arguments(saved), "-netdev").empty()) << "a saved machine talks to nobody";
}

TEST(Qemu, OnlyTheLoopbackIsOpened)
{
    for (const std::string& argument : qemu_arguments(example()))
    {
        EXPECT_EQ(argument.find("hostfwd=tcp::"), std::string::npos) << argument;
        EXPECT_EQ(argument.find("0.0.0.0"), std::string::npos) << argument;
    }
}

TEST(Qemu, ACommaInAPathIsNoNewOption)
{
    QemuMachine machine = example();
    machine.disk = "/my,folder/root.qcow2";
    EXPECT_EQ(values_of(qemu_arguments(machine), "-blockdev").front(),
              "driver=qcow2,node-name=root,discard=unmap,file.driver=file,file.filename=/my,,folder/root.qcow2");
}

TEST(Qemu, KvmUsesTheProcessorOfThisComputer)
{
    QemuMachine machine = example();
    machine.shape.kvm = true;
    EXPECT_EQ(values_of(qemu_arguments(machine), "-accel"), Arguments{"kvm"});
    EXPECT_EQ(values_of(qemu_arguments(machine), "-cpu"), Arguments{"host"});
}

TEST(Qemu, ManagementAddressesFollowFromTheNetwork)
{
    const ManagementAddresses addresses = addresses_of(*example().management);
    EXPECT_EQ(addresses.machine, "10.99.3.15/24");
    EXPECT_EQ(addresses.gateway, "10.99.3.2");
    EXPECT_EQ(addresses.name_server, "10.99.3.3");
}

} // namespace

} // namespace edgepool::local
