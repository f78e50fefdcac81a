// SPDX-License-Identifier: Apache-2.0
#include "package/archive_stream.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include <archive.h>
#include <archive_entry.h>

namespace edgepool::package
{

namespace
{

/// A zip's whole table of contents is one header; that of 20,000 files with long names has 3 MiB. A tar's are kept in
/// up to twelve times their size (maps of holes).
constexpr std::size_t most_header_bytes_of_zip = std::size_t{8} << 20U;
constexpr std::size_t most_header_bytes_of_tar = std::size_t{2} << 20U;

/// One filter, and libarchive's own at the end.
constexpr int filters_of_gzip = 2;

std::string error_of(archive* reader)
{
    const char* const text = archive_error_string(reader);
    return text != nullptr ? text : "it ends where more was expected";
}

} // namespace

void CloseArchive::operator()(archive* handle) const
{
    archive_read_free(handle);
}

ArchiveStream::ArchiveStream(Input& input, ArchiveKind kind)
    : input_(input), most_header_bytes_(kind == ArchiveKind::zip ? most_header_bytes_of_zip : most_header_bytes_of_tar)
{
    if (kind != ArchiveKind::tar_gz)
    {
        return;
    }
    gunzip_.reset(archive_read_new());
    archive_read_support_filter_gzip(gunzip_.get());
    archive_read_support_format_raw(gunzip_.get());
    archive_read_support_format_empty(gunzip_.get());
    archive_read_set_read_callback(gunzip_.get(), on_read_packed);
    archive_read_set_callback_data(gunzip_.get(), this);
    archive_entry* whole = nullptr;
    const bool opened = archive_read_open1(gunzip_.get()) == ARCHIVE_OK;
    const int result = opened ? archive_read_next_header(gunzip_.get(), &whole) : ARCHIVE_FATAL;
    at_end_ = result == ARCHIVE_EOF;
    if (result != ARCHIVE_OK && !at_end_)
    {
        fault_ = error_of(gunzip_.get());
    }
    else if (archive_filter_count(gunzip_.get()) > filters_of_gzip)
    {
        fault_ = "it is compressed twice";
    }
}

bool ArchiveStream::open(archive* reader)
{
    archive_read_set_read_callback(reader, on_read);
    if (!gunzip_)
    {
        archive_read_set_skip_callback(reader, on_skip);
        archive_read_set_seek_callback(reader, on_seek);
    }
    archive_read_set_callback_data(reader, this);
    return archive_read_open1(reader) == ARCHIVE_OK;
}

void ArchiveStream::expect_header()
{
    in_header_ = true;
    header_bytes_ = 0;
}

std::optional<std::string_view> ArchiveStream::next_packed_block()
{
    const auto block = input_.read(at_);
    at_ += block ? block->size() : 0;
    // A zip is read from its end first; how far it has come is how far its contents have been read.
    packed_ = in_header_ && !gunzip_ ? packed_ : std::max(packed_, at_);
    return block;
}

std::optional<std::string_view> ArchiveStream::next_block()
{
    if (!gunzip_)
    {
        return next_packed_block();
    }
    if (!fault_.empty())
    {
        return std::nullopt;
    }
    if (at_end_)
    {
        return std::string_view{};
    }
    const void* bytes = nullptr;
    std::size_t size = 0;
    std::int64_t offset = 0;
    const int result = archive_read_data_block(gunzip_.get(), &bytes, &size, &offset);
    at_end_ = result == ARCHIVE_EOF;
    if (at_end_)
    {
        return std::string_view{};
    }
    if (result != ARCHIVE_OK)
    {
        fault_ = error_of(gunzip_.get());
        return std::nullopt;
    }
    return std::string_view{static_cast<const char*>(bytes), size};
}

std::ptrdiff_t ArchiveStream::on_read_packed(archive* /*reader*/, void* client, const void** buffer)
{
    const auto block = static_cast<ArchiveStream*>(client)->next_packed_block();
    *buffer = block ? block->data() : nullptr;
    return block ? static_cast<std::ptrdiff_t>(block->size()) : -1;
}

std::ptrdiff_t ArchiveStream::on_read(archive* reader, void* client, const void** buffer)
{
    auto& stream = *static_cast<ArchiveStream*>(client);
    const auto block = stream.next_block();
    if (!block)
    {
        archive_set_error(reader, EIO, "%s", stream.fault_.c_str());
        return -1;
    }
    stream.header_bytes_ += stream.in_header_ ? block->size() : 0;
    if (stream.header_bytes_ > stream.most_header_bytes_)
    {
        stream.endless_header_ = true;
        archive_set_error(reader, E2BIG, "its headers are endless");
        return -1;
    }
    *buffer = block->data();
    return static_cast<std::ptrdiff_t>(block->size());
}

std::int64_t ArchiveStream::on_skip(archive* /*reader*/, void* client, std::int64_t request)
{
    auto& stream = *static_cast<ArchiveStream*>(client);
    const std::uint64_t left = stream.input_.size() - std::min(stream.at_, stream.input_.size());
    const std::uint64_t skipped = std::min(left, static_cast<std::uint64_t>(std::max<std::int64_t>(request, 0)));
    stream.at_ += skipped;
    return static_cast<std::int64_t>(skipped);
}

std::int64_t ArchiveStream::on_seek(archive* /*reader*/, void* client, std::int64_t offset, int whence)
{
    auto& stream = *static_cast<ArchiveStream*>(client);
    const auto size = static_cast<std::int64_t>(stream.input_.size());
    const std::int64_t base = whence == SEEK_SET   ? 0
                              : whence == SEEK_CUR ? static_cast<std::int64_t>(stream.at_)
                                                   : size;
    const bool overflows = offset > 0 && base > size - offset;
    if (overflows || base + offset < 0)
    {
        return ARCHIVE_FATAL;
    }
    stream.at_ = static_cast<std::uint64_t>(base + offset);
    return base + offset;
}

} // namespace edgepool::package
