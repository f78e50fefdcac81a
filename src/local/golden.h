// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <string>

#include "local/folders.h"
#include "local/image_store.h"
#include "local/progress.h"
#include "local/qemu.h"

namespace edgepool::local
{

/// A machine of an image that was booted once, and saved where only its identity is missing. Others of the same shape
/// are resumed from it: they share its memory until they write.
struct Golden
{
    std::string folder{};
    Shape shape{};

    std::string memory() const { return folder + "/ram"; }
    std::string state() const { return folder + "/state"; }
    std::string disk() const { return folder + "/root.qcow2"; }
};

/// Found, or booted and saved. Throws Error.
Golden ensure_golden(const Folders& folders, const ImageStore& store, const Image& image, const Shape& shape,
                     const OnProgress& on_progress = {}, const std::stop_token& stop = {});

/// One that cannot be resumed is of no use: the next ensure_golden() makes another one. Machines that run keep what
/// they have.
void discard(const Golden& golden);

} // namespace edgepool::local
