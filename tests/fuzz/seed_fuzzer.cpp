// SPDX-License-Identifier: Apache-2.0
// Whatever comes over the port: what is read, is written as it was read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "seed/message.h"
#include "seed/seed.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    namespace seed = edgepool::seed;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const seed::Reading reading = seed::read_body(text);
    if (reading.seed)
    {
        seed::MessageReader reader;
        reader.feed(text.substr(0, size / 3));
        reader.forget();
        reader.feed(seed::to_message(*reading.seed).expose());
        const auto body = reader.next();
        const seed::Reading again = seed::read_body(body.value_or(""));
        if (!again.seed || seed::to_message(*again.seed).expose() != seed::to_message(*reading.seed).expose())
        {
            std::abort();
        }
    }
    seed::MessageReader stream;
    stream.feed(text);
    while (stream.next())
    {
    }
    return 0;
}
