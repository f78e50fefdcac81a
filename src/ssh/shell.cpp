// SPDX-License-Identifier: Apache-2.0
#include "ssh/shell.h"

#include <algorithm>

namespace edgepool::ssh
{

std::string shell_command(std::span<const std::string> words)
{
    std::string line;
    for (const std::string& word : words)
    {
        line += (line.empty() ? "" : " ") + shell_word(word);
    }
    return line;
}

std::string ends_with_connection(std::string_view command)
{
    // sshd does not end what has no terminal. Whoever watches must hold neither input nor outputs, or they never end.
    constexpr std::string_view script = R"sh(exec 3<&0
setsid sh -c "$1" <&3 3<&- &
command=$!
exec 3<&-
(
    exec </dev/null >/dev/null 2>&1
    while [ -d "/proc/$PPID" ]; do sleep 1; done
    kill -s TERM -- "-$command"
    sleep 5
    kill -s KILL -- "-$command"
) &
watcher=$!
wait "$command"
status=$?
kill "$watcher"
exit "$status"
)sh";
    return "exec sh -c " + shell_word(script) + " edgepool " + shell_word(command);
}

} // namespace edgepool::ssh
