// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "base/rule.h"

/// What can be wrong with a package as a package.
namespace edgepool::package::rules
{

/// The path itself: thrown, not reported.
inline constexpr Rule cannot_read{"package.cannot-read", "cannot read"};
inline constexpr Rule not_a_package{"package.not-a-package", "not a package"};
inline constexpr Rule empty{"package.empty", "empty package"};
inline constexpr Rule damaged{"package.damaged", "damaged archive"};
inline constexpr Rule encrypted{"package.encrypted", "encrypted entry"};
inline constexpr Rule not_compressed{"package.not-compressed", "archive is not compressed", Severity::warning};

inline constexpr Rule too_large{"package.too-large", "package is too large"};
inline constexpr Rule too_many_files{"package.too-many-files", "too many files"};
inline constexpr Rule too_deep{"package.too-deep", "folders are nested too deeply"};
inline constexpr Rule bomb{"package.bomb", "archive unpacks to far more than it should"};

inline constexpr Rule outside_path{"package.outside-path", "path leads out of the package"};
inline constexpr Rule backslash{"package.backslash", "Windows separator in a path"};
inline constexpr Rule bad_name{"package.bad-name", "name that files should not have"};
inline constexpr Rule duplicate{"package.duplicate-file", "file given twice"};
inline constexpr Rule case_clash{"package.case-clash", "names differ in case only", Severity::warning};
inline constexpr Rule special_file{"package.special-file", "neither a file nor a folder"};
inline constexpr Rule unreadable{"package.unreadable", "file cannot be read"};

inline constexpr Rule outside_link{"package.outside-link", "link leads out of the package"};
inline constexpr Rule dangling_link{"package.dangling-link", "link leads nowhere"};
inline constexpr Rule link_loop{"package.link-loop", "links lead in a circle"};
inline constexpr Rule link_in_zip{"package.link-in-zip", "link in a zip archive", Severity::warning};

inline constexpr Rule file_outside{"package.file-outside", "file outside of the top folder"};
inline constexpr Rule several_folders{"package.several-folders", "more than one top folder"};
inline constexpr Rule no_descriptor{"package.no-descriptor", "no descriptor"};
inline constexpr Rule several_descriptors{"package.several-descriptors", "more than one descriptor"};
inline constexpr Rule more_faults{"package.more-faults", "more faults were not looked for", Severity::note};

/// All of the above.
inline constexpr std::array catalogue{
    cannot_read,    not_a_package, empty,           damaged,       encrypted,
    not_compressed, too_large,     too_many_files,  too_deep,      bomb,
    outside_path,   backslash,     bad_name,        duplicate,     case_clash,
    special_file,   unreadable,    outside_link,    dangling_link, link_loop,
    link_in_zip,    file_outside,  several_folders, no_descriptor, several_descriptors,
    more_faults,
};

} // namespace edgepool::package::rules
