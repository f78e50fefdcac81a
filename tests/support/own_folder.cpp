// SPDX-License-Identifier: Apache-2.0
#include "support/own_folder.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace edgepool::support
{

OwnFolder::OwnFolder()
{
    std::string name = "/tmp/ep-test-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
    {
        throw std::runtime_error("no folder could be made in /tmp");
    }
    path_ = name;
}

OwnFolder::~OwnFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string OwnFolder::write(const std::string& name, const std::string& text) const
{
    std::string path = *this / name;
    std::ofstream(path, std::ios::binary) << text;
    std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return path;
}

std::string OwnFolder::read(const std::string& name) const
{
    std::ifstream file(*this / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace edgepool::support
