// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "roles/roles.h"

namespace edgepool::roles
{

/// One member, and what all recipes ask of the testbed.
struct Membership
{
    const model::Testbed& testbed;
    const model::Machine& machine;
    const Options& options;
    std::string address{};
    std::string identifier{};              ///< "0x10002"
    std::vector<std::string> registrars{}; ///< "ADDRESS:PORT" of all
    std::vector<std::string> others{};     ///< addresses of the registrars but for this machine

    bool is_fast() const { return testbed.pool.failover == model::Failover::fast; }
};

recipe::Recipe registrar_recipe(const Membership& member);
recipe::Recipe element_recipe(const Membership& member);
recipe::Recipe user_recipe(const Membership& member);

} // namespace edgepool::roles
