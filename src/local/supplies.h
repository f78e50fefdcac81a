// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "base/error.h"
#include "local/folders.h"
#include "local/golden.h"
#include "local/image_store.h"
#include "local/kvm.h"
#include "local/recipe.h"
#include "model/testbed.h"

namespace edgepool::local
{

/// What the machines of a testbed are started from: their image, saved machines, and the virtualization of this
/// computer. Each is made or found out when it is first asked for, once, whoever asks.
class Supplies
{
public:
    Supplies(Folders folders, Prepared prepared, model::Image wanted)
        : folders_(std::move(folders)), prepared_(std::move(prepared)), wanted_(std::move(wanted))
    {
    }

    bool has_image() const;
    /// Throws Error; the same one again, as for the other machines it would fail in the same way, and take as long.
    const Image& image(const OnProgress& on_progress, const std::stop_token& stop);
    /// Throws Error.
    const Golden& golden(const Shape& shape, const OnProgress& on_progress, const std::stop_token& stop);
    const Kvm& kvm();

private:
    Recipe recipe() const;

    Folders folders_;
    Prepared prepared_;
    model::Image wanted_;
    std::mutex image_mutex_{};
    std::optional<Image> image_{};
    std::optional<Error> image_failure_{};
    std::mutex golden_mutex_{};
    std::map<std::string, Golden> goldens_{}; ///< by what their machines have in common
    std::mutex kvm_mutex_{};
    std::optional<Kvm> kvm_{};
};

} // namespace edgepool::local
