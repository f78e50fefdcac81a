// SPDX-License-Identifier: Apache-2.0
#include "local/additions.h"

#include <filesystem>

#include "base/error.h"
#include "crypto/hash.h"
#include "local/files.h"
#include "local/rules.h"

namespace edgepool::local
{

namespace
{

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_file = std::uintmax_t{512} << 20U;

GuestFile guest_file(const model::ImageFile& file)
{
    std::error_code fault;
    const fs::file_status status = fs::status(file.from, fault);
    const std::uintmax_t size = fs::is_regular_file(status) ? fs::file_size(file.from, fault) : 0;
    if (!fs::is_regular_file(status) || size > largest_file)
    {
        throw Error(
            found(rules::cannot_use_file, {},
                  file.from + (fs::is_regular_file(status) ? " has more than 512 MiB"
                               : fs::exists(status)        ? " is no file"
                                                           : " is not there"),
                  "correct 'from' of " + file.path + " in the testbed file; it counts from that file's folder"));
    }
    // Nobody else can write what everybody may run.
    const auto permissions = status.permissions() & ~(fs::perms::group_write | fs::perms::others_write);
    return {.path = file.path.substr(1),
            .mode = static_cast<unsigned>(permissions & fs::perms::all),
            .content = read_file(file.from)};
}

} // namespace

Additions additions_of(const model::Image& image)
{
    Additions additions{.packages = image.packages};
    for (const model::ImageFile& file : image.files)
    {
        additions.files.push_back(guest_file(file));
    }
    return additions;
}

std::string to_string(const Additions& additions)
{
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    for (const std::string& package : additions.packages)
    {
        add(package);
    }
    for (const GuestFile& file : additions.files)
    {
        add("/" + file.path + " (" + crypto::sha256(std::to_string(file.mode) + " " + file.content).substr(0, 8) + ")");
    }
    return text;
}

} // namespace edgepool::local
