// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <vector>

#include "handlespace/report.h"

namespace edgepool::handlespace
{

struct Captured
{
    std::chrono::microseconds time{};
    Octets datagram{};
};

/// csp-datagrams.jsonl, beside this file: in the order of the lines.
std::vector<Captured> captured_datagrams();

/// Only reports: the datagrams are known to be good.
std::vector<Report> captured_reports();

} // namespace edgepool::handlespace
