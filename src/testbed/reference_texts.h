// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "model/pool.h"

/// What the reference says beside the table.
namespace edgepool::testbed
{

extern const std::string_view title;
extern const std::string_view intro;
extern const std::string_view minimal_example;
extern const std::string_view how_to_read;
extern const std::string_view networks_intro;
extern const std::string_view policies_intro;
extern const std::string_view policies_outro;
extern const std::string_view services_intro;
extern const std::string_view values_intro;
extern const std::string_view secrets_text;
extern const std::string_view layout_intro;

std::string limits_text();

/// How a registrar chooses by it, and when that is what one wants.
std::string_view says_of(model::Policy policy);
std::string_view says_of(model::Service service);

} // namespace edgepool::testbed
