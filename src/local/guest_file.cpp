// SPDX-License-Identifier: Apache-2.0
#include "local/guest_file.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <string_view>

namespace edgepool::local
{

namespace
{

std::string digits(std::size_t value, int base, std::size_t width)
{
    std::array<char, 24> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, base).ptr;
    const auto size = static_cast<std::size_t>(end - buffer.data());
    assert(size <= width);
    return std::string(width - size, '0') + std::string(buffer.data(), size);
}

std::string padded(std::string_view text, std::size_t width)
{
    assert(text.size() <= width);
    return std::string(text) + std::string(width - text.size(), '\0');
}

std::size_t up_to(std::size_t size, std::size_t block)
{
    return (size + block - 1) / block * block;
}

/// ustar keeps a path in two parts, of at most 155 and 100 bytes.
std::pair<std::string, std::string> prefix_and_name(const std::string& path)
{
    constexpr std::size_t longest = 100;
    if (path.size() <= longest)
    {
        return {"", path};
    }
    const std::size_t slash = path.find('/', path.size() - longest - 1);
    assert(slash <= 155); // npos is more
    return {path.substr(0, slash), path.substr(slash + 1)};
}

std::string tar_entry(const GuestFile& file)
{
    constexpr std::size_t block = 512;
    constexpr std::string_view types = "052";
    const bool is_link = file.type == GuestFile::Type::link;
    const std::string content = file.type == GuestFile::Type::file ? file.content : "";
    const auto [prefix, name] = prefix_and_name(file.path);
    const std::string begin = padded(name, 100) + digits(file.mode, 8, 7) + '\0' + digits(0, 8, 7) + '\0' +
                              digits(0, 8, 7) + '\0' + digits(content.size(), 8, 11) + '\0' + digits(0, 8, 11) + '\0';
    const std::string end = std::string(1, types[static_cast<std::size_t>(file.type)]) +
                            padded(is_link ? file.content : "", 100) + padded("ustar", 6) + "00" + padded("root", 32) +
                            padded("root", 32) + digits(0, 8, 7) + '\0' + digits(0, 8, 7) + '\0' + padded(prefix, 155);
    std::size_t sum = 8 * static_cast<std::size_t>(' ');
    for (const char byte : begin + end)
    {
        sum += static_cast<unsigned char>(byte);
    }
    return padded(begin + digits(sum, 8, 6) + '\0' + ' ' + end, block) + padded(content, up_to(content.size(), block));
}

std::string cpio_entry(std::string_view path, std::size_t mode, std::string_view content, std::size_t number)
{
    std::string entry = "070701" + digits(number, 16, 8) + digits(mode, 16, 8) + digits(0, 16, 8) + digits(0, 16, 8) +
                        digits(1, 16, 8) + digits(0, 16, 8) + digits(content.size(), 16, 8) + digits(0, 16, 8) +
                        digits(0, 16, 8) + digits(0, 16, 8) + digits(0, 16, 8) + digits(path.size() + 1, 16, 8) +
                        digits(0, 16, 8) + std::string(path) + '\0';
    entry.resize(up_to(entry.size(), 4), '\0');
    entry += content;
    entry.resize(up_to(entry.size(), 4), '\0');
    return entry;
}

} // namespace

std::string to_tar(const std::vector<GuestFile>& files)
{
    std::string archive;
    for (const GuestFile& file : files)
    {
        archive += tar_entry(file);
    }
    return archive + std::string(1024, '\0');
}

std::string to_cpio(const std::vector<GuestFile>& files)
{
    constexpr std::array<std::size_t, 3> types{0100000, 0040000, 0120000};
    std::string archive;
    std::size_t number = 1;
    for (const GuestFile& file : files)
    {
        const std::string_view content = file.type == GuestFile::Type::folder ? "" : std::string_view(file.content);
        archive += cpio_entry(file.path, types.at(static_cast<std::size_t>(file.type)) | file.mode, content, number++);
    }
    return archive + cpio_entry("TRAILER!!!", 0, "", 0);
}

} // namespace edgepool::local
