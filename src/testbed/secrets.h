// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/secret.h"
#include "base/source.h"

namespace edgepool::testbed
{

struct Case;

struct SecretFile
{
    Secret content{};
    bool readable_by_others = false; ///< by anybody but its owner
};

/// Where secrets are looked up; nullopt for what is not there. Both functions must be given.
struct SecretSources
{
    std::function<std::optional<Secret>(const std::string& variable)> environment{};
    std::function<std::optional<SecretFile>(const std::string& path)> file{};
};

/// Judges what the secrets hold, without ever saying it.
void check_secrets(const Case& look, const SecretSources& sources);

/// The path of a secret's file: a relative name counts from the folder of the testbed file.
std::string secret_path(const Source& testbed_file, std::string_view name);

/// The secret itself: files end with a line end, which is no part of it.
std::string_view secret_text(std::string_view content);

} // namespace edgepool::testbed
