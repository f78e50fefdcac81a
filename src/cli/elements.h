// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/interrupt.h"
#include "cli/scaling.h"
#include "cli/sites.h"
#include "model/testbed.h"
#include "plan/plan.h"
#include "plan/wanted.h"

namespace edgepool::cli
{

/// The groups of elements of a testbed that is up, as they were when this was made.
class Elements
{
public:
    /// All have to outlive this. Throws Error if nothing of the testbed is there.
    Elements(const model::Testbed& testbed, TestbedSites& sites, const Interrupt& interrupt);

    const std::vector<plan::Observed>& found() const { return found_; }
    plan::GroupNumbers numbers() const { return sites_.numbers(found_, interrupt_.token()); }
    const model::ElementGroup& group(std::string_view name) const;

    /// Each element's own machine is asked how many sessions it serves.
    std::vector<Candidate> candidates(const std::string& group, const plan::Numbers& numbers) const;

    /// Numbers that are free before or after, and those of machines that are to go, are no losses whenever a change is
    /// killed: said before it begins.
    void leave_gaps_meanwhile(const std::string& group, const plan::Numbers& after) const;
    /// Said when it has come to its end.
    void leave_gaps(const std::string& group, const plan::Numbers& after) const;

private:
    run::Group place_of(const std::string& name) const;

    const model::Testbed& testbed_;
    TestbedSites& sites_;
    const Interrupt& interrupt_;
    std::vector<plan::Observed> found_;
};

std::string element_name(const std::string& group, unsigned number);

/// Of the plan, what concerns those groups: what else the file wants is for 'up'.
plan::Plan only_of(plan::Plan plan, std::span<const std::string> groups);

/// Why machines go, by their names.
using Reasons = std::map<std::string, std::string>;

/// The same plan; it says these reasons.
plan::Plan with_reasons(plan::Plan plan, const Reasons& reasons);

/// Shows the plan, looks whether there is room for it, and carries it out.
Exit show_and_carry_out(const plan::Plan& plan, TestbedSites& sites, const Interrupt& interrupt,
                        const Arguments& arguments, Console& console);

} // namespace edgepool::cli
