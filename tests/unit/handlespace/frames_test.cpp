// SPDX-License-Identifier: Apache-2.0
#include "handlespace/frames.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "unit/handlespace/captured.h"

namespace edgepool::handlespace
{

namespace
{

struct Heard
{
    std::vector<Octets> datagrams{};
    std::vector<Tally> tallies{};

    FrameReader::Sinks sinks()
    {
        return {.on_report = [this](View datagram) { datagrams.emplace_back(datagram.begin(), datagram.end()); },
                .on_tally = [this](const Tally& tally) { tallies.push_back(tally); }};
    }
};

std::vector<Octets> datagrams()
{
    std::vector<Octets> all;
    for (Captured& each : captured_datagrams())
    {
        all.push_back(std::move(each.datagram));
    }
    all.emplace_back();                       // an empty one
    all.emplace_back(longest_datagram, 0xaa); // and the longest
    return all;
}

TEST(Frames, ComeOutAsTheyWentInWhateverThePieces)
{
    const Tally tally{.received = 57, .malformed = 2, .lost = std::uint64_t{1} << 40U};
    Octets stream;
    for (const Octets& datagram : datagrams())
    {
        add_report_frame(stream, datagram);
        add_tally_frame(stream, tally);
    }
    for (const std::size_t size : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{300}, stream.size()})
    {
        Heard heard;
        FrameReader reader;
        for (std::size_t start = 0; start < stream.size(); start += size)
        {
            const View piece = View(stream).subspan(start, std::min(size, stream.size() - start));
            ASSERT_TRUE(reader.take(piece, heard.sinks()));
        }
        EXPECT_EQ(heard.datagrams, datagrams()) << size;
        EXPECT_EQ(heard.tallies, std::vector(datagrams().size(), tally)) << size;
    }
}

TEST(Frames, OfSomebodyElseAreRefusedOnceAndForAll)
{
    for (const std::string_view noise : {"Welcome to Debian", "R\xff\xff", "T\x00\x01", "\x00\x00\x00"})
    {
        Heard heard;
        FrameReader reader;
        Octets octets(noise.begin(), noise.end());
        octets.resize(8);
        EXPECT_FALSE(reader.take(octets, heard.sinks())) << noise;
        Octets good;
        add_report_frame(good, datagrams().front());
        EXPECT_FALSE(reader.take(good, heard.sinks())) << noise;
        EXPECT_TRUE(heard.datagrams.empty());
    }
}

TEST(Frames, NoiseBehindAGoodFrameEndsTheStreamThere)
{
    Heard heard;
    FrameReader reader;
    Octets stream;
    add_report_frame(stream, datagrams().front());
    stream.insert(stream.end(), {'?', '?', '?', '?'});
    EXPECT_FALSE(reader.take(stream, heard.sinks()));
    EXPECT_EQ(heard.datagrams.size(), 1U);
}

} // namespace

} // namespace edgepool::handlespace
