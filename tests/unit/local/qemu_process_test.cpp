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

} // namespace

} // namespace edgepool::local
