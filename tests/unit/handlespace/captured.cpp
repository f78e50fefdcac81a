// SPDX-License-Identifier: Apache-2.0
#include "unit/handlespace/captured.h"

#include <cmath>
#include <cstddef>
#include <fstream>
#include <string>

namespace edgepool::handlespace
{

namespace
{

std::string field(const std::string& line, const std::string& name)
{
    const std::size_t start = line.find("\"" + name + "\": ") + name.size() + 4;
    return line.substr(start, line.find_first_of(",}", start) - start);
}

Octets from_hex(const std::string& text)
{
    constexpr int hexadecimal = 16;
    Octets octets;
    for (std::size_t i = 1; i + 2 < text.size(); i += 2) // between quotes
    {
        octets.push_back(static_cast<std::uint8_t>(std::stoul(text.substr(i, 2), nullptr, hexadecimal)));
    }
    return octets;
}

} // namespace

std::vector<Captured> captured_datagrams()
{
    std::ifstream file(std::string(EDGEPOOL_SOURCE_DIR) + "/tests/unit/handlespace/csp-datagrams.jsonl");
    std::vector<Captured> all;
    for (std::string line; std::getline(file, line);)
    {
        all.push_back({.time = std::chrono::microseconds(std::llround(std::stod(field(line, "time")) * 1e6)),
                       .datagram = from_hex(field(line, "hex"))});
    }
    return all;
}

std::vector<Report> captured_reports()
{
    std::vector<Report> reports;
    for (const Captured& each : captured_datagrams())
    {
        reports.push_back(std::get<Report>(read_report(each.datagram)));
    }
    return reports;
}

} // namespace edgepool::handlespace
