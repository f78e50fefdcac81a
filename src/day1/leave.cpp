// SPDX-License-Identifier: Apache-2.0
#include "day1/leave.h"

#include <optional>

#include "base/error.h"
#include "day1/connect.h"
#include "day1/lines.h"
#include "day1/rules.h"
#include "recipe/flat_json.h"
#include "roles/roles.h"
#include "ssh/shell.h"

namespace edgepool::day1
{

namespace
{

constexpr std::size_t longest_words = 2000;

std::string in_words(const std::string& sessions)
{
    return sessions == "0"   ? std::string("no session is left")
           : sessions == "1" ? std::string("1 session is left")
                             : sessions + " sessions are left";
}

} // namespace

void drain(ssh::Session& session, const std::string& machine, const std::string& command,
           const run::OnProgress& on_progress, const ssh::Patience& patience)
{
    bool is_over = false;
    std::string errors;
    Lines lines;
    const auto read = [&](std::string_view line) {
        const auto object = recipe::read_flat_json(line);
        const auto sessions = object ? object->find("sessions") : recipe::FlatObject::const_iterator{};
        if (object && sessions != object->end())
        {
            is_over = is_over || object->contains("drained");
            on_progress({.stage = in_words(sessions->second)});
        }
    };
    session.run(ssh::ends_with_connection(command),
                {.out = [&](std::string_view piece) { lines.add(piece, read); },
                 .err = [&](std::string_view piece) { errors += piece.substr(0, longest_words - errors.size()); }},
                patience);
    if (!is_over)
    {
        Diagnostic fault = found(rules::not_drained, {}, machine + " goes on serving",
                                 "when that is mended, run the same command again; '--drain 0' takes it away at once");
        fault.related.push_back({.text = errors});
        throw Error(std::move(fault), Retry::may_help);
    }
}

void end_service(ssh::Session& session, const std::string& machine, const std::string& user,
                 const ssh::Patience& patience)
{
    const ssh::Printed stopped = ssh::run_quietly(session, as_root(user) + roles::stop_command(), patience);
    if (stopped.ended.status != 0)
    {
        throw Error(found(rules::not_drained, {}, machine + ": the element cannot be stopped",
                          "'edgepool ssh " + machine + "' leads there; then run the same command again"));
    }
}

} // namespace edgepool::day1
