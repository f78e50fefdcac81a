// SPDX-License-Identifier: Apache-2.0
#include "member/registrars.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "base/error.h"
#include "member/rules.h"

namespace edgepool::member
{

template <typename Use>
auto Registrars::with_each(process::Deadline deadline, Use use)
{
    std::string reasons;
    for (std::size_t index = 0; index < endpoints_.size(); ++index)
    {
        try
        {
            auto result =
                use(Association::connect(endpoints_[index], std::min(deadline, process::in(patience_.connect)), stop_));
            std::rotate(endpoints_.begin(), endpoints_.begin() + static_cast<std::ptrdiff_t>(index),
                        endpoints_.begin() + static_cast<std::ptrdiff_t>(index) + 1);
            return result;
        }
        catch (const Error& error)
        {
            if (error.retry() == Retry::useless)
            {
                throw;
            }
            reasons += (reasons.empty() ? "" : "; ") + error.diagnostic().detail;
        }
    }
    throw Error(found(rules::no_registrar, {}, reasons, "does rspregistrar run there, and is its ASAP port given?"),
                Retry::may_help);
}

Registrars::Answer Registrars::ask(const asap::Message& question, process::Deadline deadline)
{
    return with_each(deadline, [&](Association association) {
        association.send(question);
        auto message = association.receive(std::min(deadline, process::in(patience_.answer)), stop_);
        if (!message)
        {
            throw Error(found(rules::no_registrar, {}, to_string(association.registrar()) + ": no answer in time"),
                        Retry::may_help);
        }
        return Answer{.message = std::move(*message), .registrar = association.registrar()};
    });
}

Association Registrars::connect(process::Deadline deadline)
{
    return with_each(deadline, [](Association association) { return association; });
}

} // namespace edgepool::member
