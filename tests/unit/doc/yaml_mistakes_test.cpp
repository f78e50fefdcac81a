// SPDX-License-Identifier: Apache-2.0
#include "doc/yaml_mistakes.h"

#include <ostream>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "unit/doc/reading.h"

namespace edgepool::doc
{

namespace
{

struct Mistake
{
    const char* text = "";   ///< with « and » around what the diagnostic points at
    const char* detail = ""; ///< a part of it
    const char* hint = "";   ///< a part of it
    const char* code = "yaml.syntax";
};

void PrintTo(const Mistake& mistake, std::ostream* out)
{
    *out << mistake.text;
}

class Mistakes : public testing::TestWithParam<Mistake>
{
};

TEST_P(Mistakes, ArePointedAtAndExplained)
{
    const auto [text, place] = marked(GetParam().text);
    const Diagnostic fault = fault_of(text);
    EXPECT_EQ(mark(text, fault.where.span), GetParam().text);
    EXPECT_EQ(fault.code, GetParam().code);
    EXPECT_NE(fault.detail.find(GetParam().detail), std::string::npos) << fault.detail;
    EXPECT_NE(fault.hint.find(GetParam().hint), std::string::npos) << fault.hint;
}

INSTANTIATE_TEST_SUITE_P(
    Indentation, Mistakes,
    testing::Values(
        Mistake{"a: 1\n «b:» 2\n", "continues the text '1' of line 1, and so it cannot be a key", "indent it like"},
        Mistake{"- a: 1\n   «b:» 2\n", "continues the text '1' of line 1", "indent it like"},
        Mistake{"a: x # c\n  «b»: y\n", "as if it belonged to line 1, which already has its value", "indent it like"},
        Mistake{"a: 'x'\n  «b»: y\n", "which already has its value", "indent it like"},
        Mistake{"a: [x]\n  «b»: y\n", "which already has its value", "indent it like"},
        Mistake{"a:\n  b: 1\n «c»: 2\n", "indented more than line 1, but less than", "the line that it belongs to"},
        Mistake{"a:\n    - x\n  «-» y\n", "indented more than line 1, but less than", "the line that it belongs to"},
        Mistake{"a:\n  b:\n «c»: 2\n", "indented more than line 1", "the line that it belongs to"},
        Mistake{"  a: 1\n«b»: 2\n", "indented less than the first one, line 1", "in the same column"},
        Mistake{"a: b # c\n   «more text»\n", "the text 'b' ended at the comment on line 1", "a line of its own above"},
        Mistake{"[a]\n«b: c»\n", "the document is complete before this line", "'- item'"}));

INSTANTIATE_TEST_SUITE_P(
    Keys, Mistakes,
    testing::Values(
        Mistake{"a: 1\nb«:»2\nc: 3\n", "a space must follow the colon", "write 'b: 2'"},
        Mistake{"a«:»1\nb: 2\n", "a space must follow the colon", "write 'a: 1'"},
        Mistake{"x:\n  a«:»1\n  b:2\n", "a space must follow the colon", "write 'a: 1'"},
        Mistake{"{b«:»1}", "a space must follow the colon", "write 'b: 1'"},
        Mistake{"a: 1\n«word»\nc: 3\n", "there is no colon behind 'word'", "write 'key: value'"},
        Mistake{"«word»\na: 1\n", "there is no colon behind 'word'", "write 'key: value'"},
        Mistake{"a: 1\n«\"b\"»\n", "there is no colon behind '\"b\"'", "write 'key: value'"},
        Mistake{"a: 1\nb «=» 3\n", "there is no colon behind the key", "write 'b: 3'"},
        Mistake{"a: 1\nb«=»3\n", "there is no colon behind the key", "write 'b: 3'"},
        Mistake{"a: 1\n«//» b\n", "this is no comment in YAML", "begin comments with '#'"},
        Mistake{"{ «//» b\n  \"a\": 1}\n", "this is no comment in YAML", "begin comments with '#'"},
        Mistake{"a: 1\n«<<<<<<< HEAD»\nb: 2\n", "a merge left a conflict", "keep one of the versions"},
        Mistake{"a: b«:» c\n", "a second ': '", "quotes around the value: \"b: c\""},
        Mistake{"a: Error«:» \"no\"\n", "a second ': '", "quotes around the value: 'Error: \"no\"'"},
        Mistake{"{a: b«:» c}", "a second ': '", "quotes around the value"},
        Mistake{"--- a«:» b\n", "a second ': '", "on the lines below"},
        Mistake{"a: 1\n«[b]»\n", "a key is expected here, as on line 1", "indent it"},
        Mistake{"a: &x 1\n«*x»\n", "a key is expected here, as on line 1", "indent it"},
        Mistake{"a: b\n«&x»\n", "a key is expected behind '&x'", "behind the colon of the key above"},
        Mistake{"«:» a\n", "there is no key here", "write 'key: value'", "yaml.key-not-text"},
        Mistake{"«?»\n", "there is no key here", "write 'key: value'", "yaml.key-not-text"},
        Mistake{"«[a, b]»: 1\n", "a list cannot be a key", "use text as the key", "yaml.key-not-text"},
        Mistake{"? «-» a\n: b\n", "a list cannot be a key", "use text as the key", "yaml.key-not-text"},
        Mistake{"? «a»: b\n: c\n", "a mapping cannot be a key", "use text as the key", "yaml.key-not-text"},
        Mistake{"a: &x b\n«*x» : c\n", "an alias cannot be a key", "use text as the key", "yaml.key-not-text"},
        Mistake{"a: {«{» b }}\n", "a mapping cannot be a key", "quotes around the whole text", "yaml.key-not-text"}));

INSTANTIATE_TEST_SUITE_P(
    Lists, Mistakes,
    testing::Values(Mistake{"- x\n«-»y\n- z\n", "a space must follow the '-'", "write '- y'"},
                    Mistake{"a:\n  - x\n  «-»y\n", "a space must follow the '-'", "write '- y'"},
                    Mistake{"a:\n- x\n«-»y\n", "a space must follow the '-'", "write '- y'"},
                    Mistake{"a:\n  «-»x\n  -y\n", "a space must follow the '-'", "write '- x'"},
                    Mistake{"a:\n- x\n «-» y\n", "continues the text 'x' of line 2, and so it is no list item",
                            "like the other items"},
                    Mistake{"- a\n«b»: 1\n", "the lines of this list, from line 1 on, begin with '- '",
                            "put '- ' before it"},
                    Mistake{"a: 1\n«-» b\n", "a list item stands where a key is expected", "a key of its own"},
                    Mistake{"a: «- b»\n", "a list cannot begin on the line of its key", "on a line of its own below"},
                    Mistake{"a: «-»\n", "a '-' alone begins a list", "quotes around the '-'"},
                    Mistake{"&a «- b»\n", "a list cannot begin on the line of its key", "on a line of its own below"}));

INSTANTIATE_TEST_SUITE_P(
    Brackets, Mistakes,
    testing::Values(Mistake{"a: «[»1, 2\nb: 3\nc: [4]\n", "the closing ] is missing", "put a ]"},
                    Mistake{"a: «{»x: 1\nb: 3\n", "the closing } is missing", "put a }"},
                    Mistake{"a:\n  - «[»1, 2\n  - 3\n", "the closing ] is missing", "put a ]"},
                    Mistake{"a: «[»b", "the closing ] is missing", "put a ]"},
                    Mistake{"a: «[»b\n---\n", "the closing ] is missing", "put a ]"},
                    Mistake{"a: [1, 2«}»\n", "the bracket [ on line 1 is closed by ], not by }", "write ] here"},
                    Mistake{"a: «]»\n", "']' closes a bracket that was not opened", "remove it"},
                    Mistake{"a: [1]«]»\n", "']' closes a bracket that was not opened", "remove it"},
                    Mistake{"a: 'x' «@y»\n", "there is text behind the closing quote", "the whole value in quotes"},
                    Mistake{"a: [1] «b»\n", "there is text behind the closing ]", "quotes around the whole value"},
                    Mistake{"a: [1,«,» 2]\n", "there is no value before this comma", "remove"},
                    Mistake{"a: [«,»1]\n", "there is no value before this comma", "remove the comma"},
                    Mistake{"a: [\"x\" «\"y\"»]\n", "a comma is missing before this", "put a comma"},
                    Mistake{"a: [x«[»1]]\n", "a comma is missing before this", "quotes around the text"},
                    Mistake{"a: {x: 1\n  «y»: 2}\n", "a comma is missing behind '1'", "at the end of the line above"},
                    Mistake{"a: [«-» x]\n", "a '- ' item cannot stand inside of brackets", "by commas"},
                    Mistake{"a: {«-» x}\n", "a '- ' item cannot stand inside of brackets", "[item, item]"},
                    Mistake{"a: [x«?»]\n", "disagree about '?'", "quotes around the text"},
                    Mistake{"a: [«:» b]\n", "there is no key here", "", "yaml.key-not-text"},
                    Mistake{"a: [«|»]\n", "cannot begin with '|'", "quotes around the text"}));

INSTANTIATE_TEST_SUITE_P(
    Texts, Mistakes,
    testing::Values(
        Mistake{"a: «*».example.com\n", "cannot begin with '*'", "quotes around the text"},
        Mistake{"a: «*foo»\n", "'&foo' above", "", "yaml.alias-unknown"},
        Mistake{"a: «&b»&c\n", "cannot begin with '&'", "quotes around the text"},
        Mistake{"a: «@»home\n", "cannot begin with '@'", "quotes around the text"},
        Mistake{"a: «%»50\n", "cannot begin with '%'", "quotes around the text"},
        Mistake{"a: «`»cmd`\n", "cannot begin with '`'", "quotes around the text"},
        Mistake{"a: «,»b\n", "cannot begin with ','", "quotes around the text"},
        Mistake{"a: «:» b\n", "cannot begin with ':'", "quotes around the text"},
        Mistake{"a: «\u00a0»b\n", "the invisible character U+00A0 looks like a space", "replace it by a space"},
        Mistake{"a:\n«\u3000»b\n", "the invisible character U+3000", "replace it by a space"},
        Mistake{"a: \"b\" «c»\n", "text behind the closing quote", "a quote inside of the text is written \\\""},
        Mistake{"a: 'it'«s fine'»\n", "text behind the closing quote", "a quote inside of the text is written ''"},
        Mistake{"a: 'b'«#»c\n", "a comment begins with a space before its '#'", "a space before the '#'"},
        Mistake{"a: | «text»\n", "there is text behind the '|' or '>'", "on the next line"},
        Mistake{"a: |\n«     »\n  b\n", "a blank line above the text has more spaces", "remove the spaces"},
        Mistake{"a: \"C:«\\U»sers\"\n", "'\\U' is not followed by 8 hexadecimal digits", "use single quotes"},
        Mistake{"a: \"C:\\new«\\d»ata\"\n", "'\\d' is no escape of YAML", "use single quotes"},
        Mistake{"a: \"«\\'»\"\n", "'\\'' is no escape of YAML", "use single quotes"},
        Mistake{"a: \"«\\ud83d»\\ude00\"\n", "'\\ud83d' is no character", "write the character itself"},
        Mistake{"a: «\"b»\nc: d\n", "the closing \" is missing", "put a \"", "yaml.unterminated-string"},
        Mistake{"a: «'b»\n---\nc'\n", "the closing ' is missing", "put a '", "yaml.unterminated-string"},
        Mistake{"a: «\"b»\nc: \"d\"\n", "ends on line 2, and more text follows", "put a \"",
                "yaml.unterminated-string"},
        Mistake{"«'a»\nb': c\n", "ends on line 2, as if it were a key", "put a '", "yaml.unterminated-string"}));

INSTANTIATE_TEST_SUITE_P(
    AnchorsAndTags, Mistakes,
    testing::Values(
        Mistake{"a: &mec-pe 1\nb: «*mec-ep»\n", "refers to an anchor", "did you mean '*mec-pe'?", "yaml.alias-unknown"},
        Mistake{"a: &x 1\nb: «&x» 2\n", "'&x' was already defined on line 1", "another name", "yaml.duplicate-anchor"},
        Mistake{"a: &x «&y» 1\n", "one anchor and one tag at most", "remove one"},
        Mistake{"a: &x 1\nb: &y «*x»\n", "cannot have an anchor", "remove what stands before it"},
        Mistake{"a: «!foo» b\n", "'!foo' is none of !!str", "remove it", "yaml.tag"},
        Mistake{"a: «!!binary» aGk=\n", "'!!binary' is none of !!str", "remove it", "yaml.tag"},
        Mistake{"a: «!!python/object:os.system» x\n", "is none of !!str", "remove it", "yaml.tag"},
        Mistake{"a: «!<tag:yaml.org,2002:str>» b\n", "is none of !!str", "remove it", "yaml.tag"},
        Mistake{"a: «!» b\n", "'!' is none of !!str", "remove it", "yaml.tag"},
        Mistake{"a: «!!int» abc\n", "the value is not what '!!int' says", "remove the tag", "yaml.tag"},
        Mistake{"a: «!!float» 3\n", "the value is not what '!!float' says", "remove the tag", "yaml.tag"},
        Mistake{"a: «!!map» [b]\n", "the value is not what '!!map' says", "remove the tag", "yaml.tag"}));

INSTANTIATE_TEST_SUITE_P(
    Tabs, Mistakes,
    testing::Values(Mistake{"a:\n«\t»b: 1\n", "lines are indented by spaces only", "replace it by spaces", "yaml.tab"},
                    Mistake{"a:\n  «\t\t»b: 1\n", "lines are indented by spaces only", "by spaces", "yaml.tab"},
                    Mistake{"-«\t»a\n", "only some YAML readers accept a tab", "by spaces", "yaml.tab"},
                    Mistake{"a:«\t»b\n", "only some YAML readers accept a tab", "by spaces", "yaml.tab"},
                    Mistake{"a: b«\t»# c\n", "only some YAML readers accept a tab", "by spaces", "yaml.tab"},
                    Mistake{"a: |\n  b\n«\t»c\n", "lines are indented by spaces only", "by spaces", "yaml.tab"},
                    Mistake{"a: |«\t»\n  b\n", "not every YAML reader accepts a tab", "use spaces", "yaml.tab"}));

INSTANTIATE_TEST_SUITE_P(
    Documents, Mistakes,
    testing::Values(
        Mistake{"a: 1\n«---»\nb: 2\n", "another document begins here", "split the file", "yaml.several-documents"},
        Mistake{"---\n«---»\n", "another document begins here", "split the file", "yaml.several-documents"},
        Mistake{"a\n...\n«b»\n", "another document begins here", "split the file", "yaml.several-documents"},
        Mistake{"«...»\na: 1\n", "'...' ends a document, but none has begun", "remove it"},
        Mistake{"«%YAML 1.2»\na: 1\n", "is followed by '---'", "remove the line"},
        Mistake{"a: 1\n«%b»\n", "a line that begins with '%'", "quotes around the text"},
        Mistake{"«%TAG ! tag:x,2000:»\n---\na: 1\n", "a line that begins with '%'", "remove the line"}));

TEST(YamlMistakes, ATabInsideOfQuotesTextAndCommentsIsNoMistake)
{
    EXPECT_EQ(value_of("a: 'b\tc' # d\te\nf: |\n  g\th\n"), Value(Object{{"a", "b\tc"}, {"f", "g\th\n"}}));
}

TEST(YamlMistakes, AfterASyntaxErrorNothingElseIsSaid)
{
    fault_of("a: 1\na: 2\nb: [\n");
}

TEST(YamlMistakes, LongTextsAreShortenedInMessages)
{
    const Diagnostic fault = fault_of("a: 1\n" + std::string(1000, 'x') + "\n");
    EXPECT_EQ(fault.detail, "there is no colon behind '" + std::string(40, 'x') + "...'");
}

TEST(YamlMistakes, LongKeysMustBeAnnounced)
{
    const std::string key(1100, 'k');
    EXPECT_NE(fault_of(key + ": 1\n").hint.find("shorter"), std::string::npos);
    EXPECT_NE(fault_of("{" + key + ": 1}").hint.find("shorter"), std::string::npos);
    EXPECT_EQ(value_of("? " + key + "\n: 1\n"), Value(Object{{key, 1}}));
}

} // namespace

} // namespace edgepool::doc
