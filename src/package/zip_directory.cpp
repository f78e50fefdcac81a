// SPDX-License-Identifier: Apache-2.0
#include "package/zip_directory.h"

#include <algorithm>
#include <string_view>

namespace edgepool::package
{

namespace
{

constexpr std::string_view end_mark = "PK\x05\x06";
constexpr std::string_view end64_place_mark = "PK\x06\x07";
constexpr std::string_view end64_mark = "PK\x06\x06";
constexpr std::string_view entry_mark = "PK\x01\x02";
constexpr std::size_t end_size = 22;
constexpr std::size_t end64_place_size = 20;
constexpr std::size_t end64_size = 56;
constexpr std::size_t entry_size = 46;
constexpr std::size_t longest_comment = 65535;

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size)
{
    std::uint64_t number = 0;
    for (std::size_t i = size; i > 0; --i)
    {
        number = (number << 8U) | static_cast<unsigned char>(bytes[at + i - 1]);
    }
    return number;
}

/// Exactly that many bytes, or nothing.
std::string bytes_at(Input& input, std::uint64_t offset, std::size_t size)
{
    std::string bytes;
    while (bytes.size() < size)
    {
        const auto block = input.read(offset + bytes.size());
        if (!block || block->empty())
        {
            return {};
        }
        bytes += block->substr(0, size - bytes.size());
    }
    return bytes;
}

struct Table
{
    std::uint64_t offset = 0;
    std::uint64_t entries = 0;
};

/// The record at the end says where the table is, or that another record says so, if the numbers are large.
std::optional<Table> find_table(Input& input)
{
    const std::uint64_t tail_size = std::min<std::uint64_t>(input.size(), longest_comment + end_size);
    const std::uint64_t tail_at = input.size() - tail_size;
    const std::string tail = bytes_at(input, tail_at, static_cast<std::size_t>(tail_size));
    const std::size_t end = tail.rfind(end_mark);
    if (end == std::string::npos || tail.size() - end < end_size)
    {
        return std::nullopt;
    }
    const Table table{.offset = number_at(tail, end + 16, 4), .entries = number_at(tail, end + 10, 2)};
    if (end < end64_place_size || tail.compare(end - end64_place_size, 4, end64_place_mark) != 0)
    {
        return table;
    }
    const std::uint64_t at = number_at(tail, end - end64_place_size + 8, 8);
    const std::string end64 = bytes_at(input, at, end64_size);
    return end64.starts_with(end64_mark) ? std::optional(Table{number_at(end64, 48, 8), number_at(end64, 32, 8)})
                                         : std::nullopt;
}

} // namespace

std::optional<ZipDirectory> read_zip_directory(Input& input, std::size_t most)
{
    const auto table = find_table(input);
    if (!table)
    {
        return std::nullopt;
    }
    ZipDirectory directory;
    std::uint64_t at = table->offset;
    for (; directory.entries < table->entries && directory.entries < most; ++directory.entries)
    {
        const std::string entry = bytes_at(input, at, entry_size);
        if (!entry.starts_with(entry_mark))
        {
            return std::nullopt;
        }
        const auto name_size = static_cast<std::size_t>(number_at(entry, 28, 2));
        std::string name = bytes_at(input, at + entry_size, name_size);
        name.resize(name.ends_with('/') ? name.size() - 1 : name.size());
        directory.names.insert(std::move(name));
        directory.bytes += number_at(entry, 24, 4);
        at += entry_size + name_size + number_at(entry, 30, 2) + number_at(entry, 32, 2);
    }
    return directory;
}

} // namespace edgepool::package
