// SPDX-License-Identifier: Apache-2.0
#include "process/descriptor.h"

#include <unistd.h>

namespace edgepool::process
{

void Descriptor::close()
{
    if (good())
    {
        ::close(release());
    }
}

} // namespace edgepool::process
