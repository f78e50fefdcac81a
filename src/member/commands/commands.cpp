// SPDX-License-Identifier: Apache-2.0
#include "member/commands/commands.h"

#include <array>

namespace edgepool::member
{

std::span<const Command> commands()
{
    static const std::array all{resolve_command(), deregister_command(), drain_command(), sessions_command(),
                                render_command(),  reference_command(),  serve_command(), collect_command()};
    return all;
}

} // namespace edgepool::member
