// SPDX-License-Identifier: Apache-2.0
// Whatever a registrar sends: it is understood or refused with a reason; what is understood is said the same way again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "asap/message.h"
#include "asap/policy.h"

namespace
{

using edgepool::asap::Decoded;

void require(bool condition, std::string_view what)
{
    if (!condition)
    {
        std::cerr << "broken: " << what << '\n';
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Decoded decoded = edgepool::asap::decode({data, size});
    require(decoded.message.has_value() == decoded.fault.empty(), "a message, or a reason why not");
    if (decoded.message)
    {
        const auto octets = edgepool::asap::encode(*decoded.message);
        require(edgepool::asap::decode(octets).message == decoded.message, "a message is read as it was written");
    }
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto parsed = edgepool::asap::parse_policy(text);
    require(parsed.policy.has_value() == parsed.fault.empty(), "a policy, or a reason why not");
    return 0;
}
