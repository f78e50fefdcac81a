// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "base/rule.h"
#include "model/layout.h"
#include "testbed/rules.h"

namespace edgepool::testbed
{

namespace
{

constexpr Rule duplicate_name{"group.duplicate-name", "two groups of one name"};
constexpr Rule reserved_name{"group.reserved-name", "reserved name"};
constexpr Rule bounds{"group.bounds", "bounds that contradict each other"};
constexpr Rule no_epc{"group.no-epc", "nothing to attach to"};
constexpr Rule key_not_with_epc{"group.key-not-with-epc", "key of directly attached users"};

void check_names(const Case& look)
{
    std::map<std::string_view, SourceRange> seen;
    for (const std::string_view list : {"elements", "users"})
    {
        for (const Form& form : look.root.objects(list))
        {
            if (!form.given("name"))
            {
                continue;
            }
            const std::string_view name = *form.text("name");
            const auto [earlier, is_new] = seen.emplace(name, form.where("name"));
            if (model::is_reserved_group_name(name))
            {
                look.diagnostics.add(found(reserved_name, form.where("name"), quoted(name) + " is the name of machines that edgepool makes, or of a selection of them",
                                           "choose another name, such as " + quoted("my-" + std::string(name))));
            }
            else if (!is_new)
            {
                Diagnostic diagnostic = found(duplicate_name, form.where("name"), "there is a group " + quoted(name) + " already", "give one of them another name");
                diagnostic.related.push_back({.text = "first given here", .where = earlier->second});
                look.diagnostics.add(std::move(diagnostic));
            }
        }
    }
}

void check_bounds(const Case& look, const Form& form, const model::ElementGroup& group)
{
    if (form.faulty("initial") || form.faulty("min") || form.faulty("max"))
    {
        return;
    }
    const auto say = [&](std::string_view key, const std::string& detail, const std::string& hint) {
        const std::string_view shown = form.given(key) ? key : "initial";
        look.diagnostics.add(found(bounds, form.where(shown), detail, hint));
    };
    if (group.min > group.max)
    {
        say(form.given("max") ? "max" : "min", "'min' is " + std::to_string(group.min) + ", 'max' is " + std::to_string(group.max),
            form.given("max") ? "raise 'max', or lower 'min'" : "without 'max' it is as 'initial': give 'max', or lower 'min'");
    }
    else if (group.initial < group.min)
    {
        say("initial", "'initial' is " + std::to_string(group.initial) + ", less than 'min', " + std::to_string(group.min), "give " + std::to_string(group.min) + " to " + std::to_string(group.max));
    }
    else if (group.initial > group.max)
    {
        say(form.given("initial") ? "initial" : "max", "'initial' is " + std::to_string(group.initial) + ", more than 'max', " + std::to_string(group.max),
            form.given("initial") ? "give " + std::to_string(group.min) + " to " + std::to_string(group.max) : "add 'initial: 0', or raise 'max'");
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
        look.diagnostics.add(found(no_epc, form.where("attach"), "the testbed has no EPC", "add 'epc:' with a core other than none, or write 'attach: direct'"));
    }
    for (const std::string_view key : {"network", "first-address"})
    {
        if (form.given(key))
        {
            look.diagnostics.add(found(key_not_with_epc, form.where_key(key), "attached through the EPC, users get their addresses from it", "remove " + quoted(key)));
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
