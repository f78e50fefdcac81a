// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crypto/host_key.h"
#include "local/golden.h"
#include "local/image_build.h"
#include "local/observe.h"
#include "local/start.h"

namespace edgepool::local
{

/// The image and the golden machine are kept between the tests, in the build folder; everything else is the test's own,
/// and gone afterwards.
class Laboratory
{
public:
    Laboratory();
    Laboratory(const Laboratory&) = delete;
    Laboratory& operator=(const Laboratory&) = delete;
    ~Laboratory();

    const Folders& folders() const { return folders_; }
    const ImageStore& store() const { return store_; }
    const Image& image() const { return image_; }
    Golden golden() const;

    /// A machine with our key, the `number`th of the testbed.
    MachineSpec spec(const std::string& name, unsigned number) const;
    /// What the command prints over there; the key that the machine shows must be its own. One attempt.
    std::string over_ssh(const std::string& name, const Reach& reach, const std::string& command) const;
    /// The processes and files that are left of the testbed.
    std::vector<std::string> what_is_left() const;

    static constexpr const char* testbed = "system-test";

private:
    std::string folder_;
    Folders folders_;
    ImageStore store_;
    Image image_;
    crypto::SshKey key_;
};

} // namespace edgepool::local
