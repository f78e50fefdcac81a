// SPDX-License-Identifier: Apache-2.0
#include "member/resolve.h"

#include <algorithm>

#include "base/error.h"
#include "member/rules.h"

namespace edgepool::member
{

Resolved resolve(Registrars& registrars, const std::string& handle, process::Deadline deadline)
{
    auto [message, registrar] = registrars.ask(asap::Resolution{.handle = handle, .items = asap::most_items}, deadline);
    auto* const answer = std::get_if<asap::ResolutionAnswer>(&message);
    if (answer == nullptr)
    {
        throw Error(found(rules::refused, {}, to_string(registrar) + " answers with another message than it was asked"),
                    Retry::may_help);
    }
    if (answer->cause && answer->cause->code != asap::unknown_pool)
    {
        throw Error(found(rules::refused, {}, to_string(registrar) + ": " + asap::to_string(*answer->cause)),
                    Retry::may_help);
    }
    return {.answer = std::move(*answer), .registrar = registrar};
}

bool names(const asap::ResolutionAnswer& answer, std::uint32_t identifier)
{
    return std::ranges::find(answer.elements, identifier, &asap::Element::identifier) != answer.elements.end();
}

} // namespace edgepool::member
