// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "local/folders.h"
#include "local/start.h"
#include "model/layout.h"
#include "model/testbed.h"

namespace edgepool::local
{

/// What every machine of a testbed is to be when it is started on this computer: its cards, addresses and files. Groups
/// count at their largest, so that scaling changes nothing of the others.
class Places
{
public:
    explicit Places(const model::Testbed& testbed);

    /// Throws Error if the testbed has no such machine.
    Shape shape_of(const std::string& machine, bool kvm) const;
    /// Makes the user's key if there is none yet.
    MachineSpec spec_of(const std::string& machine, bool kvm, const Folders& folders) const;

private:
    struct Place
    {
        model::Machine machine{};
        std::uint32_t number = 0;
    };

    const Place& of(const std::string& machine) const;
    std::vector<seed::Card> cards_of(const Place& place) const;
    std::string hosts_file() const;

    model::Testbed testbed_;
    std::map<std::string, Place, std::less<>> places_{}; ///< by the machine's name
};

} // namespace edgepool::local
