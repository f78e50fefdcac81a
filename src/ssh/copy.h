// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "ssh/patience.h"
#include "ssh/session.h"

/// Files to and from a machine, by commands that every POSIX system has: no SFTP server is needed there.
namespace edgepool::ssh
{

/// What a file is made of.
struct Content
{
    std::uint64_t size = 0;
    std::function<std::string()> next{}; ///< the next piece; an empty one is the end
};

Content content_of(std::string text);

/// Afterwards the file there has that content and mode, or is as it was before: what broke off in the middle is never
/// seen under its name. Error if the machine cannot write it, or the content has another size than it said.
void upload(Session& session, const Content& content, const std::string& path, unsigned mode, const Patience& patience);

/// Error if the machine cannot read it. The sink may have seen a part by then.
void download(Session& session, const std::string& path, const std::function<void(std::string_view)>& sink,
              const Patience& patience);

/// What the machine runs for an upload.
std::string upload_command(std::string_view path, unsigned mode, std::uint64_t size);

} // namespace edgepool::ssh
