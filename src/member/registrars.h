// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <vector>

#include "asap/message.h"
#include "member/association.h"
#include "member/endpoint.h"
#include "process/wait.h"

namespace edgepool::member
{

/// How long one registrar may take before the next one is asked.
struct Patience
{
    process::Clock::duration connect = std::chrono::seconds(4);
    process::Clock::duration answer = std::chrono::seconds(3);
};

/// The registrars of a testbed, which all know the same. They are asked in turn, the one that answered last first.
class Registrars
{
public:
    Registrars(std::vector<Endpoint> endpoints, const process::StopSignal& stop, Patience patience = {})
        : endpoints_(std::move(endpoints)), stop_(stop), patience_(patience)
    {
    }

    struct Answer
    {
        asap::Message message{};
        Endpoint registrar{};
    };

    /// The first answer that comes. Throws Error if no registrar gives one before the deadline.
    Answer ask(const asap::Message& question, process::Deadline deadline);
    /// An association with the first registrar that takes one.
    Association connect(process::Deadline deadline);

private:
    template <typename Use>
    auto with_each(process::Deadline deadline, Use use);

    std::vector<Endpoint> endpoints_;
    const process::StopSignal& stop_;
    Patience patience_;
};

} // namespace edgepool::member
