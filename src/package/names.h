// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/rule.h"

namespace edgepool::package
{

/// Why an entry's name is refused, in the entry's own words.
struct NameFault
{
    const Rule* rule = nullptr;
    std::string detail{};
    std::string hint{};
};

/// Whether a name may stand in a package: a relative path of printable UTF-8 with "/" between the folders and without
/// "..". Nothing else is looked at before this has been asked.
std::optional<NameFault> judge_name(std::string_view name);

/// The name without "." and empty components: "./a//b/" is "a/b".
std::string tidy_path(std::string_view name);

std::vector<std::string_view> components_of(std::string_view path);
std::string_view first_component(std::string_view path);
std::size_t count_components(std::string_view path);
/// "a/b/c" without "a/"; empty for a single component.
std::string_view without_first_component(std::string_view path);
/// "a/b" of "a/b/c"; empty for a single component.
std::string_view folder_of(std::string_view path);
std::string_view last_component(std::string_view path);

/// The suffixes that the NBI looks for, in lower case only.
bool is_descriptor_name(std::string_view path);

/// The same for names that a file system without letter case takes for one.
std::string without_case(std::string_view path);

} // namespace edgepool::package
