// SPDX-License-Identifier: Apache-2.0
#include "package/archive.h"

#include <algorithm>
#include <clocale>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include <archive.h>
#include <archive_entry.h>

#include "package/entry.h"
#include "package/names.h"
#include "package/rules.h"
#include "package/zip_directory.h"

namespace edgepool::package
{

namespace
{

constexpr std::string_view gzip_mark = "\x1f\x8b";
constexpr std::string_view zip_mark = "PK\x03\x04";
constexpr std::string_view empty_zip_mark = "PK\x05\x06";
constexpr std::string_view tar_mark = "ustar";
constexpr std::size_t tar_mark_at = 257;
constexpr std::size_t most_quoted = 120;
constexpr const char* way_to_mend = "pack it, or fetch it, again";

/// libarchive turns names into what the locale can say, and into '?' what it cannot: names are UTF-8 here, whoever runs
/// the program.
class Utf8Locale
{
public:
    Utf8Locale() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)), before_(uselocale(locale_)) {}
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;
    ~Utf8Locale()
    {
        uselocale(before_);
        if (locale_ != nullptr)
        {
            freelocale(locale_);
        }
    }

private:
    locale_t locale_;
    locale_t before_;
};

EntryType type_of(archive_entry* entry)
{
    if (archive_entry_hardlink(entry) != nullptr)
    {
        return EntryType::hard_link;
    }
    switch (archive_entry_filetype(entry))
    {
    case AE_IFREG:
        return EntryType::file;
    case AE_IFDIR:
        return EntryType::folder;
    case AE_IFLNK:
        return EntryType::link;
    default:
        return EntryType::special;
    }
}

std::string text_or_nothing(const char* text)
{
    return text != nullptr ? text : "";
}

Entry to_entry(archive_entry* entry)
{
    const EntryType type = type_of(entry);
    return {.name = text_or_nothing(archive_entry_pathname(entry)),
            .type = type,
            .size = static_cast<std::uint64_t>(std::max<std::int64_t>(archive_entry_size(entry), 0)),
            .executable = (archive_entry_perm(entry) & 0111U) != 0,
            .target = text_or_nothing(type == EntryType::hard_link ? archive_entry_hardlink(entry)
                                                                   : archive_entry_symlink(entry))};
}

std::string_view without_slash(std::string_view name)
{
    return name.substr(0, name.size() - (name.ends_with('/') ? 1 : 0));
}

class ArchiveReader
{
public:
    ArchiveReader(Input& input, ArchiveKind kind, Inventory& inventory)
        : input_(input), stream_(input, kind), reader_(archive_read_new()), inventory_(inventory), kind_(kind)
    {
        if (kind == ArchiveKind::zip)
        {
            archive_read_support_format_zip_seekable(reader_.get());
        }
        else
        {
            archive_read_support_format_tar(reader_.get());
            archive_read_support_format_empty(reader_.get());
        }
    }

    void run()
    {
        if (kind_ == ArchiveKind::zip && !read_table_of_contents())
        {
            return;
        }
        if (!stream_.fault().empty() || !stream_.open(reader_.get()))
        {
            report_failure();
            return;
        }
        while (read_entry())
        {
        }
    }

private:
    /// False if nothing more is to be read.
    bool read_table_of_contents()
    {
        const Limits& limits = inventory_.limits();
        auto directory = read_zip_directory(input_, limits.files + 1);
        if (!directory)
        {
            inventory_.refuse(rules::damaged, "its table of contents, which stands at the end, is missing or broken",
                              way_to_mend);
            return false;
        }
        directory_ = std::move(*directory);
        if (directory_.entries > limits.files)
        {
            inventory_.refuse(rules::too_many_files, "it has more than " + std::to_string(limits.files) + " entries",
                              "leave out what OSM does not need");
        }
        else if (directory_.bytes > limits.ratio_from && directory_.bytes / limits.ratio > input_.size())
        {
            refuse_bomb("it");
        }
        for (const std::string& name : directory_.names)
        {
            if (const auto fault = judge_name(name); fault && fault->rule == &rules::backslash)
            {
                inventory_.refuse(*fault->rule, fault->detail, fault->hint);
            }
        }
        return !inventory_.refused() && directory_.entries > 0;
    }

    /// False at the end, and when nothing more is to be read.
    bool read_entry()
    {
        stream_.expect_header();
        archive_entry* entry = nullptr;
        const int result = archive_read_next_header(reader_.get(), &entry);
        if (result == ARCHIVE_EOF)
        {
            return false;
        }
        if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
        {
            report_failure();
            return false;
        }
        const Entry taken = to_entry(entry);
        last_name_ = taken.name.substr(0, most_quoted);
        if (archive_entry_is_encrypted(entry) != 0)
        {
            inventory_.refuse(rules::encrypted, "'" + last_name_ + "'",
                              "OSM cannot ask for a password: pack without one");
            return false;
        }
        if (kind_ == ArchiveKind::zip && !directory_.names.contains(without_slash(taken.name)))
        {
            inventory_.refuse(rules::damaged, "its table of contents does not know '" + last_name_ + "'", way_to_mend);
            return false;
        }
        const Verdict verdict = inventory_.add(taken);
        stream_.expect_content();
        return verdict != Verdict::stop && read_content(taken.size);
    }

    /// Everything is read, be it kept or not: only then is it known to be whole, and to be no larger than it says.
    bool read_content(std::uint64_t declared_size)
    {
        std::string text;
        text.reserve(inventory_.wants_text() ? inventory_.room_for(declared_size) : 0);
        std::uint64_t end = 0;
        int result = ARCHIVE_OK;
        while (result == ARCHIVE_OK)
        {
            const void* bytes = nullptr;
            std::size_t size = 0;
            std::int64_t offset = 0;
            result = archive_read_data_block(reader_.get(), &bytes, &size, &offset);
            if (result == ARCHIVE_OK)
            {
                // Where the block begins behind the end of the one before, there is a hole, which unpacks to zeros.
                const std::uint64_t begin =
                    std::max(end, static_cast<std::uint64_t>(std::max<std::int64_t>(offset, 0)));
                if (!afford(begin - end + size))
                {
                    return false;
                }
                if (inventory_.wants_text())
                {
                    text.resize(begin);
                    text.append(static_cast<const char*>(bytes), size);
                }
                end = begin + size;
            }
        }
        return end_content(result, std::move(text));
    }

    bool end_content(int result, std::string text)
    {
        if (result != ARCHIVE_EOF)
        {
            report_failure();
            return false;
        }
        if (inventory_.wants_text())
        {
            inventory_.keep_text(std::move(text));
        }
        return true;
    }

    bool afford(std::uint64_t bytes)
    {
        const Limits& limits = inventory_.limits();
        const std::uint64_t unpacked = inventory_.bytes() + bytes;
        if (unpacked > limits.ratio_from && unpacked / limits.ratio > stream_.packed())
        {
            refuse_bomb("'" + last_name_ + "'");
            return false;
        }
        return inventory_.count(bytes);
    }

    void refuse_bomb(const std::string& what)
    {
        inventory_.refuse(rules::bomb,
                          what + " unpacks to more than " + std::to_string(inventory_.limits().ratio) +
                              " times its size",
                          "do not unpack it: it may fill the disk");
    }

    void report_failure()
    {
        const std::string place = last_name_.empty() ? "" : " after '" + last_name_ + "'";
        if (stream_.has_endless_header())
        {
            inventory_.refuse(kind_ == ArchiveKind::zip ? rules::too_many_files : rules::too_large,
                              "its headers" + place + " have no end", "pack only what OSM needs");
        }
        else if (!stream_.fault().empty())
        {
            inventory_.refuse(rules::damaged, stream_.fault() + place, way_to_mend);
        }
        else if (archive_format(reader_.get()) == 0)
        {
            inventory_.refuse(rules::not_a_package, "what is compressed in it is not a tar archive",
                              "pack the folder with: tar -czf NAME.tar.gz NAME");
        }
        else
        {
            const char* const text = archive_error_string(reader_.get());
            inventory_.refuse(rules::damaged, (text != nullptr ? text : "it ends too early") + place, way_to_mend);
        }
    }

    Input& input_;
    ArchiveStream stream_;
    ArchiveHandle reader_;
    Inventory& inventory_;
    ArchiveKind kind_;
    ZipDirectory directory_{};
    std::string last_name_{};
};

} // namespace

std::optional<ArchiveKind> archive_kind(std::string_view first_bytes)
{
    if (first_bytes.starts_with(gzip_mark))
    {
        return ArchiveKind::tar_gz;
    }
    if (first_bytes.starts_with(zip_mark) || first_bytes.starts_with(empty_zip_mark))
    {
        return ArchiveKind::zip;
    }
    const bool is_tar = first_bytes.size() > tar_mark_at && first_bytes.substr(tar_mark_at).starts_with(tar_mark);
    return is_tar ? std::optional(ArchiveKind::tar) : std::nullopt;
}

void read_archive(Input& input, ArchiveKind kind, Inventory& inventory)
{
    const Utf8Locale locale;
    ArchiveReader(input, kind, inventory).run();
    input.check();
}

} // namespace edgepool::package
