// SPDX-License-Identifier: Apache-2.0
#include "local/console_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <unistd.h>

#include "process/descriptor.h"

namespace edgepool::local
{

namespace
{

/// From the first whole line on.
std::string end_of(const std::string& path, std::uintmax_t begin)
{
    std::ifstream file(path, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(begin));
    std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::size_t line = text.find('\n');
    return line == std::string::npos ? text : text.substr(line + 1);
}

} // namespace

void shorten_console(const std::string& path, std::uintmax_t most)
{
    std::error_code unknown;
    const std::uintmax_t size = std::filesystem::file_size(path, unknown);
    if (unknown || size <= most)
    {
        return;
    }
    const std::string end = end_of(path, size - most / 4);
    const process::Descriptor file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
    // What does not fit because the disk is full is lost; the console is there to be read, not to be kept.
    if (file.good() && ::ftruncate(file.get(), 0) == 0)
    {
        [[maybe_unused]] const ssize_t written = ::write(file.get(), end.data(), end.size());
    }
}

} // namespace edgepool::local
