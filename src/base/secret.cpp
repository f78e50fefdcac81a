// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"

#include <ostream>

namespace edgepool
{

std::ostream& operator<<(std::ostream& out, const Secret& /*secret*/)
{
    return out << "***";
}

} // namespace edgepool
