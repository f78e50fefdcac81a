// SPDX-License-Identifier: Apache-2.0
#include "ssh/public_key.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/base64.h"
#include "base/error.h"
#include "base/utf8.h"
#include "ssh/rules.h"

namespace edgepool::ssh
{

namespace
{

constexpr std::string_view kind = "ssh-ed25519";
/// Two lengths of four bytes, the kind, and 32 bytes of key.
constexpr std::size_t size_of_blob = 4 + kind.size() + 4 + 32;
constexpr std::size_t longest_quote = 60;

/// The text at the front, which is preceded by its length.
std::optional<std::string_view> first_text(std::string_view blob)
{
    if (blob.size() < 4)
    {
        return std::nullopt;
    }
    std::size_t length = 0;
    for (std::size_t i = 0; i < 4; ++i)
    {
        length = length << 8U | static_cast<std::uint8_t>(blob[i]);
    }
    return length <= blob.size() - 4 ? std::optional(blob.substr(4, length)) : std::nullopt;
}

} // namespace

PublicKey PublicKey::parse(std::string_view line)
{
    const auto space = line.find(' ');
    const std::string_view rest = space == std::string_view::npos ? std::string_view{} : line.substr(space + 1);
    const auto blob = from_base64(rest.substr(0, rest.find_first_of(" \r\n")));
    if (line.substr(0, space) != kind || !blob || blob->size() != size_of_blob || first_text(*blob) != kind)
    {
        throw Error(found(rules::bad_key, {}, "'" + utf8::printable(line.substr(0, longest_quote)) + "'",
                          "a public key is a line like 'ssh-ed25519 AAAA...'; ssh-keygen -t ed25519 makes one"));
    }
    return PublicKey(*blob);
}

std::string PublicKey::line() const
{
    return utf8::printable(first_text(blob_).value_or("unknown")) + " " + to_base64(blob_);
}

} // namespace edgepool::ssh
