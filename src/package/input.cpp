// SPDX-License-Identifier: Apache-2.0
#include "package/input.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "package/rules.h"

namespace edgepool::package
{

namespace
{

constexpr std::size_t block_size = std::size_t{64} << 10U;

[[noreturn]] void fail(const std::string& path, int number)
{
    throw Error(found(rules::cannot_read, {}, path + ": " + std::generic_category().message(number)));
}

} // namespace

Input Input::open(const std::string& path)
{
    // A pipe that nobody writes to must not make us wait.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
    {
        fail(path, errno);
    }
    struct stat status{};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
    {
        ::close(descriptor);
        fail(path, S_ISDIR(status.st_mode) ? EISDIR : EINVAL);
    }
    return {descriptor, path, static_cast<std::uint64_t>(status.st_size)};
}

Input::Input(int descriptor, std::string name, std::uint64_t size)
    : descriptor_(descriptor), name_(std::move(name)), size_(size), block_(block_size)
{
}

Input::Input(Input&& other) noexcept
    : bytes_(other.bytes_),
      descriptor_(std::exchange(other.descriptor_, -1)),
      fault_(other.fault_),
      name_(std::move(other.name_)),
      size_(other.size_),
      block_(std::move(other.block_))
{
}

Input::~Input()
{
    if (descriptor_ >= 0)
    {
        ::close(descriptor_);
    }
}

std::optional<std::string_view> Input::read(std::uint64_t offset)
{
    if (descriptor_ < 0)
    {
        return bytes_.substr(std::min<std::uint64_t>(offset, bytes_.size()), block_size);
    }
    ssize_t count = -1;
    do
    {
        count = ::pread(descriptor_, block_.data(), block_.size(), static_cast<off_t>(offset));
    }
    while (count < 0 && errno == EINTR);
    if (count < 0)
    {
        fault_ = errno;
        return std::nullopt;
    }
    return std::string_view{block_.data(), static_cast<std::size_t>(count)};
}

void Input::check() const
{
    if (fault_ != 0)
    {
        fail(name_, fault_);
    }
}

} // namespace edgepool::package
