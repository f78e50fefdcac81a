// SPDX-License-Identifier: Apache-2.0
#include "cli/completion.h"

#include <array>
#include <ostream>
#include <string>
#include <string_view>

#include "cli/commands/commands.h"
#include "doc/write.h"

namespace edgepool::cli
{

namespace
{

constexpr std::array<std::string_view, 3> shells{"bash", "zsh", "fish"};

std::string script_for(std::string_view shell)
{
    if (shell == "bash")
    {
        return bash_completion();
    }
    return shell == "zsh" ? zsh_completion() : fish_completion();
}

Exit run_completion(const Arguments& arguments, Console& console)
{
    const std::string& shell = arguments.operands().front();
    const std::string script = script_for(shell);
    if (arguments.has("json"))
    {
        console.out << to_json(doc::Object{{"shell", shell}, {"script", script}});
    }
    else
    {
        console.out << script;
    }
    return Exit::done;
}

} // namespace

constexpr Command completion_command{
    .name = "completion",
    .synopsis = "print the completion script of a shell",
    .operands = {.name = "SHELL", .least = 1, .most = 1, .completes = Completes::choices, .choices = shells},
    .run = run_completion};

} // namespace edgepool::cli
