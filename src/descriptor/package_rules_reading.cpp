// SPDX-License-Identifier: Apache-2.0
#include "descriptor/package_rules_reading.h"

#include "descriptor/reader.h"
#include "descriptor/references.h"
#include "descriptor/root.h"

namespace edgepool::descriptor
{

std::optional<Descriptor> read_again(const Candidate& candidate)
{
    Diagnostics said_before;
    auto descriptor = unwrap(candidate.kind, *candidate.document, said_before);
    if (descriptor)
    {
        References references{*descriptor};
        Reader{*descriptor, references, said_before}.read();
    }
    return descriptor;
}

} // namespace edgepool::descriptor
