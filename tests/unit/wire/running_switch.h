// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>

#include "support/own_folder.h"
#include "support/running_process.h"
#include "wire/client.h"
#include "wire/folder.h"
#include "wire/wiring.h"

namespace edgepool::wire
{

/// The real program, in a folder of its own.
class RunningSwitch
{
public:
    explicit RunningSwitch(const Wiring& wiring)
    {
        write_wiring(folder.path(), wiring);
        start();
    }

    static support::RunningProcess spawn(const support::OwnFolder& at)
    {
        return {switch_command(EDGEPOOL_SWITCH, at.path()), at / "switch.log"};
    }

    void start()
    {
        process.emplace(spawn(folder));
        client();
    }

    void kill()
    {
        process->signal(9);
        process->wait();
    }

    SwitchClient client() const
    {
        auto found = SwitchClient::wait_for(folder.path(), std::chrono::seconds(20));
        if (!found)
        {
            throw std::runtime_error("the switch did not start: " + folder.read("switch.log"));
        }
        return *std::move(found);
    }

    support::OwnFolder folder{};
    std::optional<support::RunningProcess> process{};
};

} // namespace edgepool::wire
