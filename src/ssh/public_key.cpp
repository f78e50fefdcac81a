// SPDX-License-Identifier: Apache-2.0
#include "ssh/public_key.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/error.h"
#include "base/utf8.h"
#include "ssh/rules.h"

namespace edgepool::ssh
{

namespace
{

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
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

std::optional<std::string> from_base64(std::string_view text)
{
    if (text.size() % 4 != 0)
    {
        return std::nullopt;
    }
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
    std::string bytes;
    std::uint32_t bits = 0;
    std::size_t count = 0;
    for (const char c : text.substr(0, text.size() - padding))
    {
        const auto value = alphabet.find(c);
        if (value == std::string_view::npos)
        {
            return std::nullopt;
        }
        bits = bits << 6U | static_cast<std::uint32_t>(value);
        count += 6;
        if (count >= 8)
        {
            count -= 8;
            bytes += static_cast<char>(bits >> count & 0xffU);
        }
    }
    return bytes;
}

std::string to_base64(std::string_view bytes)
{
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3)
    {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
        {
            bits = bits << 8U | (i < count ? static_cast<std::uint8_t>(bytes[at + i]) : 0U);
        }
        for (std::size_t i = 0; i < 4; ++i)
        {
            text += i <= count ? alphabet[bits >> (18U - 6U * i) & 0x3fU] : '=';
        }
    }
    return text;
}

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
