// SPDX-License-Identifier: Apache-2.0
#include "crypto/random.h"

#include <cassert>

#include <sys/random.h>

namespace edgepool::crypto
{

std::string random_bytes(std::size_t count)
{
    std::string bytes(count, '\0');
    for (std::size_t done = 0; done < count;)
    {
        const ssize_t got = ::getrandom(bytes.data() + done, count - done, 0);
        assert(got > 0);
        done += static_cast<std::size_t>(got);
    }
    return bytes;
}

std::string to_hex(const std::string& bytes)
{
    constexpr const char* digits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (const char byte : bytes)
    {
        text += digits[static_cast<unsigned char>(byte) >> 4U];
        text += digits[static_cast<unsigned char>(byte) & 15U];
    }
    return text;
}

} // namespace edgepool::crypto
