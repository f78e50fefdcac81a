// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "local/recipe.h"
#include "model/testbed.h"

namespace edgepool::local
{

/// What the testbed file adds to the image, with the files' contents. Throws Error if one of them cannot be read.
Additions additions_of(const model::Image& image);

/// For people, and to tell one from another: "iperf3, /etc/motd (1f0c2a7b)"; empty if there is nothing.
std::string to_string(const Additions& additions);

} // namespace edgepool::local
