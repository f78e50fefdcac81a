// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "cli/console.h"
#include "cli/views/diagnostics_view.h"
#include "descriptor/validate.h"
#include "package/package.h"

namespace edgepool::cli
{

/// Everything that one `validate` is to judge. Inputs are added one after the other; documents that speak of each other
/// (an NSD and its VNFDs, instantiation parameters and their NSD) are judged together at the end.
class Judging
{
public:
    explicit Judging(Console& console) : console_(console) {}

    /// A file, a package as a folder or an archive, a folder with any of them in it, or "-". What cannot be read is
    /// reported and does not keep the others from being judged.
    void add(const std::string& path);

    /// Judges what has not been judged on the way.
    void finish();

    const Diagnostics& diagnostics() const { return diagnostics_; }
    /// What these diagnostics mean for each file and package, in the order in which they were added.
    std::vector<FileVerdict> verdicts(const Diagnostics& diagnostics) const;

private:
    enum class Named
    {
        by_the_user, ///< so it must be something that can be judged
        in_a_folder, ///< other files are left alone
    };

    void add_readable(const std::string& path, Named named);
    void add_folder(const std::string& path);
    void add_package(const std::string& path);
    void add_charm(const std::string& path);
    void add_file(const std::string& path, Named named);
    void add_text(const SourcePtr& source, Named named);

    Console& console_;
    Diagnostics diagnostics_;
    std::deque<package::Package> packages_;
    std::vector<descriptor::Candidate> candidates_;
    std::vector<std::string> names_; ///< of what was judged
    std::vector<std::string> unreadable_;
};

} // namespace edgepool::cli
