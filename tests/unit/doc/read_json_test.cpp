// SPDX-License-Identifier: Apache-2.0
#include "doc/read_json.h"

#include <string>

#include <gtest/gtest.h>

#include "unit/doc/reading.h"

namespace edgepool::doc
{

namespace
{

Value json_of(const std::string& text)
{
    Diagnostics diagnostics;
    const auto value = read_json(source_of(text), diagnostics);
    EXPECT_TRUE(value.has_value() && diagnostics.empty()) << text;
    return value.value_or(Value());
}

struct JsonFault
{
    std::string code{};
    std::string marked{}; ///< the text with « and » around the place
    std::string detail{};
};

JsonFault json_fault_of(const std::string& text)
{
    Diagnostics diagnostics;
    EXPECT_FALSE(read_json(source_of(text), diagnostics).has_value()) << text;
    if (diagnostics.items().size() != 1)
    {
        return {};
    }
    const Diagnostic& fault = diagnostics.items().front();
    return {.code = fault.code, .marked = mark(text, fault.where.span), .detail = fault.detail};
}

TEST(ReadJson, EveryTypeIsRead)
{
    EXPECT_EQ(json_of(R"({"a": [1, -2, 2.5, 1e3, true, false, null, "x\u00e9\n"], "b": {}, "c": []})"),
              Value(Object{{"a", List{1, -2, 2.5, 1000.0, true, false, {}, "xé\n"}}, {"b", Object{}}, {"c", List{}}}));
    EXPECT_EQ(json_of(" 7 "), Value(7));
}

TEST(ReadJson, IntegersBeyond64BitsKeepTheirDigitsAsText)
{
    EXPECT_EQ(json_of("9223372036854775807"), Value(std::int64_t{9223372036854775807}));
    EXPECT_EQ(json_of("9223372036854775808"), Value("9223372036854775808"));
    EXPECT_EQ(json_of("[-9223372036854775809, 123456789012345678901234567890]"),
              Value(List{"-9223372036854775809", "123456789012345678901234567890"}));
}

TEST(ReadJson, ADuplicateKeyIsPointedAt)
{
    const JsonFault fault = json_fault_of(R"({"a": {"x": 1}, "x": 2, "a" : 3})");
    EXPECT_EQ(fault.code, "json.duplicate-key");
    EXPECT_EQ(fault.marked, R"({"a": {"x": 1}, "x": 2, «"a"» : 3})");
    EXPECT_EQ(json_fault_of(R"({"q\"\\": 1, "q\"\\": 2})").marked, R"({"q\"\\": 1, «"q\"\\"»: 2})");
    EXPECT_EQ(json_fault_of(R"({"": 1, "": 2})").marked, R"({"": 1, «""»: 2})");
}

TEST(ReadJson, SyntaxFaultsArePointedAt)
{
    EXPECT_EQ(json_fault_of("{\"a\": 1,\n \"b\": }").marked, "{\"a\": 1,\n \"b\": «}»");
    EXPECT_EQ(json_fault_of("[1, 2").marked, "[1, 2«»");
    EXPECT_EQ(json_fault_of("[1 \"a b\"]").marked, "[1 «\"a b\"»]");
    EXPECT_EQ(json_fault_of("[1 -2.5]").marked, "[1 «-2.5»]");
    EXPECT_EQ(json_fault_of("{1: 2}").marked, "{«1»: 2}");
    EXPECT_EQ(json_fault_of("[1, tru]").code, "json.syntax");
    EXPECT_EQ(json_fault_of("{'a': 1}").code, "json.syntax");
    EXPECT_EQ(json_fault_of("[1] x").code, "json.syntax");
    EXPECT_EQ(json_fault_of("[1, // no\n2]").code, "json.syntax");
    EXPECT_EQ(json_fault_of("[NaN]").code, "json.syntax");
    EXPECT_EQ(json_fault_of("\"\xff\"").code, "json.syntax");
    EXPECT_EQ(json_fault_of("").code, "json.syntax");
    EXPECT_EQ(json_fault_of("[1e999]").code, "json.number");
}

TEST(ReadJson, TheReasonHasNoCodesOfTheLibrary)
{
    EXPECT_EQ(json_fault_of("[1, }").detail.substr(0, 14), "unexpected '}'");
    EXPECT_EQ(json_fault_of("[1, tru]").detail, "invalid literal");
    EXPECT_EQ(json_fault_of("{\"a\" 1}").detail, "unexpected number literal; expected ':'");
}

TEST(ReadJson, DepthIsLimited)
{
    EXPECT_EQ(json_of(std::string(100, '[') + std::string(100, ']')).data().index(), Value(List{}).data().index());
    EXPECT_EQ(json_fault_of(std::string(101, '[') + std::string(101, ']')).code, "json.too-deep");
    EXPECT_EQ(json_fault_of(std::string(1'000'000, '[')).code, "json.too-deep");
}

} // namespace

} // namespace edgepool::doc
