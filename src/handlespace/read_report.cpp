// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "handlespace/octets.h"
#include "handlespace/report.h"
#include "handlespace/report_format.h"

namespace edgepool::handlespace
{

namespace
{

std::optional<Name> name_of(std::uint64_t number)
{
    const auto role = number >> identifier_bits;
    if (role < static_cast<std::uint64_t>(Role::registrar) || role > static_cast<std::uint64_t>(Role::user))
    {
        return std::nullopt;
    }
    return Name{.role = static_cast<Role>(role), .identifier = number & most_identifier};
}

/// Ages that do not fit into time are as large as time is.
std::chrono::microseconds time_of(std::uint64_t number)
{
    return std::chrono::microseconds(std::min(number, most_time));
}

std::string text_of(View field)
{
    std::string text(field.begin(), std::ranges::find(field, 0));
    std::ranges::replace_if(text, [](char c) { return c < ' ' || c > '~'; }, '?');
    return text;
}

std::optional<Flaw> flaw_of(View datagram)
{
    if (datagram.size() < report_head)
    {
        return Flaw::too_short;
    }
    if (datagram[0] != report_type)
    {
        return Flaw::other_type;
    }
    if (number_at<std::uint32_t>(datagram, version_place) != version)
    {
        return Flaw::other_version;
    }
    const std::size_t associations = number_at<std::uint16_t>(datagram, count_place);
    const bool fits = number_at<std::uint16_t>(datagram, length_place) == datagram.size() &&
                      report_head + associations * association_size == datagram.size();
    return fits ? std::nullopt : std::optional(Flaw::wrong_length);
}

/// Nothing for somebody of a role that nobody has.
std::optional<Association> association_of(View octets)
{
    const auto peer = name_of(number_at<std::uint64_t>(octets, 0));
    if (!peer)
    {
        return std::nullopt;
    }
    const auto age = number_at<std::uint64_t>(octets, association_age_place);
    return Association{.peer = *peer,
                       .age = age == unknown_age ? std::nullopt : std::optional(time_of(age)),
                       .transport = number_at<std::uint16_t>(octets, association_transport_place),
                       .payload_protocol = number_at<std::uint32_t>(octets, association_payload_place)};
}

} // namespace

std::variant<Report, Flaw> read_report(View datagram)
{
    if (const auto flaw = flaw_of(datagram))
    {
        return *flaw;
    }
    const auto sender = name_of(number_at<std::uint64_t>(datagram, sender_place));
    if (!sender)
    {
        return Flaw::nobody;
    }
    const auto workload = number_at<std::uint16_t>(datagram, workload_place);
    Report report{.sender = *sender,
                  .is_final = (datagram[flags_place] & final_flag) != 0,
                  .age = time_of(number_at<std::uint64_t>(datagram, age_place)),
                  .interval = time_of(number_at<std::uint32_t>(datagram, interval_place)),
                  .location = text_of(datagram.subspan(location_place, text_size)),
                  .status = text_of(datagram.subspan(status_place, text_size)),
                  .workload = workload == no_workload ? std::nullopt
                                                      : std::optional(static_cast<double>(workload) / full_workload)};
    for (std::size_t place = report_head; place < datagram.size(); place += association_size)
    {
        if (auto association = association_of(datagram.subspan(place, association_size)))
        {
            report.associations.push_back(*association);
        }
    }
    return report;
}

} // namespace edgepool::handlespace
