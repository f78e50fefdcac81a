// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "member/picture.h"

namespace edgepool::member
{

/// A picture file is there whole or not at all. Throws Error.
void save(const Picture& picture, const std::string& path);

/// The folder is made if it is not there. Throws Error.
void make_folder(const std::string& path);

} // namespace edgepool::member
