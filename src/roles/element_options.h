// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/testbed.h"

namespace edgepool::roles
{

/// The service and its limits, as options of rspserver, which takes no notice of an option that it does not know.
std::vector<std::string> service_options(const model::ElementGroup& group);

/// "-policy=PriorityLeastUsed:0.1". The group gives what the policy takes: the testbed's rules ask for it.
std::string policy_option(model::Policy policy, const model::PolicyParameters& parameters);

} // namespace edgepool::roles
