// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "local/qemu.h"
#include "local/qmp.h"
#include "process/child.h"

namespace edgepool::local
{

/// A QEMU process of ours that is being set up; it ends with the object unless it is left to itself.
class QemuProcess
{
public:
    /// Returns when its monitor answers. `errors` is the file for what QEMU complains of. Throws Error, which quotes
    /// it.
    QemuProcess(QemuMachine machine, std::string errors, process::Deadline deadline, const std::stop_token& stop);

    int pid() const { return child_.pid(); }
    int end_descriptor() const { return child_.end_descriptor(); }
    Qmp& monitor() { return monitor_; }
    /// The machine goes on when we are gone.
    void leave() { child_.leave(); }
    /// Ends it in an orderly way.
    void quit(process::Deadline deadline);

    /// The end of what the machine and QEMU said, for whoever has to find out why it failed.
    std::string last_words() const;

private:
    process::Child start() const;
    Qmp connect(process::Deadline deadline, const std::stop_token& stop);

    QemuMachine machine_;
    std::string errors_;
    process::Child child_;
    Qmp monitor_;
};

/// The same of texts: the end of what QEMU complained of, and of the console, with the kernel's reason if it gave up.
std::string words_of(const std::string& errors, const std::string& console);

/// What of this computer decides whether a saved machine can be resumed: QEMU itself, the processor under KVM.
std::string qemu_fingerprint(bool kvm);

/// A new disk whose unchanged parts are those of `base`.
void create_overlay(const std::string& path, const std::string& base, const std::string& base_format);

} // namespace edgepool::local
