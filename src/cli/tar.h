// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/copying.h"

/// Folders to and from a machine, as a stream from one tar to another.
namespace edgepool::cli
{

/// A name beside another one for what is not complete yet. What is there under it at the end of life is removed.
class TemporaryPath
{
public:
    explicit TemporaryPath(const std::string& target);
    TemporaryPath(const TemporaryPath&) = delete;
    TemporaryPath& operator=(const TemporaryPath&) = delete;
    ~TemporaryPath();

    const std::string& path() const { return path_; }

private:
    std::string path_;
};

/// The folder is there afterwards as a whole, or not at all. Error if something of that name is there.
void tar_there(ssh::Session& session, const std::string& from, const std::string& to, const ssh::Patience& patience,
               const OnBytes& on_bytes);
void tar_here(ssh::Session& session, const std::string& from, const std::string& to, const ssh::Patience& patience,
              const OnBytes& on_bytes);

} // namespace edgepool::cli
