// SPDX-License-Identifier: Apache-2.0
#include "doc/yaml_encoding.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "unit/doc/reading.h"

namespace edgepool::doc
{

namespace
{

using namespace std::string_view_literals;

Diagnostic fault_in(std::string_view text)
{
    return fault_of(std::string(text));
}

TEST(YamlEncoding, ControlCharactersAreNamedAndPlaced)
{
    const Diagnostic fault = fault_in("a: b\nc: d\x1b[0m\n");
    EXPECT_EQ(fault.code, "yaml.control-character");
    EXPECT_EQ(fault.detail, "the control character U+001B cannot be in a YAML file");
    EXPECT_EQ(fault.where.begin(), (Position{.line = 2, .column = 5}));
    EXPECT_EQ(fault_in("a: \0b"sv).detail, "the NUL byte cannot be in a YAML file");
}

TEST(YamlEncoding, NoControlCharacterEndsTheTextSilently)
{
    for (const char c : "\x01\x04\x07\x0b\x0c\x1a\x7f"sv)
    {
        const std::string text = std::string("a: b # ") + c + "\nc: d\n";
        EXPECT_EQ(fault_of(text).code, "yaml.control-character") << static_cast<int>(c);
    }
}

TEST(YamlEncoding, LineEndsThatOnlySomeReadersSeeAreRefused)
{
    EXPECT_NE(fault_in("a: b\rc: d\r").detail.find("carriage return"), std::string::npos);
    EXPECT_NE(fault_in("a: b\u0085c").hint.find("\\N"), std::string::npos);
    EXPECT_NE(fault_in("a: b\u2028c").hint.find("\\L"), std::string::npos);
    EXPECT_NE(fault_in("a: b\u2029c").hint.find("\\P"), std::string::npos);
    EXPECT_EQ(value_of("a: \"\\N\\L\\P\"\r\nb: c\r\n"), Value(Object{{"a", "\u0085\u2028\u2029"}, {"b", "c"}}));
}

TEST(YamlEncoding, AByteOrderMarkStandsAtTheStartOnly)
{
    EXPECT_EQ(value_of("\ufeffa: b"), Value(Object{{"a", "b"}}));
    EXPECT_NE(fault_in("a: \ufeffb").detail.find("U+FEFF"), std::string::npos);
    EXPECT_NE(fault_in("\ufeff\ufeffa: b").detail.find("U+FEFF"), std::string::npos);
}

TEST(YamlEncoding, OtherEncodingsAreToldApart)
{
    const Diagnostic latin1 = fault_in("name: caf\xe9\n");
    EXPECT_EQ(latin1.code, "yaml.invalid-utf8");
    EXPECT_EQ(latin1.detail, "the byte 0xE9 does not belong here");
    EXPECT_EQ(latin1.where.span, (Span{9, 10}));
    EXPECT_EQ(latin1.hint, "save the file as UTF-8");
    for (const std::string_view utf16 : {"\xff\xfe"
                                         "a\0:\0"sv,
                                         "\xfe\xff\0a\0:"sv, "a\0:\0 \0"sv, "\0a\0:\0 "sv})
    {
        EXPECT_EQ(fault_in(utf16).detail, "the file is UTF-16");
    }
}

TEST(YamlEncoding, TheFirstForbiddenThingIsTold)
{
    EXPECT_EQ(fault_in("\x01 \xff").code, "yaml.control-character");
    EXPECT_EQ(fault_in("\xff \x01").code, "yaml.invalid-utf8");
}

} // namespace

} // namespace edgepool::doc
