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
    std::string agent{};             ///< the program itself
};

/// What the user adds to each machine's image.
struct Additions
{
    std::vector<std::string> packages{};
    std::vector<GuestFile> files{};
};

/// The recipe of the machines of a testbed, with this computer's sources. `agent` is the path of the program
/// edgepool-agent. Throws Error if that is not there.
Recipe make_recipe(const std::string& agent, const Additions& additions = {});

/// The name of the image: a hash of all that goes in, so that an image that has the name is the right one.
std::string key_of(const Recipe& recipe);

/// Where edgepool-agent is: beside the running program, or where it was installed to. Throws Error.
std::string find_agent();

/// Paths that no machine needs and that are large: pictures' drivers, compilers, documents.
const std::vector<std::string>& left_out_paths();

} // namespace edgepool::local
