// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "drawing/states.h"
#include "model/layout.h"
#include "model/testbed.h"

/// The testbed's topology as a picture: sites, machines, networks, the mobile core, the pool. The three tell the same.
/// With states, each card also says how its machines are, in words and by a colour.
namespace edgepool::drawing
{

/// A picture that stands alone: no scripts, nothing fetched, right on light and dark pages.
std::string topology_svg(const model::Testbed& testbed, const model::Layout& layout, const States& states = {});
/// For `dot`.
std::string topology_graphviz(const model::Testbed& testbed, const model::Layout& layout, const States& states = {});
/// For Markdown pages on GitHub and GitLab. GitHub draws pictures of up to 500 lines between nodes.
std::string topology_mermaid(const model::Testbed& testbed, const model::Layout& layout, const States& states = {});

} // namespace edgepool::drawing
