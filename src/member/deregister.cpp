// SPDX-License-Identifier: Apache-2.0
#include "member/deregister.h"

#include "base/error.h"
#include "member/rules.h"

namespace edgepool::member
{

Deregistered deregister(Registrars& registrars, const std::string& handle, std::uint32_t identifier,
                        process::Deadline deadline)
{
    const auto [message, registrar] =
        registrars.ask(asap::Deregistration{.handle = handle, .identifier = identifier}, deadline);
    const auto* const answer = std::get_if<asap::DeregistrationAnswer>(&message);
    const bool is_unknown = answer != nullptr && answer->cause && answer->cause->code == asap::unknown_pool;
    if (answer == nullptr || (answer->cause && !is_unknown))
    {
        const std::string why = answer == nullptr ? "another message than it was asked for" : to_string(*answer->cause);
        throw Error(found(rules::refused, {}, to_string(registrar) + ": " + why), Retry::may_help);
    }
    return {.was_member = !is_unknown, .registrar = registrar};
}

} // namespace edgepool::member
