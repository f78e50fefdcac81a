// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "drawing/text.h"

namespace edgepool::drawing
{

/// The class of a style's text in the style sheet.
std::string_view class_of(Style style);

/// The picture's style sheet, for light and dark surroundings. Every colour is said twice: as a plain value for
/// programs that make PDF of it and know no custom properties, and as a property that a page around the picture can
/// set.
std::string style_sheet();

} // namespace edgepool::drawing
