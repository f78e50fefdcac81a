// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/rule.h"
#include "package/entry.h"
#include "package/links.h"
#include "package/package.h"

namespace edgepool::package
{

enum class Verdict
{
    take, ///< its content comes next
    skip,
    stop, ///< nothing more is to be read
};

/// Takes a package in, entry by entry, whatever it is read from. Judges each before anything else is done with it, and
/// counts what all of them cost.
class Inventory
{
public:
    /// Tells by its path below the top folder whether a file's text is worth keeping.
    using IsJudged = bool (*)(std::string_view path);

    Inventory(Package package, Diagnostics& diagnostics, const Limits& limits, IsJudged is_judged);

    Verdict add(const Entry& entry);
    /// Whether the content of the file that was just taken is worth keeping.
    bool wants_text() const { return wants_text_; }
    /// Bytes of content as they really come. False: too many.
    bool count(std::uint64_t bytes);
    void keep_text(std::string text);
    /// How much of a text of that size is worth making room for: it may claim any size.
    std::size_t room_for(std::uint64_t size) const;

    void report(const Rule& rule, std::string detail, std::string hint = {});
    /// The fault makes the whole package worthless.
    void refuse(const Rule& rule, std::string detail, std::string hint = {});
    bool refused() const { return refused_; }
    const Limits& limits() const { return limits_; }
    std::uint64_t bytes() const { return bytes_; }

    /// Whether a name began with "./", which the NBI takes for the top folder.
    bool is_dotted() const { return dotted_; }
    const Paths& paths() const { return paths_; }
    /// The package with the files in order; its layout is not judged yet.
    Package finish();

private:
    Verdict skip() const;
    Verdict add_at(const std::string& path, const Entry& entry);
    Verdict add_file(const std::string& path, const Entry& entry);
    Verdict add_link(const std::string& path, const Entry& entry);
    Verdict add_hard_link(const std::string& path, const Entry& entry);
    bool add_path(const std::string& path, PathEntry entry);
    bool add_folders_of(std::string_view path);
    void check_case(std::string_view path);
    bool afford(std::size_t name_bytes);
    std::string text_name(std::string_view path) const;

    Package package_;
    SourcePtr source_; ///< also when the package has been handed out
    Diagnostics& diagnostics_;
    Limits limits_;
    IsJudged is_judged_;
    Paths paths_;
    std::map<std::string, std::string, std::less<>> spellings_; ///< by the name without letter case
    std::uint64_t bytes_ = 0;
    std::uint64_t declared_bytes_ = 0;
    std::uint64_t kept_bytes_ = 0;
    std::size_t fault_count_ = 0;
    std::string current_{}; ///< the entry, in messages
    bool wants_text_ = false;
    bool refused_ = false;
    bool exhausted_ = false;
    bool dotted_ = false;
};

} // namespace edgepool::package
