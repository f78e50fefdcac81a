// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "roles/common_tasks.h"
#include "roles/membership.h"

namespace edgepool::roles
{

namespace
{

/// Of associations between registrars and with elements. After a partition, the kernel's own would try again a minute
/// later; with these, registrars meet within half a second.
struct SctpTimer
{
    std::string_view key{};
    std::string_view normal{}; ///< the kernel's own
    std::string_view fast{};
};

/// The least before the most, since the kernel refuses a most that is below the least.
constexpr std::array sctp_timers{
    SctpTimer{"net.sctp.rto_initial", "3000", "500"}, SctpTimer{"net.sctp.rto_min", "1000", "200"},
    SctpTimer{"net.sctp.rto_max", "60000", "2000"}, SctpTimer{"net.sctp.hb_interval", "30000", "2000"}};

std::vector<std::string> command(const Membership& member)
{
    std::vector<std::string> words{"/usr/bin/rspregistrar", fmt::format("-asap={}:{}", member.address, asap_port),
                                   fmt::format("-enrp={}:{}", member.address, enrp_port), "-asapannounce=off",
                                   "-enrpannounce=off"};
    for (const std::string& address : member.others)
    {
        words.push_back(fmt::format("-peer={}:{}", address, enrp_port));
    }
    append(words, reporting_options(member, "registrar"));
    if (member.is_fast())
    {
        append(words, {"-endpointkeepalivetransmissioninterval=1000", "-endpointkeepalivetimeoutinterval=500",
                       "-peerheartbeatcycle=1000", "-peermaxtimelastheard=2000", "-peermaxtimenoresponse=1000",
                       "-maxbadpereports=1"});
    }
    return words;
}

/// Debian's package starts a registrar of its own when it is installed, with multicast and on the same ports. It lives
/// on for a while after it is told to stop.
TaskIndex add_installed(recipe::Recipe& recipe, const Membership& member)
{
    const auto masked = recipe.add(
        {.name = "Debian's own registrar never starts", .action = recipe::MaskedUnit{"rsplib-registrar.service"}});
    const auto packages = add_packages(recipe, member, {"rsplib-registrar"}, {masked});
    return recipe.add({.name = "Debian's own registrar has ended",
                       .action = recipe::Probe{.check = "[ -e /run/rspregistrar.pid ] || exit 0\n"
                                                        "read -r pid </run/rspregistrar.pid\n"
                                                        "! grep -qs -e -daemonpidfile \"/proc/$pid/cmdline\"",
                                               .unit = "rsplib-registrar.service",
                                               .ends_by_itself = true},
                       .needs = {masked, packages}});
}

std::vector<TaskIndex> add_timers(recipe::Recipe& recipe, const Membership& member, TaskIndex sctp)
{
    std::vector<TaskIndex> tasks;
    for (const SctpTimer& timer : sctp_timers)
    {
        const std::string key(timer.key);
        const std::string value(member.is_fast() ? timer.fast : timer.normal);
        tasks.push_back(recipe.add({.name = fmt::format("{} is {}", key, value),
                                    .action = recipe::Sysctl{.key = key, .value = value},
                                    .needs = {sctp}}));
    }
    return tasks;
}

} // namespace

recipe::Recipe registrar_recipe(const Membership& member)
{
    recipe::Recipe recipe{.title = fmt::format("{}, registrar of {}", member.machine.name, member.testbed.name)};
    const TaskIndex installed = add_installed(recipe, member);
    const Ground ground = add_ground(recipe, member);
    std::vector<TaskIndex> needs = add_timers(recipe, member, ground.sctp);
    for (const TaskIndex task : add_service_files(recipe, registrar_service, command(member)))
    {
        needs.push_back(task);
    }
    needs.insert(needs.end(), {installed, ground.sctp, ground.user});
    const TaskIndex unit =
        recipe.add({.name = "the registrar runs", .action = recipe::Unit{unit_of(registrar_service)}, .needs = needs});
    recipe.add({.name = "the registrar can be asked",
                .action = recipe::Probe{.check = fmt::format("while read -r _ _ _ _ _ port _; do\n"
                                                             "    [ \"$port\" != {0} ] || exit 0\n"
                                                             "done </proc/net/sctp/eps\n"
                                                             "echo 'nobody listens on port {0} of SCTP'\n"
                                                             "exit 1",
                                                             asap_port),
                                        .deadline = std::chrono::seconds(30),
                                        .unit = unit_of(registrar_service),
                                        .log = log_file("registrar")},
                .needs = {unit}});
    return recipe;
}

} // namespace edgepool::roles
