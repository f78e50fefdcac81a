// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "doc/tree_builder.h"
#include "doc/yaml_faults.h"
#include "doc/yaml_tokens.h"

namespace edgepool::doc
{

/// Lets yaml-cpp read the text, and builds the tree from what it says and from the places of the tokens, in step with
/// each other. A text that the two understand differently is refused. nullopt: the tree is complete, or the builder has
/// reported why it is not.
std::optional<YamlFault> read_events(std::string_view text, const std::vector<Token>& tokens, TreeBuilder& builder);

} // namespace edgepool::doc
