// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stop_token>

#include "local/image_store.h"
#include "local/progress.h"
#include "local/recipe.h"

namespace edgepool::local
{

/// What a build takes of the disk meanwhile.
inline constexpr std::uint64_t space_for_build = std::uint64_t{3} << 30U;

/// The image of the recipe: found, or built. Somebody else who builds the same one meanwhile is waited for. Whatever
/// happens on the way (no space, an unreachable mirror, a stop, the end of the process), there is either a complete
/// image or none. Throws Error.
Image build_image(const ImageStore& store, const Recipe& recipe, const OnProgress& on_progress = {},
                  const std::stop_token& stop = {});

} // namespace edgepool::local
