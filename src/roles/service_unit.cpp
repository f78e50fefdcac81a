// SPDX-License-Identifier: Apache-2.0
#include "roles/service_unit.h"

#include <fmt/format.h>

namespace edgepool::roles
{

std::string unit_word(const std::string& text)
{
    constexpr const char* plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:@=,+";
    std::string inside;
    for (const char c : text)
    {
        if (c == '%' || c == '$')
        {
            inside += c; // twice: neither a specifier nor a variable
        }
        else if (c == '"' || c == '\\')
        {
            inside += '\\';
        }
        inside += c;
    }
    const bool is_plain = !text.empty() && text.find_first_not_of(plain) == std::string::npos;
    return is_plain ? text : "\"" + inside + "\"";
}

std::string text_of(const ServiceUnit& unit)
{
    std::string command;
    for (const std::string& word : unit.command)
    {
        command += (command.empty() ? "" : " \\\n    ") + unit_word(word);
    }
    // Always restarted: a pool element that finds no usable address ends as if all were well. Stopping takes as long as
    // a registrar is looked for.
    return fmt::format("[Unit]\n"
                       "Description={}\n"
                       "Wants=network-online.target\n"
                       "After=network-online.target\n"
                       "StartLimitIntervalSec=0\n"
                       "\n"
                       "[Service]\n"
                       "User={}\n"
                       "NoNewPrivileges=yes\n"
                       "LogsDirectory=edgepool\n"
                       "StateDirectory=edgepool-member\n"
                       "WorkingDirectory=/var/lib/edgepool-member\n"
                       "ExecStart={}\n"
                       "Restart=always\n"
                       "RestartSec=1\n"
                       "TimeoutStopSec=60\n"
                       "TasksMax=infinity\n"
                       "{}",
                       unit.description, service_user, command,
                       unit.at_boot ? "\n[Install]\nWantedBy=multi-user.target\n" : "");
}

} // namespace edgepool::roles
