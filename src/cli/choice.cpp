// SPDX-License-Identifier: Apache-2.0
#include "cli/choice.h"

#include <algorithm>
#include <charconv>

#include "base/rule.h"
#include "cli/input.h"
#include "cli/sites.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule none_there{"machine.none-running", "no machine is running"};
constexpr Rule bad_number{"usage.unknown-value", "unknown value"};

/// What is said when nothing that was meant can be reached.
Diagnostic nobody(const Choice& choice, std::string_view word)
{
    return choice.machines.size() == 1
               ? not_running(choice.machines.front().name)
               : found(none_there, {},
                       "none of the " + std::to_string(choice.machines.size()) + " machines of '" + std::string(word) +
                           "' in testbed '" + choice.testbed + "' is up and ready",
                       "'edgepool up' makes them; 'edgepool status' shows them");
}

} // namespace

Choice choose(std::string_view word, const Arguments& arguments, Console& console, const std::stop_token& stop)
{
    const auto testbed = load_testbed(arguments, console);
    if (!testbed)
    {
        return {.exit = Exit::invalid};
    }
    TestbedSites sites(*testbed);
    Diagnostics diagnostics;
    const auto named = selected(machines_of(*testbed, sites.machines(), stop), word, diagnostics);
    console.say(diagnostics);
    if (!named)
    {
        return {.exit = Exit::usage};
    }
    Choice choice{.testbed = testbed->name,
                  .machines = reaches(*named, sites.machines()),
                  .is_one = named->size() == 1 && named->front().id.name == word};
    if (std::ranges::none_of(choice.machines, [](const NamedReach& machine) { return machine.reach.has_value(); }))
    {
        console.say(nobody(choice, word));
        return {.exit = Exit::failed};
    }
    return choice;
}

std::optional<std::int64_t> whole_number(std::string_view option, std::int64_t otherwise, const Arguments& arguments,
                                         Console& console)
{
    const auto text = arguments.value(option);
    if (!text)
    {
        return otherwise;
    }
    constexpr std::int64_t most = 1'000'000'000;
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (fault != std::errc() || end != text->data() + text->size() || number < 1 || number > most)
    {
        console.say(found(bad_number, {}, "'--" + std::string(option) + "' cannot be '" + std::string(*text) + "'",
                          "give a whole number from 1 on"));
        return std::nullopt;
    }
    return number;
}

std::optional<std::chrono::seconds> duration(std::string_view option, std::chrono::seconds otherwise,
                                             const Arguments& arguments, Console& console)
{
    const auto text = arguments.value(option);
    if (!text)
    {
        return otherwise;
    }
    constexpr unsigned most = 1'000'000;
    unsigned number = 0;
    const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), number);
    const std::string_view unit = text->substr(static_cast<std::size_t>(end - text->data()));
    const unsigned seconds = unit.empty() || unit == "s" ? 1 : unit == "m" ? 60 : unit == "h" ? 3600 : 0;
    if (fault != std::errc() || seconds == 0 || number > most)
    {
        console.say(found(bad_number, {}, "'--" + std::string(option) + "' cannot be '" + std::string(*text) + "'",
                          "give a time like 30s or 5m"));
        return std::nullopt;
    }
    return std::chrono::seconds(number) * seconds;
}

std::vector<std::string> words_to_run(const std::vector<std::string>& given)
{
    return given.size() == 1 ? std::vector<std::string>{"sh", "-c", given.front()} : given;
}

} // namespace edgepool::cli
