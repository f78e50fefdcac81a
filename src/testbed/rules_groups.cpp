// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "model/layout.h"
#include "testbed/rules.h"

namespace edgepool::testbed
{

namespace
{

constexpr Rule duplicate_name{"group.duplicate-name", "two groups of one name"};
constexpr Rule reserved_name{"group.reserved-name", "reserved name"};
constexpr Rule machines_name{"group.name-of-a-machine", "group named like a machine"};
constexpr Rule bounds{"group.bounds", "bounds that contradict each other"};
constexpr Rule no_epc{"group.no-epc", "nothing to attach to"};
constexpr Rule key_not_with_epc{"group.key-not-with-epc", "key of directly attached users"};

/// The names of groups, with the highest number that a machine of the group may have.
struct Named
{
    SourceRange where{};
    std::uint64_t machines = 0;
};

using Names = std::map<std::string_view, Named>;

void check_name(const Case& look, const Form& form, std::uint64_t machines, Names& seen)
{
    if (!form.given("name"))
    {
        return;
    }
    const std::string_view name = *form.text("name");
    const SourceRange where = form.where("name");
    const auto [earlier, is_new] = seen.emplace(name, Named{.where = where, .machines = machines});
    if (model::is_reserved_group_name(name))
    {
        look.diagnostics.add(
            found(reserved_name, where,
                  quoted(name) + " is the name of machines that edgepool makes, or of a selection of them",
                  "choose another name, such as " + quoted("my-" + std::string(name))));
    }
    else if (!is_new)
    {
        report_twice(look,
                     found(duplicate_name, where, "there is a group " + quoted(name) + " already",
                           "give one of them another name"),
                     earlier->second.where);
    }
}

/// "mec-2": what stands before the number, and the number.
std::optional<std::pair<std::string_view, std::uint64_t>> split_machine_name(std::string_view name)
{
    const std::size_t dash = name.rfind('-');
    const std::string_view digits = dash == std::string_view::npos ? std::string_view{} : name.substr(dash + 1);
    std::uint64_t number = 0;
    const auto [rest, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool whole =
        !digits.empty() && digits.front() != '0' && fault == std::errc{} && rest == digits.data() + digits.size();
    return whole ? std::optional(std::pair(name.substr(0, dash), number)) : std::nullopt;
}

/// Instead of a number: "a", "b".
char letter(std::uint64_t number)
{
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
    return letters[(number - 1) % letters.size()];
}

/// Machines and groups are selected by the same names.
void check_against_machines(const Case& look, const Names& groups)
{
    for (const auto& [name, group] : groups)
    {
        const auto split = split_machine_name(name);
        const auto owner = split ? groups.find(split->first) : groups.end();
        const bool is_registrar =
            split && split->first == model::registrar_group && split->second <= look.testbed.registrars.size();
        const bool is_machine = owner != groups.end() && split->second <= owner->second.machines;
        if (is_registrar || is_machine)
        {
            const std::string another = std::string(split->first) + "-" + letter(split->second);
            look.diagnostics.add(found(machines_name, group.where,
                                       quoted(name) + " is the name of a machine of the group " + quoted(split->first),
                                       "choose another name, such as " + quoted(another)));
        }
    }
}

void check_names(const Case& look)
{
    Names names;
    const auto elements = look.root.objects("elements");
    for (std::size_t i = 0; i < elements.size(); ++i)
    {
        check_name(look, elements[i], look.testbed.elements[i].max, names);
    }
    const auto users = look.root.objects("users");
    for (std::size_t i = 0; i < users.size(); ++i)
    {
        check_name(look, users[i], look.testbed.users[i].count, names);
    }
    check_against_machines(look, names);
}

std::string range(unsigned least, unsigned most)
{
    return least == most ? std::to_string(least) : std::to_string(least) + " to " + std::to_string(most);
}

void check_bounds(const Case& look, const Form& form, const model::ElementGroup& group)
{
    if (form.faulty("initial") || form.faulty("min") || form.faulty("max"))
    {
        return;
    }
    const auto say = [&](std::string_view key, const std::string& detail, const std::string& hint) {
        look.diagnostics.add(found(bounds, form.where(key), detail, hint));
    };
    const std::string initial = std::to_string(group.initial);
    const std::string min = std::to_string(group.min);
    const std::string max = std::to_string(group.max);
    const bool has_max = form.given("max");
    if (group.min > group.max && has_max)
    {
        // Without 'min' it is 1, so that 'max' is 0.
        say("max", "'max' is " + max + ", less than 'min', " + min,
            form.given("min") ? "raise 'max', or lower 'min'" : "raise 'max', or add 'initial: 0'");
    }
    else if (group.min > group.max)
    {
        const bool has_initial = form.given("initial");
        say("min", "'min' is " + min + ", and the group has " + initial,
            (has_initial ? "raise 'initial' to " + min : "add 'initial: " + min + "'") + ", or lower 'min'");
    }
    else if (group.initial < group.min)
    {
        const bool has_initial = form.given("initial");
        say(has_initial ? "initial" : "min", "'initial' is " + initial + ", less than 'min', " + min,
            (has_initial ? "give " + range(group.min, group.max) : "add 'initial: " + min + "'") + ", or lower 'min'");
    }
    else if (group.initial > group.max)
    {
        say(form.given("initial") ? "initial" : "max", "'initial' is " + initial + ", more than 'max', " + max,
            form.given("initial") ? "give " + range(group.min, group.max) + ", or raise 'max'"
                                  : "add 'initial: 0', or raise 'max'");
    }
}

void check_attachment(const Case& look, const Form& form, const model::UserGroup& users)
{
    if (users.attach != model::Attachment::epc || look.root.faulty("epc"))
    {
        return;
    }
    if (!look.has_epc())
    {
        look.diagnostics.add(found(no_epc, form.where("attach"), "the testbed has no EPC",
                                   "add 'epc:' with a core other than none, or write 'attach: direct'"));
        return;
    }
    for (const std::string_view key : {"network", "first-address"})
    {
        if (form.written(key))
        {
            report_misplaced(look, key_not_with_epc, form, key,
                             "attached through the EPC, users get their addresses from it", "remove " + quoted(key));
        }
    }
}

} // namespace

void check_groups(const Case& look)
{
    check_names(look);
    const auto elements = look.root.objects("elements");
    for (std::size_t i = 0; i < elements.size(); ++i)
    {
        check_bounds(look, elements[i], look.testbed.elements[i]);
    }
    const auto users = look.root.objects("users");
    for (std::size_t i = 0; i < users.size(); ++i)
    {
        check_attachment(look, users[i], look.testbed.users[i]);
    }
}

} // namespace edgepool::testbed
