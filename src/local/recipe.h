// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "local/apt_sources.h"
#include "local/guest_file.h"

namespace edgepool::local
{

/// All that goes into an image, before anything is done.
struct Recipe
{
    std::string release = "bookworm";
    std::vector<std::string> packages{};
    std::vector<AptSource> sources{};
    std::string sources_date{};      ///< of the release's list of packages, as this computer knows it
    std::vector<std::string> keys{}; ///< the content of the files of keys that the sources name
    std::vector<GuestFile> files{};  ///< laid over what the packages bring
    std::string user{};              ///< a system user; none if empty
    std::string agent{};             ///< the program itself
};

/// What the user adds to each machine's image.
struct Additions
{
    std::vector<std::string> packages{};
    std::vector<GuestFile> files{};
};

/// What day-1 would put into each machine anyway. It looks for it, and finds it there.
struct Prepared
{
    std::string user{};
    std::vector<GuestFile> files{};
};

/// Paths of the programs of edgepool's own that are in each machine.
struct OwnPrograms
{
    std::string agent{};
    std::string member{};
};

/// Where they are: beside the running program, or where they were installed to. Throws Error.
OwnPrograms find_own_programs();
OwnPrograms own_programs_in(const std::string& folder);

/// Where edgepool-member is in each machine. Day-1 would put it there.
inline constexpr const char* member_in_machine = "/usr/local/lib/edgepool/edgepool-member";

/// The recipe of the machines of a testbed, with this computer's sources. Throws Error if a program is not there.
Recipe make_recipe(const OwnPrograms& programs, const Prepared& prepared, const Additions& additions = {});

/// The name of the image: a hash of all that goes in, so that an image that has the name is the right one.
std::string key_of(const Recipe& recipe);

/// Paths that no machine needs and that are large: pictures' drivers, compilers, documents.
const std::vector<std::string>& left_out_paths();

} // namespace edgepool::local
