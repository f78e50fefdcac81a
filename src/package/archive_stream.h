// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "package/input.h"

struct archive;

namespace edgepool::package
{

struct CloseArchive
{
    void operator()(archive* handle) const;
};

using ArchiveHandle = std::unique_ptr<archive, CloseArchive>;

enum class ArchiveKind
{
    tar_gz,
    tar,
    zip,
};

/// Feeds libarchive, and counts what it takes: between two entries it reads headers, of which a hostile archive may
/// have any amount, and all of them would be kept in memory.
class ArchiveStream
{
public:
    ArchiveStream(Input& input, ArchiveKind kind);

    /// Gives the reader its callbacks and lets it begin. False if the archive is not what the reader reads.
    bool open(archive* reader);

    /// What is read from now on is a header, or the content of an entry.
    void expect_header();
    void expect_content() { in_header_ = false; }
    bool has_endless_header() const { return endless_header_; }

    /// How far into the packed bytes it has come.
    std::uint64_t packed() const { return packed_; }
    /// What is wrong with the compression, if anything.
    const std::string& fault() const { return fault_; }

private:
    static std::ptrdiff_t on_read(archive* reader, void* client, const void** buffer);
    static std::ptrdiff_t on_read_packed(archive* reader, void* client, const void** buffer);
    static std::int64_t on_skip(archive* reader, void* client, std::int64_t request);
    static std::int64_t on_seek(archive* reader, void* client, std::int64_t offset, int whence);

    std::optional<std::string_view> next_block();
    std::optional<std::string_view> next_packed_block();

    Input& input_;
    ArchiveHandle gunzip_{};
    std::uint64_t at_ = 0;
    std::uint64_t packed_ = 0;
    std::size_t header_bytes_ = 0;
    std::size_t most_header_bytes_;
    bool at_end_ = false; ///< of what was compressed
    bool in_header_ = true;
    bool endless_header_ = false;
    std::string fault_{};
};

} // namespace edgepool::package
