// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/rule.h"

/// What can go wrong between here and a machine; all of it is thrown. Error::retry() says whether to try again.
namespace edgepool::ssh::rules
{

/// Of a machine that is booting: worth another try.
inline constexpr Rule refused{"ssh.refused", "nobody listens there"};
inline constexpr Rule unreachable{"ssh.unreachable", "no way to the machine"};
inline constexpr Rule broken{"ssh.broken", "the connection broke"};
inline constexpr Rule timeout{"ssh.timeout", "the machine took too long"};

inline constexpr Rule stopped{"ssh.stopped", "interrupted"};
inline constexpr Rule unknown_address{"ssh.unknown-address", "address that means nothing here"};
inline constexpr Rule not_ssh{"ssh.not-ssh", "what answers there does not speak SSH"};
inline constexpr Rule no_agreement{"ssh.no-agreement", "no common way to encrypt"};
inline constexpr Rule wrong_host_key{"ssh.wrong-host-key", "not the machine that was meant"};
inline constexpr Rule not_authorized{"ssh.not-authorized", "the machine does not accept the key"};
inline constexpr Rule bad_key{"ssh.bad-key", "key that cannot be used"};
inline constexpr Rule no_key{"ssh.no-key", "no key to log in with"};
inline constexpr Rule no_passage{"ssh.no-passage", "the jump host does not lead there"};
inline constexpr Rule cannot_run{"ssh.cannot-run", "the machine runs no commands"};
inline constexpr Rule protocol{"ssh.protocol", "the machine answered what it should not"};
inline constexpr Rule cannot_copy{"ssh.cannot-copy", "cannot copy"};

} // namespace edgepool::ssh::rules
