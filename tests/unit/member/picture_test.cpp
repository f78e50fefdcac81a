// SPDX-License-Identifier: Apache-2.0
#include "member/picture.h"

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "member/fractal.h"
#include "member/fractal_protocol.h"
#include "member/fractal_text.h"
#include "member/png.h"
#include "unit/asap/captured.h"

namespace edgepool::member
{

namespace
{

/// What the captured pool user asked for: all of it belongs to the set.
constexpr Fractal captured_fractal{
    .width = 200, .height = 96, .from = {-0.1, 0.1}, .to = {0.1, -0.1}, .iterations = 20000};

TEST(MemberFractal, PointsOfTheSetTakeAllSteps)
{
    EXPECT_EQ(value_at(captured_fractal, 0, 0), 20000U);
    EXPECT_EQ(value_at(captured_fractal, 199, 95), 20000U);
}

TEST(MemberFractal, PointsBeyondItEscape)
{
    const Fractal fractal{.width = 4, .height = 4};
    EXPECT_EQ(value_at(fractal, 0, 0), 0U);
    EXPECT_EQ(value_at(fractal, 2, 2), 1024U);
}

TEST(MemberFractal, AnotherExponentIsAnotherPicture)
{
    Fractal square{.width = 40, .height = 40, .iterations = 100};
    Fractal same = square;
    same.algorithm = Algorithm::mandelbrot_n;
    Fractal cube = same;
    cube.exponent = 3;
    EXPECT_EQ(value_at(square, 20, 20), value_at(same, 20, 20));
    EXPECT_NE(Picture::of(same).checksum(), Picture::of(cube).checksum());
}

TEST(MemberFractalProtocol, AsksAsRsplibDoes)
{
    EXPECT_EQ(encode(captured_fractal),
              asap::captured::octets("0100003c000000c80000006000004e2000000001bfb999999999999a3fb999999999999a3fb99999"
                                     "9999999abfb999999999999a4000000000000000"));
}

TEST(MemberFractalProtocol, UnderstandsAPartOfAPicture)
{
    EXPECT_EQ(decode_fractal_data(asap::captured::octets("020000180000007c000000010000000200004e2000000007")),
              (FractalData{.x = 0x7c, .y = 1, .values = {20000, 7}}));
    EXPECT_EQ(decode_fractal_data(asap::captured::octets("02000010ffffffffffffffff00000000")),
              (FractalData{.x = 0xffffffff, .y = 0xffffffff, .is_end = true}));
}

TEST(MemberFractalProtocol, AnythingElseIsRefused)
{
    for (const std::string_view wrong : {"", "02", "0200001800000000000000000000000200004e20",
                                         "01000018000000000000000000000000", "02000018000000000000000000000145"})
    {
        EXPECT_EQ(decode_fractal_data(asap::captured::octets(wrong)), std::nullopt) << wrong;
    }
}

TEST(MemberFractalText, IsReadAsItIsWritten)
{
    EXPECT_EQ(parse_point("-1.5,0.25"), (Point{-1.5, 0.25}));
    EXPECT_EQ(parse_fractal_kind("mandelbrot")->algorithm, Algorithm::mandelbrot);
    EXPECT_EQ(parse_fractal_kind("mandelbrot-n:3")->exponent, 3);
    EXPECT_EQ(parse_point("1"), std::nullopt);
    EXPECT_EQ(parse_point("1,nan"), std::nullopt);
    EXPECT_FALSE(parse_fractal_kind("julia"));
    EXPECT_FALSE(parse_fractal_kind("mandelbrot-n:"));
}

TEST(MemberPicture, IsWholeWhenEachPixelHasCome)
{
    Picture picture(3, 2);
    const std::array<std::uint32_t, 4> values{1, 2, 3, 4};
    EXPECT_TRUE(picture.put(2, 0, values));
    EXPECT_EQ(picture.missing(), 2U);
    EXPECT_TRUE(picture.put(2, 0, values));
    EXPECT_EQ(picture.missing(), 2U);
    EXPECT_TRUE(picture.put(0, 0, std::array<std::uint32_t, 2>{5, 6}));
    EXPECT_TRUE(picture.is_whole());
}

TEST(MemberPicture, TakesNothingThatDoesNotFit)
{
    Picture picture(3, 2);
    const std::array<std::uint32_t, 4> values{};
    EXPECT_FALSE(picture.put(0, 1, values));
    EXPECT_FALSE(picture.put(3, 0, values));
    EXPECT_FALSE(picture.put(0, 2, {}));
    EXPECT_FALSE(picture.put(0xffffffff, 0xffffffff, values));
    EXPECT_EQ(picture.missing(), 6U);
}

TEST(MemberPicture, AMissingPixelIsSeen)
{
    const Picture whole = Picture::of({.width = 2, .height = 1});
    Picture part(2, 1);
    part.put(0, 0, std::array{value_at({.width = 2, .height = 1}, 0, 0)});
    EXPECT_NE(part.to_png(), whole.to_png());
}

TEST(MemberPng, IsOneThatOthersRead)
{
    const std::array<std::uint8_t, 6> palette{255, 0, 0, 0, 0, 255};
    const std::array<std::uint8_t, 4> pixels{0, 1, 1, 0};
    const std::string png = indexed_png(2, 2, palette, pixels);
    // Python's zlib.crc32 and zlib.adler32 say the same of these parts.
    EXPECT_EQ(crc32("IEND"), 0xae426082U);
    EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1a\n");
    EXPECT_NE(png.find(std::string("\x78\x01\x01\x06\x00\xf9\xff\x00\x00\x01\x00\x01\x00\x00\x0c\x00\x03", 17)),
              std::string::npos);
    EXPECT_EQ(png.substr(png.size() - 8), "IEND\xae\x42\x60\x82");
}

} // namespace

} // namespace edgepool::member
