// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cassert>
#include <cmath>

#include "handlespace/octets.h"
#include "handlespace/report.h"
#include "handlespace/report_format.h"

namespace edgepool::handlespace
{

namespace
{

void add_text(Octets& octets, std::string_view text)
{
    const std::size_t end = octets.size() + text_size;
    const std::string_view fits = text.substr(0, text_size - 1);
    octets.insert(octets.end(), fits.begin(), fits.end());
    octets.resize(end);
}

std::uint16_t workload_of(const Report& report)
{
    return report.workload
               ? static_cast<std::uint16_t>(std::lround(std::clamp(*report.workload, 0.0, 1.0) * full_workload))
               : no_workload;
}

} // namespace

std::uint64_t to_number(const Name& name)
{
    return static_cast<std::uint64_t>(name.role) << identifier_bits | (name.identifier & most_identifier);
}

Octets write_report(const Report& report)
{
    const std::size_t size = report_head + report.associations.size() * association_size;
    assert(size <= longest_datagram);
    Octets octets;
    octets.reserve(size);
    octets.push_back(report_type);
    octets.push_back(report.is_final ? final_flag : 0);
    add_number(octets, static_cast<std::uint16_t>(size));
    add_number(octets, version);
    add_number(octets, to_number(report.sender));
    add_number(octets, static_cast<std::uint64_t>(report.age.count()));
    add_number(octets, static_cast<std::uint32_t>(report.interval.count()));
    add_text(octets, report.location);
    add_text(octets, report.status);
    add_number(octets, workload_of(report));
    add_number(octets, static_cast<std::uint16_t>(report.associations.size()));
    for (const Association& association : report.associations)
    {
        add_number(octets, to_number(association.peer));
        add_number(octets, association.age ? static_cast<std::uint64_t>(association.age->count()) : unknown_age);
        add_number(octets, std::uint16_t{0});
        add_number(octets, association.transport);
        add_number(octets, association.payload_protocol);
    }
    return octets;
}

} // namespace edgepool::handlespace
