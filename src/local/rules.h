// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/rule.h"

/// How this computer can fail to give us images and machines.
namespace edgepool::local::rules
{

inline constexpr Rule cannot_use_file{"image.cannot-use-file", "a file or folder cannot be used"};
inline constexpr Rule no_way{"image.no-way-to-build", "no way to build an image as this user"};
inline constexpr Rule no_space{"image.no-space", "too little space"};
inline constexpr Rule not_built{"image.not-built", "the image could not be built"};
inline constexpr Rule unknown_kernel{"image.unknown-kernel", "the image's kernel cannot be used"};
inline constexpr Rule in_use{"image.in-use", "the image is in use"};
inline constexpr Rule unknown_image{"image.unknown", "there is no such image"};

inline constexpr Rule no_memory{"machine.no-memory", "too little memory"};
inline constexpr Rule not_started{"machine.not-started", "the machine cannot be started"};
inline constexpr Rule silent{"machine.silent", "the machine does not answer"};
inline constexpr Rule refused{"machine.refused", "the machine refused what it was told"};
inline constexpr Rule bad_folder{"machine.bad-folder", "the folder for sockets cannot be used"};
inline constexpr Rule bad_user_key{"machine.bad-user-key", "your key for the machines cannot be used"};

} // namespace edgepool::local::rules
