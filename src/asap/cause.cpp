// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdio>
#include <string_view>

#include "asap/message.h"

namespace edgepool::asap
{

namespace
{

struct Meaning
{
    std::uint16_t code = 0;
    std::string_view text{};
};

/// RFC 5354's, and from 0xf000 on RSPLIB's own.
constexpr auto meanings = std::to_array<Meaning>({
    {0x0001, "unknown parameter"},
    {0x0002, "unknown message"},
    {0x0003, "invalid parameter"},
    {0x0005, "the pool has another policy"},
    {0x0006, "the registrar is out of resources"},
    {0x0008, "the pool handles control channels differently"},
    {unknown_pool, "no such pool, or no such element"},
    {0x0010, "invalid message"},
    {0x0011, "invalid value"},
    {0x100b, "the registrar does not know the policy"},
    {0xf000, "invalid identifier"},
    {0xf002, "the identifier is taken"},
    {0xf003, "invalid policy"},
    {0xf004, "invalid pool handle"},
    {0xf005, "invalid addresses"},
    {0xf007, "the registrar cannot use the addresses that the element is reached at"},
    {0xf008, "none of the service's addresses is one that the registrar sees the element come from"},
});

} // namespace

std::string to_string(const Cause& cause)
{
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "0x%04x", static_cast<unsigned>(cause.code));
    for (const Meaning& meaning : meanings)
    {
        if (meaning.code == cause.code)
        {
            return std::string(meaning.text) + " (cause " + number.data() + ")";
        }
    }
    return std::string("cause ") + number.data();
}

} // namespace edgepool::asap
