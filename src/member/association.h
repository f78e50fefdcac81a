// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "asap/message.h"
#include "member/endpoint.h"
#include "process/descriptor.h"
#include "process/wait.h"

namespace edgepool::member
{

/// An SCTP association with a registrar. Whoever breaks it or does not keep to ASAP is an Error that trying again, or
/// with another registrar, may help.
class Association
{
public:
    static Association connect(const Endpoint& registrar, process::Deadline deadline, const process::StopSignal& stop);

    const Endpoint& registrar() const { return registrar_; }
    void send(const asap::Message& message);
    /// Nullopt: nothing came in time.
    std::optional<asap::Message> receive(process::Deadline deadline, const process::StopSignal& stop);

private:
    Association(Endpoint registrar, process::Descriptor socket)
        : registrar_(std::move(registrar)), socket_(std::move(socket))
    {
    }

    std::optional<asap::Octets> receive_octets(process::Deadline deadline, const process::StopSignal& stop);
    /// False: nothing came in time.
    bool wait(process::Deadline deadline, const process::StopSignal& stop) const;
    [[noreturn]] void broken(const std::string& why) const;

    Endpoint registrar_;
    process::Descriptor socket_;
};

} // namespace edgepool::member
