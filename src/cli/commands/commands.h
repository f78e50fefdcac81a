// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"

/// One row each; the texts of their help pages are docs/commands/NAME.md.
namespace edgepool::cli
{

extern const Command completion_command;
extern const Command configure_command;
extern const Command console_command;
extern const Command cp_command;
extern const Command down_command;
extern const Command explain_command;
extern const Command graph_command;
extern const Command help_command;
extern const Command image_command;
extern const Command init_command;
extern const Command list_command;
extern const Command logs_command;
extern const Command migrate_command;
extern const Command plan_command;
extern const Command pool_command;
extern const Command run_command;
extern const Command scale_command;
extern const Command show_command;
extern const Command spread_command;
extern const Command ssh_command;
extern const Command status_command;
extern const Command up_command;
extern const Command validate_command;
extern const Command version_command;

} // namespace edgepool::cli
