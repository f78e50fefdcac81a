// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace edgepool::testbed
{

/// docs/testbed-file.md: the whole format in words, from the table. Readable as it is, in a terminal too.
std::string reference_markdown();

} // namespace edgepool::testbed
