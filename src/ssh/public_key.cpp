// SPDX-License-Identifier: Apache-2.0
#include "ssh/public_key.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/base64.h"
#include "base/error.h"
#include "base/utf8.h"
#include "ssh/rules.h"
#include "ssh/wire_text.h"

namespace edgepool::ssh
{

namespace
{

struct Kind
{
    std::string_view name{};
    std::size_t size_of_blob = 0; ///< name and parts, each with its length before it
};

constexpr std::array kinds{Kind{"ssh-ed25519", 51}, Kind{"ecdsa-sha2-nistp256", 104}, Kind{"ecdsa-sha2-nistp384", 136},
                           Kind{"ecdsa-sha2-nistp521", 172}};
constexpr std::size_t longest_quote = 60;

} // namespace

PublicKey PublicKey::parse(std::string_view line)
{
    const auto space = line.find(' ');
    const std::string_view rest = space == std::string_view::npos ? std::string_view{} : line.substr(space + 1);
    PublicKey key(from_base64(rest.substr(0, rest.find_first_of(" \r\n"))).value_or(""));
    if (key.kind() != line.substr(0, space) || !key.is_usable())
    {
        throw Error(found(rules::bad_key, {}, "'" + utf8::printable(line.substr(0, longest_quote)) + "'",
                          "a public key is a line like 'ssh-ed25519 AAAA...'; ssh-keygen -t ed25519 makes one"));
    }
    return key;
}

std::string PublicKey::kind() const
{
    std::string_view rest = blob_;
    return utf8::printable(take_text(rest).value_or("unknown"));
}

bool PublicKey::is_usable() const
{
    const auto known = std::ranges::find(kinds, kind(), &Kind::name);
    return known != kinds.end() && blob_.size() == known->size_of_blob;
}

std::string PublicKey::line() const
{
    return kind() + " " + to_base64(blob_);
}

} // namespace edgepool::ssh
