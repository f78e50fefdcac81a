// SPDX-License-Identifier: Apache-2.0
#include "cli/pool_rows.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "roles/roles.h"

namespace edgepool::cli
{

namespace
{

using handlespace::Component;
using handlespace::Life;
using handlespace::Name;

handlespace::Role role_of(const model::Machine& machine)
{
    return machine.role == model::Role::registrar ? handlespace::Role::registrar
           : machine.role == model::Role::element ? handlespace::Role::element
                                                  : handlespace::Role::user;
}

PoolState state_of(Life life)
{
    return life == Life::alive ? PoolState::alive : life == Life::stale ? PoolState::stale : PoolState::ended;
}

std::string parameters_of(const model::Testbed& testbed, const model::Machine& machine)
{
    if (machine.role != model::Role::element)
    {
        return {};
    }
    const model::PolicyParameters& given =
        std::ranges::find(testbed.elements, machine.group, &model::ElementGroup::name)->parameters;
    std::string text;
    const auto add = [&text](const auto& value) {
        if (value)
        {
            text += fmt::format("{}{}", text.empty() ? "" : " ", *value);
        }
    };
    add(given.weight);
    add(given.priority);
    add(given.degradation);
    add(given.delay_factor);
    return text;
}

/// Makes the rows of one testbed at one moment.
class Rows
{
public:
    Rows(const model::Testbed& testbed, const model::Layout& layout, const PoolSight& sight)
        : testbed_(testbed), layout_(layout), sight_(sight), sessions_(sessions_by_element(sight.components))
    {
    }

    std::vector<PoolRow> all() const
    {
        std::vector<PoolRow> rows;
        for (const model::Machine& machine : layout_.machines)
        {
            if (roles::has_recipe(machine))
            {
                add(machine, rows);
            }
        }
        return rows;
    }

private:
    void add(const model::Machine& machine, std::vector<PoolRow>& rows) const
    {
        bool is_there = false;
        std::vector<PoolRow> others;
        for (const Component& component : sight_.components)
        {
            if (component.source == machine.name)
            {
                const bool is_expected = component.name.role == role_of(machine);
                (is_expected ? rows : others).push_back(row_of(machine, component));
                is_there = is_there || is_expected;
            }
        }
        if (!is_there)
        {
            rows.push_back(row_without_report(machine));
        }
        rows.insert(rows.end(), others.begin(), others.end());
    }

    PoolRow row_without_report(const model::Machine& machine) const
    {
        const auto stream = sight_.streams.find(machine.name);
        const bool is_open = stream != sight_.streams.end() && stream->second.is_open;
        return {.machine = machine.name,
                .site = machine.site,
                .role = role_of(machine),
                .identifier = roles::identifier_of(testbed_, machine),
                .state = is_open ? PoolState::silent : PoolState::unreached,
                .parameters = parameters_of(testbed_, machine),
                .says = is_open || stream == sight_.streams.end() ? "" : stream->second.fault};
    }

    PoolRow row_of(const model::Machine& machine, const Component& component) const
    {
        using std::chrono::duration_cast;
        using std::chrono::seconds;
        const bool is_alive = component.life == Life::alive;
        return {.machine = machine.name,
                .site = machine.site,
                .role = component.name.role,
                .identifier = component.name.identifier,
                .state = state_of(component.life),
                .parameters = component.name.role == handlespace::Role::element ? parameters_of(testbed_, machine)
                                                                                : std::string(),
                .load = component.workload,
                .sessions = is_alive ? sessions_of(component) : std::nullopt,
                .up = is_alive ? std::optional(duration_cast<seconds>(sight_.now - component.started)) : std::nullopt,
                .restarts = component.restarts,
                .registrar = registrar_of(component),
                .says = component.status};
    }

    std::optional<unsigned> sessions_of(const Component& component) const
    {
        if (component.name.role == handlespace::Role::user)
        {
            return component.sessions();
        }
        const auto counted = sessions_.find(component.name);
        return component.name.role == handlespace::Role::registrar ? std::nullopt
               : counted != sessions_.end()                        ? std::optional(counted->second)
                                                                   : 0;
    }

    std::string registrar_of(const Component& component) const
    {
        const auto home = component.registrar();
        if (!home)
        {
            return {};
        }
        const auto machine = std::ranges::find_if(layout_.machines, [&](const model::Machine& each) {
            return each.role == model::Role::registrar && roles::identifier_of(testbed_, each) == home->identifier;
        });
        return machine != layout_.machines.end() ? machine->name
               : home->identifier == 0           ? "one of the list"
                                                 : identifier_text(home->identifier);
    }

    const model::Testbed& testbed_;
    const model::Layout& layout_;
    const PoolSight& sight_;
    std::map<Name, unsigned> sessions_;
};

} // namespace

std::string_view to_string(PoolState state)
{
    constexpr std::array<std::string_view, 5> words{"alive", "stale", "ended", "silent", "unreached"};
    return words.at(static_cast<std::size_t>(state));
}

std::string_view to_string(handlespace::Role role)
{
    constexpr std::array<std::string_view, 3> words{"registrar", "element", "user"};
    return words.at(static_cast<std::size_t>(role) - 1);
}

std::string identifier_text(std::uint64_t identifier)
{
    return fmt::format("{:#x}", identifier);
}

std::vector<PoolRow> pool_rows(const model::Testbed& testbed, const model::Layout& layout, const PoolSight& sight)
{
    return Rows(testbed, layout, sight).all();
}

} // namespace edgepool::cli
