// SPDX-License-Identifier: Apache-2.0
#include "local/qemu_process.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "local/rules.h"

namespace edgepool::local
{

namespace
{

TEST(QemuProcess, ASocketPathThatIsTooLongIsRefusedBeforeAnythingStarts)
{
    const std::string deep = "/" + std::string(120, 'x') + "/m";
    const std::vector<QemuMachine> machines{{.monitor = deep, .seed_port = "/s"},
                                            {.monitor = "/q", .seed_port = deep},
                                            {.monitor = "/q", .seed_port = "/s", .links = {{.member = deep}}},
                                            {.monitor = "/q", .seed_port = "/s", .links = {{.switch_socket = deep}}}};
    for (const QemuMachine& machine : machines)
    {
        try
        {
            const QemuProcess process(machine, "/dev/null", process::in(std::chrono::seconds(1)), {});
            FAIL() << "it was started";
        }
        catch (const Error& error)
        {
            EXPECT_EQ(error.diagnostic().code, rules::bad_folder.code);
            EXPECT_NE(error.diagnostic().hint.find("XDG_RUNTIME_DIR"), std::string::npos);
        }
    }
}

TEST(QemuProcess, LastWordsAreTheReasonAndTheEnd)
{
    EXPECT_EQ(words_of("", ""), "its console is empty");
    EXPECT_EQ(words_of("qemu: warning: nic card2 has no peer\nqemu: no disk\n", ""), "QEMU: qemu: no disk");
    EXPECT_EQ(words_of("", "1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n"), "its console: 2 3 4 5 6");
    EXPECT_EQ(words_of("bad\n", "[1] Kernel panic - not syncing: no root\r\na\r\nb\r\nc\r\nd\r\ne\r\n"),
              "QEMU: bad; its console: Kernel panic - not syncing: no root ... a b c d e");
    EXPECT_EQ(words_of("", "Kernel panic - not syncing: no root\r\n"),
              "its console: Kernel panic - not syncing: no root");
}

} // namespace

} // namespace edgepool::local
