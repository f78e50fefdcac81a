// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "local/kvm.h"

namespace edgepool::local
{

/// What the probe found since this computer was started: it costs a second and more where it finds that KVM hangs. Only
/// that and the like is kept in the file; whether there is a device and who may use it is asked each time, since that
/// changes. `boot` names the run of the system.
Kvm kvm_since_boot(const std::string& file, const std::string& boot, const std::function<Kvm()>& probe);

/// The same for this computer.
Kvm kvm_since_boot(const std::string& file);

} // namespace edgepool::local
