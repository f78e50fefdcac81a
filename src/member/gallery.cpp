// SPDX-License-Identifier: Apache-2.0
#include "member/gallery.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/error.h"
#include "member/rules.h"

namespace edgepool::member
{

namespace
{

[[noreturn]] void cannot_write(const std::string& path, const std::string& why)
{
    throw Error(found(rules::cannot_save, {}, path + ": " + why, "choose another folder, or make room"));
}

} // namespace

void save(const Picture& picture, const std::string& path)
{
    const std::string unfinished = path + ".part";
    std::ofstream file(unfinished, std::ios::binary | std::ios::trunc);
    file << picture.to_png();
    file.close();
    if (!file)
    {
        cannot_write(unfinished, std::generic_category().message(errno));
    }
    std::error_code fault;
    std::filesystem::rename(unfinished, path, fault);
    if (fault)
    {
        cannot_write(path, fault.message());
    }
}

void make_folder(const std::string& path)
{
    std::error_code fault;
    std::filesystem::create_directories(path, fault);
    if (fault)
    {
        cannot_write(path, fault.message());
    }
}

} // namespace edgepool::member
