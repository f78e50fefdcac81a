// SPDX-License-Identifier: Apache-2.0
#include "cli/asking.h"

#include <chrono>

#include "base/error.h"
#include "base/rule.h"
#include "day1/connect.h"
#include "roles/roles.h"
#include "ssh/shell.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule no_answer{"pool.no-answer", "no registrar says who is in the pool"};
constexpr auto time_to_answer = std::chrono::seconds(30);

std::string question(const std::string& handle, const std::vector<std::string>& registrars)
{
    std::vector<std::string> words{roles::member_program, "resolve", handle, "--json"};
    for (const std::string& registrar : registrars)
    {
        words.insert(words.end(), {"--registrar", registrar});
    }
    return ssh::shell_command(words);
}

} // namespace

PoolTruth ask_registrar(const std::vector<NamedReach>& machines, const std::string& handle,
                        const std::vector<std::string>& registrars, const std::stop_token& stop)
{
    std::string reasons;
    const auto add_reason = [&reasons](const std::string& machine, const std::string& why) {
        reasons += (reasons.empty() ? "" : "; ") + machine + ": " + why;
    };
    for (const NamedReach& machine : machines)
    {
        if (!machine.reach)
        {
            continue;
        }
        try
        {
            const ssh::Patience patience = ssh::patience_of(time_to_answer, stop);
            ssh::Session session = day1::connect(machine.name, *machine.reach, patience);
            const ssh::Printed printed = run_quietly(session, question(handle, registrars), patience);
            if (const auto truth = printed.ended.well() ? read_truth(printed.out) : std::nullopt)
            {
                return *truth;
            }
            add_reason(machine.name, printed.err.substr(0, printed.err.find('\n')));
        }
        catch (const Error& error)
        {
            if (stop.stop_requested())
            {
                throw;
            }
            add_reason(machine.name, error.diagnostic().summary);
        }
    }
    throw Error(found(no_answer, {}, reasons.empty() ? "no machine is running" : reasons,
                      "'edgepool run pr-1 -- systemctl status edgepool-registrar' tells of the first one"));
}

} // namespace edgepool::cli
