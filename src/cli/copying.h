// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "ssh/patience.h"
#include "ssh/session.h"

namespace edgepool::cli
{

/// One end of a copy.
struct Place
{
    std::string machine{}; ///< or a group, or "all"; empty: this computer
    std::string path{};

    bool is_here() const { return machine.empty(); }
    friend bool operator==(const Place&, const Place&) = default;
};

/// "mec-1:/etc/hosts", or a path of this computer. As scp has it: a colon behind a slash belongs to a path.
Place parse_place(std::string_view text);

/// The path of a copy: a folder, or what ends with '/', gets the name of what is copied.
std::string target_path(const std::string& path, bool is_folder, const std::string& source);

/// Called as bytes pass.
using OnBytes = std::function<void(std::uint64_t passed, std::uint64_t total)>;

/// Files and folders. What broke off in the middle is never seen under its name. Throws Error.
void copy_there(ssh::Session& session, const std::string& from, const std::string& to, const ssh::Patience& patience,
                const OnBytes& on_bytes);
/// Of a total that is not known, `total` is 0.
void copy_here(ssh::Session& session, const std::string& from, const std::string& to, const ssh::Patience& patience,
               const OnBytes& on_bytes);

} // namespace edgepool::cli
