// SPDX-License-Identifier: Apache-2.0
#include "recipe/gzip.h"

#include <cassert>

#include <zlib.h>

namespace edgepool::recipe
{

std::string gzip(std::string_view bytes)
{
    constexpr int window_with_gzip_head = 15 + 16;
    constexpr int most_memory = 9;
    z_stream stream{};
    [[maybe_unused]] const int begun = ::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window_with_gzip_head,
                                                      most_memory, Z_DEFAULT_STRATEGY);
    assert(begun == Z_OK);
    std::string packed(::deflateBound(&stream, bytes.size()), '\0');
    std::string input(bytes); // zlib takes no constant input
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    [[maybe_unused]] const int ended = ::deflate(&stream, Z_FINISH);
    assert(ended == Z_STREAM_END);
    packed.resize(stream.total_out);
    ::deflateEnd(&stream);
    return packed;
}

} // namespace edgepool::recipe
