// SPDX-License-Identifier: Apache-2.0
#include "unit/package/archives.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdio>
#include <memory>
#include <vector>

#include <archive.h>
#include <archive_entry.h>

namespace edgepool::package::archives
{

namespace
{

constexpr std::size_t block_size = 512;

void put(std::string& block, std::size_t at, std::string_view text)
{
    std::ranges::copy(text, block.begin() + static_cast<std::ptrdiff_t>(at));
}

std::string octal(std::uint64_t number, int digits)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%0*llo", digits, static_cast<unsigned long long>(number));
    return text.data();
}

std::string padded(std::string_view content)
{
    std::string text(content);
    text.resize((content.size() + block_size - 1) / block_size * block_size);
    return text;
}

std::string little(std::uint64_t number, std::size_t bytes)
{
    std::string text;
    for (std::size_t i = 0; i < bytes; ++i)
    {
        text += static_cast<char>((number >> (8 * i)) & 0xFFU);
    }
    return text;
}

std::uint32_t crc32(std::string_view bytes)
{
    std::uint32_t sum = 0xFFFFFFFFU;
    for (const char byte : bytes)
    {
        sum ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
        {
            sum = (sum >> 1U) ^ ((sum & 1U) != 0 ? 0xEDB88320U : 0U);
        }
    }
    return ~sum;
}

std::ptrdiff_t append(archive* /*writer*/, void* client, const void* bytes, std::size_t size)
{
    static_cast<std::string*>(client)->append(static_cast<const char*>(bytes), size);
    return static_cast<std::ptrdiff_t>(size);
}

} // namespace

std::string gzip(std::string_view bytes)
{
    std::string packed;
    archive* const writer = archive_write_new();
    archive_write_add_filter_gzip(writer);
    archive_write_set_format_raw(writer);
    archive_write_set_bytes_in_last_block(writer, 1);
    archive_write_open(writer, &packed, nullptr, append, nullptr);
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(writer, entry);
    archive_write_data(writer, bytes.data(), bytes.size());
    archive_entry_free(entry);
    archive_write_free(writer);
    return packed;
}

Tar& Tar::header(std::string_view name, char type, std::uint64_t size, std::string_view target, unsigned mode)
{
    assert(name.size() <= 100 && target.size() <= 100);
    std::string block(block_size, '\0');
    put(block, 0, name);
    put(block, 100, octal(mode, 7));
    put(block, 108, octal(0, 7));
    put(block, 116, octal(0, 7));
    put(block, 124, octal(size, 11));
    put(block, 136, octal(0, 11));
    put(block, 148, "        ");
    put(block, 156, {&type, 1});
    put(block, 157, target);
    put(block, 257, std::string_view("ustar\00000", 8));
    unsigned sum = 0;
    for (const char byte : block)
    {
        sum += static_cast<unsigned char>(byte);
    }
    put(block, 148, octal(sum, 6));
    block[154] = '\0';
    bytes_ += block;
    return *this;
}

Tar& Tar::file(std::string_view name, std::string_view content, unsigned mode)
{
    return header(name, '0', content.size(), {}, mode).raw(padded(content));
}

Tar& Tar::folder(std::string_view name)
{
    return header(name, '5');
}

Tar& Tar::link(std::string_view name, std::string_view target)
{
    return header(name, '2', 0, target);
}

Tar& Tar::hard_link(std::string_view name, std::string_view target)
{
    return header(name, '1', 0, target);
}

Tar& Tar::raw(std::string_view bytes)
{
    bytes_ += bytes;
    return *this;
}

std::string Tar::bytes() const
{
    return bytes_ + std::string(2 * block_size, '\0');
}

Zip& Zip::add(std::string_view name, const Stored& stored)
{
    const std::string common = little(stored.flags, 2) + little(stored.method, 2) + little(0, 4) +
                               little(stored.checksum, 4) + little(stored.content.size(), 4) + little(stored.size, 4) +
                               little(name.size(), 2) + little(0, 2);
    const std::size_t offset = entries_.size();
    entries_ += "PK\x03\x04" + little(20, 2) + common + std::string(name) + std::string(stored.content);
    directory_ += "PK\x01\x02" + little(0x031E, 2) + little(20, 2) + common + little(0, 2) + little(0, 2) +
                  little(0, 2) + little(std::uint64_t{stored.mode} << 16U, 4) + little(offset, 4) + std::string(name);
    ++count_;
    return *this;
}

Zip& Zip::file(std::string_view name, std::string_view content, unsigned mode)
{
    return add(name, {.content = content,
                      .size = static_cast<std::uint32_t>(content.size()),
                      .checksum = crc32(content),
                      .mode = mode});
}

Zip& Zip::encrypted(std::string_view name)
{
    return add(name, {.content = "0123456789abcdef", .size = 4, .flags = 1});
}

Zip& Zip::zeros(std::string_view name, std::size_t size, std::size_t declared)
{
    // A gzip's ten bytes of head and eight of tail around what a zip calls method 8.
    const std::string content(size, '\0');
    const std::string packed = gzip(content);
    return add(name, {.content = std::string_view(packed).substr(10, packed.size() - 18),
                      .method = 8,
                      .size = static_cast<std::uint32_t>(declared),
                      .checksum = crc32(content)});
}

std::string Zip::bytes() const
{
    const std::string count = little(count_, 2);
    return entries_ + directory_ + "PK\x05\x06" + little(0, 4) + count + count + little(directory_.size(), 4) +
           little(entries_.size(), 4) + little(0, 2);
}

std::string tar_of_holes()
{
    const std::string attributes = "22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n30 GNU.sparse.realsize=1000\n";
    std::string map = "2000000\n";
    for (int i = 0; i < 2'000'000; ++i)
    {
        map += "0\n0\n";
    }
    return Tar()
        .file("m/m_vnfd.yaml", "vnfd: {id: mec}\n")
        .header("m/PaxHeaders/x", 'x', attributes.size())
        .raw(padded(attributes))
        .file("m/x", map)
        .packed();
}

} // namespace edgepool::package::archives
