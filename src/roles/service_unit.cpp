// SPDX-License-Identifier: Apache-2.0
#include "roles/service_unit.h"

#include <fmt/format.h>

#include "base/shell_word.h"

namespace edgepool::roles
{

std::string unit_of(const ServiceUnit& service)
{
    return fmt::format("edgepool-{}.service", service.name);
}

std::string unit_file_of(const ServiceUnit& service)
{
    return "/etc/systemd/system/" + unit_of(service);
}

std::string command_file_of(const ServiceUnit& service)
{
    return fmt::format("/etc/edgepool/{}", service.name);
}

std::string text_of(const ServiceUnit& service)
{
    // Always restarted: a pool element that finds no usable address ends as if all were well. Stopping takes as long as
    // a registrar is looked for.
    return fmt::format("[Unit]\n"
                       "Description=RSerPool {0}\n"
                       "Wants=network-online.target\n"
                       "After=network-online.target\n"
                       "StartLimitIntervalSec=0\n"
                       "ConditionPathExists={1}\n"
                       "\n"
                       "[Service]\n"
                       "User={2}\n"
                       "NoNewPrivileges=yes\n"
                       "LogsDirectory=edgepool\n"
                       "StateDirectory=edgepool-member\n"
                       "WorkingDirectory=/var/lib/edgepool-member\n"
                       "SyslogIdentifier=edgepool-{0}\n"
                       "ExecStart=/bin/sh {1}\n"
                       "Restart=always\n"
                       "RestartSec=1\n"
                       "TimeoutStopSec=60\n"
                       "TasksMax=infinity\n"
                       "{3}",
                       service.name, command_file_of(service), service_user,
                       service.at_boot ? "\n[Install]\nWantedBy=multi-user.target\n" : "");
}

std::string command_text(const std::vector<std::string>& words)
{
    std::string text = "#!/bin/sh\nexec";
    std::string between = " ";
    for (const std::string& word : words)
    {
        text += between + shell_word(word);
        between = " \\\n    ";
    }
    return text + "\n";
}

} // namespace edgepool::roles
