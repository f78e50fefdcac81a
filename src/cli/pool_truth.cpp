// SPDX-License-Identifier: Apache-2.0
#include "cli/pool_truth.h"

#include <algorithm>
#include <memory>

#include "base/diagnostics.h"
#include "base/source.h"
#include "cli/json_members.h"
#include "doc/read_json.h"
#include "roles/roles.h"

namespace edgepool::cli
{

namespace
{

const PoolRow* row_of(const std::vector<PoolRow>& rows, std::uint64_t identifier)
{
    const auto found = std::ranges::find_if(rows, [identifier](const PoolRow& row) {
        return row.role == handlespace::Role::element && row.identifier == identifier;
    });
    return found != rows.end() ? &*found : nullptr;
}

std::string registrar_name(const model::Testbed& testbed, const model::Layout& layout, std::uint64_t identifier)
{
    const auto found = std::ranges::find_if(layout.machines, [&](const model::Machine& machine) {
        return machine.role == model::Role::registrar && roles::identifier_of(testbed, machine) == identifier;
    });
    return found != layout.machines.end() ? found->name : identifier_text(identifier);
}

} // namespace

std::optional<PoolTruth> read_truth(std::string_view json)
{
    Diagnostics diagnostics;
    const auto value = doc::read_json(std::make_shared<const Source>("resolve", std::string(json)), diagnostics);
    const doc::Value* const members = value ? value->find("members") : nullptr;
    const auto* const list = members != nullptr ? std::get_if<doc::List>(&members->data()) : nullptr;
    if (list == nullptr)
    {
        return std::nullopt;
    }
    PoolTruth truth{.registrar = text_in(*value, "registrar")};
    for (const doc::Value& member : *list)
    {
        truth.elements.push_back({.identifier = identifier_in(member, "id"),
                                  .home = identifier_in(member, "home"),
                                  .load = number_in(member, "load")});
    }
    return truth;
}

std::vector<Difference> differences(const model::Testbed& testbed, const model::Layout& layout,
                                    const std::vector<PoolRow>& rows, const PoolTruth& truth)
{
    std::vector<Difference> found;
    for (const PoolRow& row : rows)
    {
        const bool is_registered =
            std::ranges::find(truth.elements, row.identifier, &RegisteredElement::identifier) != truth.elements.end();
        if (row.role == handlespace::Role::element && row.state == PoolState::alive && !is_registered)
        {
            found.push_back({row.identifier, row.machine, "runs, but the registrar does not name it: nobody uses it"});
        }
    }
    for (const RegisteredElement& element : truth.elements)
    {
        const PoolRow* const row = row_of(rows, element.identifier);
        if (row == nullptr || row->state != PoolState::alive)
        {
            const std::string how = row != nullptr ? " (" + std::string(to_string(row->state)) + ")" : "";
            found.push_back({element.identifier, row != nullptr ? row->machine : "",
                             "the registrar names it, but it does not report" + how});
            continue;
        }
        const std::string home = registrar_name(testbed, layout, element.home);
        // Who found its registrar in a list does not know whom it has.
        const bool knows = !row->registrar.empty() && row->registrar != "one of the list";
        if (element.home != 0 && knows && home != row->registrar)
        {
            found.push_back({element.identifier, row->machine,
                             "has an association with " + row->registrar + ", but " + home + " watches it"});
        }
    }
    return found;
}

} // namespace edgepool::cli
