// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/layout.h"
#include "model/testbed.h"

/// How pictures speak of the parts of a testbed. Nothing here is escaped, and texts of the file are as they are.
namespace edgepool::drawing
{

std::string joined(std::span<const std::string> parts, std::string_view between);
/// "1 machine", "2 machines"
std::string counted(std::size_t count, std::string_view noun);

/// "SPGW-U"; the role's plain name outside of the mobile core.
std::string_view function_name(model::Role role);

/// "OSM · simula-openstack"
std::string place_of(const model::Site& site);
/// "20ms ± 5ms · 50Mbit · 0.5% loss"; empty when nothing lies between.
std::string distance_of(const model::Distance& distance);
/// "oai · PLMN 24288 · internet 10.45.0.0/24"
std::string core_of(const model::Epc& epc);
/// "internet 10.45.0.0/24"
std::string access_points_of(const model::Epc& epc);
/// "fractal · degradation 0.1": the service, and what the pool's policy asks for.
std::string detail_of(const model::ElementGroup& group, model::Policy policy);
std::string detail_of(const model::UserGroup& group);

std::string about(const model::Site& site);
std::string about(const model::Network& network);
/// The machines' addresses, one machine a line; of many machines the first ones and the last.
std::string about(std::span<const model::Machine* const> machines);
std::string about(const model::ElementGroup& group, model::Policy policy);

} // namespace edgepool::drawing
