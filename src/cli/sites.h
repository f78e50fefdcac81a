// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "base/secret.h"
#include "day1/configured_site.h"
#include "day1/scripts.h"
#include "hosts/site.h"
#include "local/files.h"
#include "local/site.h"
#include "model/testbed.h"
#include "plan/plan.h"
#include "plan/wanted.h"
#include "run/sites.h"

namespace edgepool::cli
{

/// All places that a testbed's machines are at, as one.
class TestbedSites
{
public:
    /// Throws Error if the testbed has a site of a kind that nothing can be made at yet.
    explicit TestbedSites(const model::Testbed& testbed);

    run::Site& site() { return configured_; }
    /// The same without what machines become: nobody has to ask them.
    run::Site& machines() { return sites_; }
    day1::Scripts& scripts() { return scripts_; }
    local::LocalSite& local() { return *local_; }

    /// What `up` does: each group of elements keeps the machines that it has.
    plan::Plan plan_up(const std::stop_token& stop);
    /// Which machines each group of elements has, or gets, as these are there.
    plan::GroupNumbers numbers(std::span<const plan::Observed> found, const std::stop_token& stop);
    /// The testbed with the machines that its groups have now.
    model::Testbed as_it_is(const std::stop_token& stop);
    /// What makes the groups have those machines, and all else what the file says.
    plan::Plan plan_to(const plan::GroupNumbers& numbers, std::span<const plan::Observed> found) const;
    plan::Plan plan_down(const std::stop_token& stop);
    /// How long the sessions of an element that goes may take to end.
    void set_drain(std::chrono::seconds patience) { configured_.set_drain(patience); }
    /// After everything was removed.
    void tidy();

private:
    void add(const model::Site& site);
    std::optional<local::FirstWork> first_work(const std::string& machine);

    model::Testbed testbed_;
    std::unique_ptr<local::LocalSite> local_;
    hosts::HostsSite hosts_;
    run::Sites sites_;
    day1::Scripts scripts_;
    day1::ConfiguredSite configured_;
};

/// Of several edgepools that would change the same testbed, one goes on. Throws Error if it takes too long.
local::FileLock lock_testbed(const std::string& testbed, const std::stop_token& stop);

} // namespace edgepool::cli
