// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace edgepool::support
{

/// A real program, whose output goes to a file; killed and waited for at the end of the test.
class RunningProcess
{
public:
    RunningProcess(const std::vector<std::string>& command, const std::string& output_path);
    RunningProcess(const RunningProcess&) = delete;
    RunningProcess& operator=(const RunningProcess&) = delete;
    RunningProcess(RunningProcess&& other) noexcept;
    RunningProcess& operator=(RunningProcess&& other) noexcept;
    ~RunningProcess();

    int id() const { return id_; }
    void signal(int number) const;
    /// As the shell says it: the exit status, or 128 and the number of the signal. None if it is still running.
    std::optional<int> wait(std::chrono::seconds patience = std::chrono::seconds(20));

private:
    int id_ = -1;
};

} // namespace edgepool::support
