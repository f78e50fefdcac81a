// SPDX-License-Identifier: Apache-2.0
#include "cli/parse.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <boost/program_options/errors.hpp>
#include <boost/program_options/options_description.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/positional_options.hpp>
#include <boost/program_options/value_semantic.hpp>

#include "base/rule.h"
#include "base/suggest.h"

namespace edgepool::cli
{

namespace
{

namespace options = boost::program_options;

constexpr Rule unknown_option{"usage.unknown-option", "unknown option"};
constexpr Rule value_needed{"usage.value-needed", "option without its value"};
constexpr Rule value_unwanted{"usage.value-unwanted", "switch with a value"};
constexpr Rule given_twice{"usage.given-twice", "option given twice"};
constexpr Rule unknown_choice{"usage.unknown-value", "unknown value"};
constexpr Rule bad_operands{"usage.operands", "wrong number of arguments"};
constexpr Rule bad_command_line{"usage.command-line", "command line not understood"};

std::string quoted(std::string_view text)
{
    return "'" + std::string(text) + "'";
}

options::options_description described(const Command& command)
{
    options::options_description description;
    for (const Option& option : all_options(command))
    {
        const std::string name =
            std::string(option.name) + (option.letter != '\0' ? std::string(",") + option.letter : "");
        if (option.takes_value())
        {
            description.add_options()(name.c_str(), options::value<std::string>());
        }
        else
        {
            description.add_options()(name.c_str(), "");
        }
    }
    return description;
}

options::parsed_options split(const options::options_description& description, std::span<const std::string> words)
{
    namespace style = options::command_line_style;
    constexpr int no_guessing = style::unix_style & ~style::allow_guessing;
    options::positional_options_description everything;
    everything.add("operand", -1);
    options::options_description all;
    all.add(description);
    all.add_options()("operand", options::value<std::vector<std::string>>());
    return options::command_line_parser(std::vector<std::string>(words.begin(), words.end()))
        .options(all)
        .positional(everything)
        .style(no_guessing)
        .run();
}

std::string see(const Command& command)
{
    return "see 'edgepool help " + std::string(command.name) + "'";
}

Diagnostic unknown(const Command& command, const std::string& written)
{
    std::vector<std::string> names;
    for (const Option& option : all_options(command))
    {
        names.push_back("--" + std::string(option.name));
    }
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    const auto meant = did_you_mean(written, candidates);
    return found(unknown_option, {}, quoted(written) + " is no option of 'edgepool " + std::string(command.name) + "'",
                 meant ? "did you mean " + quoted(*meant) + "?" : see(command));
}

Diagnostic translated(const Command& command, const options::error& error)
{
    if (const auto* const fault = dynamic_cast<const options::unknown_option*>(&error))
    {
        return unknown(command, fault->get_option_name());
    }
    if (const auto* const fault = dynamic_cast<const options::invalid_command_line_syntax*>(&error))
    {
        const bool has_value = fault->kind() == options::invalid_syntax::extra_parameter ||
                               fault->kind() == options::invalid_syntax::empty_adjacent_parameter;
        return found(has_value ? value_unwanted : value_needed, {},
                     quoted(fault->get_option_name()) + (has_value ? " takes no value" : " needs a value"),
                     see(command));
    }
    return found(bad_command_line, {}, error.what(), see(command));
}

void judge_choice(const Option& option, std::string_view value, Diagnostics& diagnostics)
{
    if (!option.choices.empty() && std::ranges::find(option.choices, value) == option.choices.end())
    {
        diagnostics.add(found(unknown_choice, {}, "'--" + std::string(option.name) + "' cannot be " + quoted(value),
                              suggestion(value, option.choices)));
    }
}

void judge_operands(const Command& command, const std::vector<std::string>& given, Diagnostics& diagnostics)
{
    const Operands& operands = command.operands;
    if (given.size() > operands.most)
    {
        diagnostics.add(
            found(bad_operands, {},
                  quoted(given[operands.most]) + " is more than 'edgepool " + std::string(command.name) + "' takes",
                  (command.rest.name.empty() ? "usage: " : "what is to be run there comes behind '--': ") +
                      usage_line(command)));
    }
    else if (given.size() < operands.least)
    {
        diagnostics.add(found(bad_operands, {},
                              "'edgepool " + std::string(command.name) + "' needs a " + std::string(operands.name),
                              "usage: " + usage_line(command)));
    }
    for (const std::string& each : given)
    {
        if (operands.completes == Completes::choices &&
            std::ranges::find(operands.choices, each) == operands.choices.end())
        {
            diagnostics.add(found(unknown_choice, {}, std::string(operands.name) + " cannot be " + quoted(each),
                                  suggestion(each, operands.choices)));
        }
    }
}

void judge_rest(const Command& command, const std::vector<std::string>& given, Diagnostics& diagnostics)
{
    if (given.size() < command.rest.least && !diagnostics.has_errors())
    {
        diagnostics.add(found(bad_operands, {},
                              "'edgepool " + std::string(command.name) + "' needs a " + std::string(command.rest.name) +
                                  " behind '--'",
                              "usage: " + usage_line(command)));
    }
}

Option option_named(const Command& command, std::string_view name)
{
    const auto options = all_options(command);
    return *std::ranges::find(options, name, &Option::name);
}

Arguments collected(const Command& command, const options::parsed_options& parsed, Diagnostics& diagnostics)
{
    Arguments arguments;
    for (const auto& given : parsed.options)
    {
        if (given.position_key >= 0)
        {
            arguments.add_operand(given.value.front());
            continue;
        }
        const Option option = option_named(command, given.string_key);
        if (arguments.has(option.name) && option.occurs == Occurs::once)
        {
            diagnostics.add(found(given_twice, {}, "'--" + given.string_key + "'", "give it once"));
        }
        const std::string value = given.value.empty() ? "" : given.value.front();
        if (option.takes_value())
        {
            judge_choice(option, value, diagnostics);
        }
        arguments.add(given.string_key, value);
    }
    return arguments;
}

} // namespace

std::optional<Arguments> parse(const Command& command, std::span<const std::string> words, Diagnostics& diagnostics)
{
    const options::options_description description = described(command);
    const auto dashes = command.rest.name.empty() ? words.end() : std::ranges::find(words, "--");
    try
    {
        Arguments arguments = collected(command, split(description, {words.begin(), dashes}), diagnostics);
        arguments.set_rest({dashes == words.end() ? dashes : dashes + 1, words.end()});
        if (!arguments.has("help"))
        {
            judge_operands(command, arguments.operands(), diagnostics);
            judge_rest(command, arguments.rest(), diagnostics);
        }
        return diagnostics.has_errors() ? std::nullopt : std::optional(arguments);
    }
    catch (const options::error& error)
    {
        diagnostics.add(translated(command, error));
        return std::nullopt;
    }
}

} // namespace edgepool::cli
