// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "descriptor/descriptor.h"
#include "descriptor/references.h"

namespace edgepool::descriptor
{

/// What the rules of one descriptor work with.
struct Judging
{
    const Descriptor& descriptor;
    References& references;
    const Reporter& report;
};

/// What a VNFD must keep beyond the information model. Each function is one subject; together they are all.
void check_identity(const Judging& judging);       ///< id, flavours, management point
void check_interfaces(const Judging& judging);     ///< connection points and what they make of machines
void check_links(const Judging& judging);          ///< internal virtual links and their profiles
void check_resources(const Judging& judging);      ///< storage, images, monitoring parameters, helm charts
void check_levels(const Judging& judging);         ///< how many instances of which VDU
void check_scaling(const Judging& judging);        ///< scaling aspects
void check_configurations(const Judging& judging); ///< day-1 and day-2 primitives

void check_nsd(const Judging& judging);

/// Of VNFD and NSD alike.
void check_link_names(const Judging& judging, std::string_view list, const Rule& rule);
void check_dhcp(const Judging& judging, const doc::Node& flavour, const Rule& rule);
void check_parameters(const Judging& judging, const doc::Node& configuration, const Rule& rule);

} // namespace edgepool::descriptor
