// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/console.h"

/// Commands as data: the table that parsing, help, manual pages and shell completion all read.
namespace edgepool::cli
{

/// What a shell may offer for a value.
enum class Completes
{
    nothing,
    files,
    choices,
    machines, ///< of the testbed file
    groups,
    members, ///< machines, groups and "all"
};

enum class Occurs
{
    once,
    repeatedly,
};

struct Option
{
    std::string_view name{};
    char letter = '\0';
    std::string_view value{}; ///< what the value is called, "FILE"; empty: a switch
    std::string_view says{};
    std::span<const std::string_view> choices{};
    Occurs occurs = Occurs::once;

    bool takes_value() const { return !value.empty(); }
};

struct Operands
{
    std::string_view name{}; ///< "FILE"; empty: the command takes none
    std::size_t least = 0;
    std::size_t most = 0;
    Completes completes = Completes::nothing;
    std::span<const std::string_view> choices{}; ///< with Completes::choices, anything else is refused
};

/// The words behind "--", which are nothing of ours: a command to run elsewhere.
struct Rest
{
    std::string_view name{}; ///< "CMD"; empty: "--" only ends the options
    std::size_t least = 0;
};

/// A parsed command line.
class Arguments
{
public:
    bool has(std::string_view option) const { return options_.contains(option); }
    /// Of an option that occurs once.
    std::optional<std::string_view> value(std::string_view option) const;
    /// Of an option that occurs repeatedly.
    std::vector<std::string> values(std::string_view option) const;
    const std::vector<std::string>& operands() const { return operands_; }
    /// Of a command that has Rest: what stood behind "--".
    const std::vector<std::string>& rest() const { return rest_; }

    void add(std::string option, std::string value) { options_.emplace(std::move(option), std::move(value)); }
    void add_operand(std::string operand) { operands_.push_back(std::move(operand)); }
    void set_rest(std::vector<std::string> rest) { rest_ = std::move(rest); }

private:
    std::multimap<std::string, std::string, std::less<>> options_;
    std::vector<std::string> operands_;
    std::vector<std::string> rest_;
};

struct Command
{
    std::string_view name{};
    std::string_view synopsis{}; ///< one line, lower case, no full stop
    std::span<const Option> options{};
    Operands operands{};
    Rest rest{};
    Exit (*run)(const Arguments& arguments, Console& console) = nullptr;
};

/// All commands, in the order in which help lists them.
std::span<const Command> commands();
const Command* find_command(std::string_view name);
std::vector<std::string_view> command_names();

/// Options that every command has: --help, --json, --color.
std::span<const Option> common_options();
/// The command's own options, then the common ones.
std::vector<Option> all_options(const Command& command);

/// "edgepool show [-f FILE] [--json]"
std::string usage_line(const Command& command);

inline constexpr Option file_option{.name = "file",
                                    .letter = 'f',
                                    .value = "FILE",
                                    .says = "The testbed file; else $EDGEPOOL_TESTBED, else testbed.yaml here."};

} // namespace edgepool::cli
