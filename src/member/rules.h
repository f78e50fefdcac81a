// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/rule.h"

/// How a pool can let a member down.
namespace edgepool::member::rules
{

inline constexpr Rule no_sctp{"member.no-sctp", "the kernel has no SCTP"};
inline constexpr Rule no_library{"member.no-library", "RSPLIB's library cannot be used"};
inline constexpr Rule no_registrar{"member.no-registrar", "no registrar answers"};
inline constexpr Rule cannot_collect{"member.cannot-collect", "status reports cannot be collected"};
inline constexpr Rule cannot_save{"member.cannot-save", "a picture cannot be saved"};
inline constexpr Rule refused{"member.refused", "the registrar refused"};
inline constexpr Rule not_in_pool{"member.not-in-pool", "the pool does not name the element"};

} // namespace edgepool::member::rules
