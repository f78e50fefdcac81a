// SPDX-License-Identifier: Apache-2.0
#include "recipe/report.h"

#include <string>

#include <gtest/gtest.h>

namespace edgepool::recipe
{

namespace
{

bool is_noise(std::string_view line)
{
    return std::holds_alternative<Noise>(parse_line(line));
}

TEST(Report, ReadsWhatAScriptWrites)
{
    const Line line =
        parse_line(R"({"task":3,"name":"a \"b\" \\","state":"failed","seconds":1.25,"why":"w","output":"x\ny\n"})");
    const auto& report = std::get<TaskReport>(line);
    EXPECT_EQ(report.number, 3U);
    EXPECT_EQ(report.name, "a \"b\" \\");
    EXPECT_EQ(report.state, State::failed);
    EXPECT_EQ(report.seconds, 1.25);
    EXPECT_EQ(report.why, "w");
    EXPECT_EQ(report.output, "x\ny");
    EXPECT_EQ(std::get<Waiting>(parse_line(R"({"waiting":"for it"})")).why, "for it");
    EXPECT_EQ(std::get<Refusal>(parse_line(R"({"refused":"no"})")).why, "no");
}

TEST(Report, TakesOtherLinesAsNoise)
{
    EXPECT_EQ(std::get<Noise>(parse_line("hello \x1b[31m there\x07")).text, "hello ?[31m there?");
    for (const std::string_view line :
         {"", "{", "{}", "[]", "{\"task\":1}", R"({"task":-1,"name":"n","state":"changed","seconds":1})",
          R"({"task":1,"name":"n","state":"chnaged","seconds":1})",
          R"({"task":1,"name":"n","state":"changed","seconds":1e9})",
          R"({"task":1,"name":"n","state":"changed","seconds":1.2.3})", R"({"task":1,"name":"n","state":"changed"})",
          R"({"task":1,"name":"n","state":"changed","seconds":1}x)",
          R"({"task":99999999999999999999,"name":"n","state":"started"})", R"({"waiting":"a","waiting":"b"})",
          R"({"waiting":"a)", R"({"waiting":"\)", R"({"waiting":"\u0041"})", R"({"end":"day-1","unchanged":1})"})
    {
        EXPECT_TRUE(is_noise(line)) << line;
    }
}

TEST(Report, BoundsAndCleansTexts)
{
    const std::string invalid = "{\"waiting\":\"a\xff\xfe" + std::string(5000, 'w') + "\"}";
    const Line line = parse_line(invalid);
    EXPECT_EQ(std::get<Waiting>(line).why.substr(0, 4), "a??w");
    EXPECT_LE(std::get<Waiting>(line).why.size(), 300U);
    EXPECT_TRUE(is_noise("{\"waiting\":\"" + std::string(20000, 'w') + "\"}"));
    EXPECT_LE(std::get<Noise>(parse_line(std::string(1 << 20, 'x'))).text.size(), 300U);
}

} // namespace

} // namespace edgepool::recipe
