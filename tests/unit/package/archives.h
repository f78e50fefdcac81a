// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// Archives made byte by byte: no program that packs would write what an enemy writes.
namespace edgepool::package::archives
{

std::string gzip(std::string_view bytes);

/// A tar in the old form that every tar reads.
class Tar
{
public:
    Tar& file(std::string_view name, std::string_view content, unsigned mode = 0644);
    Tar& folder(std::string_view name);
    Tar& link(std::string_view name, std::string_view target);
    Tar& hard_link(std::string_view name, std::string_view target);
    /// A header of that type ('3': character device, '6': pipe, …) and nothing after it.
    Tar& header(std::string_view name, char type, std::uint64_t size = 0, std::string_view target = {},
                unsigned mode = 0644);
    /// Bytes as they are.
    Tar& raw(std::string_view bytes);

    /// With the two empty blocks that end it.
    std::string bytes() const;
    std::string packed() const { return gzip(bytes()); }

private:
    std::string bytes_;
};

/// A zip of uncompressed entries.
class Zip
{
public:
    Zip& file(std::string_view name, std::string_view content, unsigned mode = 0100644);
    Zip& link(std::string_view name, std::string_view target) { return file(name, target, 0120777); }
    /// An entry whose content has that many zero bytes, compressed, and says that it has `declared`.
    Zip& zeros(std::string_view name, std::size_t size, std::size_t declared);
    Zip& zeros(std::string_view name, std::size_t size) { return zeros(name, size, size); }
    /// An entry that says it is encrypted.
    Zip& encrypted(std::string_view name);

    std::string bytes() const;

private:
    struct Stored
    {
        std::string_view content{};
        std::uint16_t method = 0;
        std::uint32_t size = 0;
        std::uint32_t checksum = 0;
        std::uint16_t flags = 0;
        unsigned mode = 0100644;
    };
    Zip& add(std::string_view name, const Stored& stored);

    std::string entries_;
    std::string directory_;
    std::size_t count_ = 0;
};

/// A tar with a file of as many holes as its header has room for, each of which a reader remembers.
std::string tar_of_holes();

} // namespace edgepool::package::archives
