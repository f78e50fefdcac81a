// SPDX-License-Identifier: Apache-2.0
#include "crypto/hash.h"

#include <array>
#include <cassert>

#include <openssl/evp.h>

#include "crypto/random.h"

namespace edgepool::crypto
{

namespace
{

std::string digest(std::string_view text, const EVP_MD* kind)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    [[maybe_unused]] const int good = ::EVP_Digest(text.data(), text.size(), bytes.data(), &size, kind, nullptr);
    assert(good == 1);
    return {reinterpret_cast<const char*>(bytes.data()), size};
}

} // namespace

std::string sha256(std::string_view text)
{
    return to_hex(digest(text, ::EVP_sha256()));
}

std::string uuid_of(std::string_view space, std::string_view name)
{
    // The space is itself a name: of version 5 in the space of zeros.
    const auto version_5 = [](const std::string& in, std::string_view text) {
        std::string bytes = digest(in + std::string(text), ::EVP_sha1()).substr(0, 16);
        bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0fU) | 0x50U);
        bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3fU) | 0x80U);
        return bytes;
    };
    std::string text = to_hex(version_5(version_5(std::string(16, '\0'), space), name));
    for (const std::size_t dash : {8U, 13U, 18U, 23U})
    {
        text.insert(dash, "-");
    }
    return text;
}

} // namespace edgepool::crypto
