// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "model/testbed.h"
#include "run/site.h"

namespace edgepool::hosts
{

/// Machines that somebody else made. They are there, so there is nothing to make or to remove; what was made of a
/// machine is asked of the machine itself.
class HostsSite final : public run::Site
{
public:
    /// Of all sites of the testbed that have hosts. `user`: who logs in where the file does not say.
    HostsSite(const model::Testbed& testbed, const std::string& user);

    /// Asks nobody: the file says which machines there are.
    std::vector<plan::Observed> observe(const std::stop_token& stop) override;
    run::Job job(const plan::Action& action, plan::TaskKind kind) override;
    std::optional<run::Reach> reach(const plan::Id& machine) override;
    std::string recall(const plan::Id& machine, const std::stop_token& stop) override;
    std::vector<run::Memory> recall_all(std::span<const plan::Id> machines, const std::stop_token& stop) override;

private:
    run::Memory ask(const plan::Id& machine, const std::stop_token& stop) const;

    std::vector<plan::Id> machines_;
    std::map<plan::Id, run::Reach> reaches_; ///< also of machines that groups may grow to
};

/// The name of who runs this program.
std::string own_user_name();

} // namespace edgepool::hosts
