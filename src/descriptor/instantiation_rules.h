// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "descriptor/instantiation_form.h"
#include "descriptor/instantiation_ns.h"

/// What instantiation parameters must keep beyond their form. Each function is one subject; together they are all.
namespace edgepool::descriptor
{

/// What contradicts itself, whatever the NSD says.
void check_exclusive(const InstantiationForm& form);
/// Members, links, VDUs, interfaces, connection points.
void check_instantiation_names(const InstantiationForm& form, const Ns& ns);
/// Addresses and subnets; without an NSD those of which the file itself says the subnet.
void check_instantiation_addresses(const InstantiationForm& form, const Ns* ns);
/// What primitives and cloud-init ask for, and what is given.
void check_instantiation_parameters(const InstantiationForm& form, const Ns& ns);

} // namespace edgepool::descriptor
