// SPDX-License-Identifier: Apache-2.0
// The format: PROTOCOL.key of OpenSSH.
#include "crypto/host_key.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string_view>

#include <openssl/evp.h>

#include "crypto/random.h"

namespace edgepool::crypto
{

namespace
{

constexpr std::string_view type = "ssh-ed25519";
constexpr std::string_view first_line = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
constexpr std::string_view last_line = "-----END OPENSSH PRIVATE KEY-----\n";

struct FreeKey
{
    void operator()(EVP_PKEY* key) const { ::EVP_PKEY_free(key); }
};

struct Pair
{
    std::string seed{};
    std::string point{};
};

Pair make_pair()
{
    const std::unique_ptr<EVP_PKEY, FreeKey> key(::EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    assert(key);
    std::array<unsigned char, 32> seed{};
    std::array<unsigned char, 32> point{};
    std::size_t seed_size = seed.size();
    std::size_t point_size = point.size();
    [[maybe_unused]] const bool good = ::EVP_PKEY_get_raw_private_key(key.get(), seed.data(), &seed_size) == 1 &&
                                       ::EVP_PKEY_get_raw_public_key(key.get(), point.data(), &point_size) == 1;
    assert(good);
    return {.seed = {seed.begin(), seed.end()}, .point = {point.begin(), point.end()}};
}

std::string number(std::uint32_t value)
{
    std::string bytes;
    for (const unsigned shift : {24U, 16U, 8U, 0U})
    {
        bytes += static_cast<char>((value >> shift) & 255U);
    }
    return bytes;
}

std::string text(std::string_view value)
{
    return number(static_cast<std::uint32_t>(value.size())) + std::string(value);
}

std::string base64(const std::string& bytes)
{
    std::string result(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int size =
        ::EVP_EncodeBlock(reinterpret_cast<unsigned char*>(result.data()),
                          reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    result.resize(static_cast<std::size_t>(size));
    return result;
}

std::optional<std::string> from_base64(std::string_view lines)
{
    std::string encoded;
    std::ranges::copy_if(lines, std::back_inserter(encoded), [](char c) { return c != '\n' && c != '\r'; });
    std::string bytes(3 * (encoded.size() / 4), '\0');
    const int size =
        ::EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                          reinterpret_cast<const unsigned char*>(encoded.data()), static_cast<int>(encoded.size()));
    return size < 0 ? std::nullopt : std::optional(bytes);
}

std::string in_lines(const std::string& encoded)
{
    constexpr std::size_t width = 70;
    std::string lines;
    for (std::size_t begin = 0; begin < encoded.size(); begin += width)
    {
        lines += encoded.substr(begin, width) + "\n";
    }
    return lines;
}

/// Of a file that has one key and no passphrase.
std::string file_begin()
{
    return std::string("openssh-key-v1") + '\0' + text("none") + text("none") + text("") + number(1);
}

std::string private_part(const Pair& pair, std::string_view blob_name, const std::string& comment)
{
    const std::string check = random_bytes(4);
    std::string part =
        check + check + text(blob_name) + text(pair.point) + text(pair.seed + pair.point) + text(comment);
    for (char padding = 1; part.size() % 8 != 0; ++padding)
    {
        part += padding;
    }
    return part;
}

} // namespace

SshKey make_ssh_key(const std::string& comment)
{
    const Pair pair = make_pair();
    const std::string blob = text(type) + text(pair.point);
    const std::string file = file_begin() + text(blob) + text(private_part(pair, type, comment));
    return {.private_key = Secret(std::string(first_line) + in_lines(base64(file)) + std::string(last_line)),
            .public_key = std::string(type) + " " + base64(blob)};
}

std::optional<std::string> public_half(const Secret& private_key)
{
    const std::string_view file = private_key.expose();
    const std::size_t end = file.find(last_line.substr(0, last_line.size() - 1));
    if (!file.starts_with(first_line) || end == std::string_view::npos)
    {
        return std::nullopt;
    }
    constexpr std::uint32_t point_size = 32;
    const std::string blob_size = number(static_cast<std::uint32_t>(text(type).size()) + 4 + point_size);
    const std::string begin = file_begin() + blob_size + text(type) + number(point_size);
    const auto bytes = from_base64(file.substr(first_line.size(), end - first_line.size()));
    if (!bytes || !bytes->starts_with(begin) || bytes->size() < begin.size() + point_size)
    {
        return std::nullopt;
    }
    return std::string(type) + " " + base64(text(type) + text(bytes->substr(begin.size(), point_size)));
}

} // namespace edgepool::crypto
