// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "crypto/host_key.h"

namespace edgepool::bench
{

/// Debian as its packages leave it, introduced by cloud-init: what edgepool's machines are compared with. It is helped
/// as far as one can without changing it: no boot loader, no downloads, fixed addresses, a host key that it need not
/// make.
class Stock
{
public:
    /// Makes the image in the folder if it is not there.
    Stock(std::string folder, std::string maker, std::string packages);

    /// Seconds from the start of QEMU to the end of the first command by SSH.
    double boot(const crypto::SshKey& user, bool kvm) const;

private:
    std::string folder_;
};

} // namespace edgepool::bench
