// SPDX-License-Identifier: Apache-2.0
#include "package/inventory.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "package/names.h"
#include "package/rules.h"

namespace edgepool::package
{

namespace
{

constexpr std::size_t most_faults = 20; // a hostile archive has as many as it likes
constexpr std::size_t most_levels = 64;
constexpr std::size_t longest_target = 1024;

std::string megabytes(std::uint64_t bytes)
{
    constexpr std::uint64_t one = std::uint64_t{1} << 20U;
    return bytes < one ? std::to_string(bytes) + " bytes" : std::to_string(bytes / one) + " MiB";
}

} // namespace

Inventory::Inventory(Package package, Diagnostics& diagnostics, const Limits& limits, IsJudged is_judged)
    : package_(std::move(package)),
      source_(package_.source),
      diagnostics_(diagnostics),
      limits_(limits),
      is_judged_(is_judged)
{
}

void Inventory::report(const Rule& rule, std::string detail, std::string hint)
{
    ++fault_count_;
    if (fault_count_ < most_faults)
    {
        diagnostics_.add(found(rule, {.source = source_}, std::move(detail), std::move(hint)));
    }
    else if (fault_count_ == most_faults)
    {
        diagnostics_.add(found(rules::more_faults, {.source = source_}, "these are enough to refuse it"));
    }
}

void Inventory::refuse(const Rule& rule, std::string detail, std::string hint)
{
    refused_ = true;
    report(rule, std::move(detail), std::move(hint));
}

Verdict Inventory::add(const Entry& entry)
{
    wants_text_ = false;
    current_ = "an entry";
    if (fault_count_ >= most_faults)
    {
        return Verdict::stop;
    }
    if (auto fault = judge_name(entry.name))
    {
        refuse(*fault->rule, std::move(fault->detail), std::move(fault->hint));
        return Verdict::skip;
    }
    if (package_.form == Package::Form::zip && entry.name.find("..") != std::string::npos)
    {
        report(rules::outside_path, "'" + entry.name + "' has '..': in a zip the NBI refuses it anywhere in a path",
               "rename the file, or make a .tar.gz");
    }
    dotted_ = dotted_ || entry.name.starts_with("./");
    const std::string path = tidy_path(entry.name);
    current_ = "'" + path + "'";
    if (count_components(path) > most_levels)
    {
        refuse(rules::too_deep, "'" + path.substr(0, path.find('/', 60)) + "/...' has over 64 levels",
               "leave it out: OSM needs four levels");
        return Verdict::skip;
    }
    return add_at(path, entry);
}

Verdict Inventory::add_at(const std::string& path, const Entry& entry)
{
    if (path.empty())
    {
        // "." is the folder that all is in.
        return entry.type == EntryType::folder ? Verdict::take : Verdict::skip;
    }
    switch (entry.type)
    {
    case EntryType::file:
        return add_file(path, entry);
    case EntryType::link:
        return add_link(path, entry);
    case EntryType::hard_link:
        return add_hard_link(path, entry);
    case EntryType::special:
        refuse(rules::special_file, "'" + path + "' is a device, a pipe or a socket", "leave it out");
        return Verdict::skip;
    case EntryType::folder:
        break;
    }
    return add_path(path, {.type = EntryType::folder}) ? Verdict::take : skip();
}

Verdict Inventory::skip() const
{
    return exhausted_ ? Verdict::stop : Verdict::skip;
}

Verdict Inventory::add_file(const std::string& path, const Entry& entry)
{
    declared_bytes_ += std::min(entry.size, limits_.bytes + 1);
    if (declared_bytes_ > limits_.bytes)
    {
        refuse(rules::too_large,
               "with '" + path + "' it unpacks to more than " + megabytes(limits_.bytes) + ", the most that is read",
               "leave images out of it: the cloud has them already");
        return Verdict::stop;
    }
    if (!add_path(path, {.type = EntryType::file, .file = package_.files.size()}))
    {
        return skip();
    }
    const bool may_have_no_top_folder = package_.form == Package::Form::zip || dotted_;
    wants_text_ = is_judged_(without_first_component(path)) || (may_have_no_top_folder && is_judged_(path));
    package_.files.push_back({.path = path, .size = entry.size, .executable = entry.executable});
    return Verdict::take;
}

Verdict Inventory::add_link(const std::string& path, const Entry& entry)
{
    if (entry.target.size() > longest_target)
    {
        refuse(rules::bad_name, current_ + " is a link to a name of " + std::to_string(entry.target.size()) + " bytes",
               "copy what it leads to into the package");
        return Verdict::skip;
    }
    if (!add_path(path, {.type = EntryType::link, .file = package_.files.size(), .target = entry.target}))
    {
        return skip();
    }
    package_.files.push_back({.path = path});
    afford(entry.target.size());
    return skip();
}

/// In a tar, a hard link is a second name for a file that came before.
Verdict Inventory::add_hard_link(const std::string& path, const Entry& entry)
{
    if (const auto fault = judge_name(entry.target))
    {
        refuse(rules::outside_link, "'" + path + "' is a hard link to " + fault->detail, fault->hint);
        return Verdict::skip;
    }
    const auto target = paths_.find(tidy_path(entry.target));
    if (target == paths_.end() || target->second.type != EntryType::file)
    {
        report(rules::dangling_link,
               "'" + path + "' is a hard link to '" + utf8::printable(entry.target) + "', which did not come before it",
               "pack the folder again with tar");
        return Verdict::skip;
    }
    if (!add_path(path, {.type = EntryType::file, .file = package_.files.size()}))
    {
        return skip();
    }
    File copy = package_.files[target->second.file];
    copy.path = path;
    package_.files.push_back(std::move(copy));
    return Verdict::skip;
}

/// False: it is there already (which is reported, unless both are folders), or there are too many.
bool Inventory::add_path(const std::string& path, PathEntry entry)
{
    if (!add_folders_of(path))
    {
        return false;
    }
    if (const auto known = paths_.find(path); known != paths_.end())
    {
        const bool both_folders = known->second.type == EntryType::folder && entry.type == EntryType::folder;
        if (!both_folders)
        {
            refuse(rules::duplicate,
                   "'" + path + "' is there more than once: which one counts depends on who unpacks it",
                   "pack the folder again, into a new archive");
        }
        return both_folders;
    }
    if (!afford(path.size()))
    {
        return false;
    }
    check_case(path);
    entry.listed = true;
    paths_.emplace(path, std::move(entry));
    return true;
}

bool Inventory::add_folders_of(std::string_view path)
{
    for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1))
    {
        const std::string_view folder = path.substr(0, slash);
        const auto known = paths_.find(folder);
        if (known == paths_.end())
        {
            if (!afford(folder.size()))
            {
                return false;
            }
            check_case(folder);
            paths_.emplace(std::string(folder), PathEntry{});
        }
        else if (known->second.type != EntryType::folder)
        {
            refuse(rules::duplicate,
                   "'" + std::string(folder) + "' is a folder and a " +
                       (known->second.type == EntryType::link ? "link" : "file"),
                   "pack the folder again, into a new archive");
            return false;
        }
    }
    return true;
}

void Inventory::check_case(std::string_view path)
{
    const auto [known, is_new] = spellings_.try_emplace(without_case(path), path);
    // Of folders that differ, what is in them differs, too: said once is enough.
    if (!is_new && folder_of(known->second) == folder_of(path))
    {
        report(rules::case_clash, "'" + known->second + "' and '" + std::string(last_component(path)) + "'",
               "rename one: on a Mac or on Windows only one of them would be left");
    }
}

/// Names are kept three times: by path, without letter case, and in the list of files.
bool Inventory::afford(std::size_t name_bytes)
{
    kept_bytes_ += 3 * name_bytes;
    exhausted_ = paths_.size() >= limits_.files || kept_bytes_ > limits_.kept_bytes;
    if (paths_.size() >= limits_.files)
    {
        refuse(rules::too_many_files, "it has more than " + std::to_string(limits_.files) + " files and folders",
               "leave out what OSM does not need");
    }
    else if (exhausted_)
    {
        refuse(rules::too_large, "its names and texts take more than " + megabytes(limits_.kept_bytes),
               "leave out what OSM does not need");
    }
    return !exhausted_;
}

bool Inventory::count(std::uint64_t bytes)
{
    bytes_ += bytes;
    if (bytes_ > limits_.bytes)
    {
        refuse(rules::bomb, current_ + " unpacks to more than it says", "do not unpack it: it would fill the disk");
        return false;
    }
    kept_bytes_ += wants_text_ ? bytes : 0;
    return !wants_text_ || afford(0);
}

void Inventory::keep_text(std::string text)
{
    File& file = package_.files.back();
    file.text = std::make_shared<const Source>(text_name(file.path), std::move(text));
}

std::size_t Inventory::room_for(std::uint64_t size) const
{
    return static_cast<std::size_t>(std::min(size, limits_.kept_bytes - std::min(kept_bytes_, limits_.kept_bytes)));
}

std::string Inventory::text_name(std::string_view path) const
{
    if (package_.form != Package::Form::folder)
    {
        return package_.name + "/" + std::string(path);
    }
    const std::string_view below = without_first_component(path);
    return package_.name + (package_.name.ends_with('/') ? "" : "/") + std::string(below);
}

Package Inventory::finish()
{
    std::ranges::sort(package_.files, {}, &File::path);
    return std::move(package_);
}

} // namespace edgepool::package
