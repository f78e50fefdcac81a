// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "doc/read_json.h"
#include "doc/read_yaml.h"
#include "doc/value.h"
#include "doc/write.h"

namespace edgepool::doc
{

namespace
{

/// Pieces of text that mean something to some reader of YAML.
rc::Gen<std::string> nasty_piece()
{
    return rc::gen::element<std::string>("a", "b", "yes", "null", "~", "0", "7", "1.5", "e3", "0x", "1:30", ".", "-",
                                         "- ", ":", ": ", "#", " #", " ", "  ", "\n", "\n\n", "\t", "'", "\"", "\\",
                                         "[", "]", "{", "}", ",", "&", "*", "!", "|", ">", "%", "@", "`", "?", "=",
                                         "<<", "---", "...", "é", "日", "😀", "\u0085", "\u00a0", "\u2028", "\ufeff",
                                         "\uffff", "\r", "\x1b", "\x7f", std::string(1, '\0'));
}

rc::Gen<std::string> nasty_text()
{
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(nasty_piece()), [](const auto& pieces) {
        std::string text;
        for (const std::string& piece : pieces)
        {
            text += piece;
        }
        return text;
    });
}

rc::Gen<Value> leaf()
{
    return rc::gen::oneOf(
        rc::gen::map(nasty_text(), [](std::string text) { return Value(std::move(text)); }),
        rc::gen::map(rc::gen::arbitrary<std::int64_t>(), [](std::int64_t number) { return Value(number); }),
        rc::gen::map(rc::gen::arbitrary<double>(), [](double number) { return Value(number); }),
        rc::gen::map(rc::gen::arbitrary<bool>(), [](bool boolean) { return Value(boolean); }),
        rc::gen::element(Value(), Value(List{}), Value(Object{})));
}

rc::Gen<Value> any_value(int levels)
{
    if (levels == 0)
    {
        return leaf();
    }
    const auto list = rc::gen::map(rc::gen::container<List>(rc::gen::lazy([=] { return any_value(levels - 1); })),
                                   [](List items) { return Value(std::move(items)); });
    const auto member = rc::gen::pair(nasty_text(), rc::gen::lazy([=] { return any_value(levels - 1); }));
    const auto object = rc::gen::map(rc::gen::container<Object>(member), [](const Object& members) {
        Value value = Object{};
        for (const auto& [key, content] : members)
        {
            value[key] = content; // every key once
        }
        return value;
    });
    return rc::gen::oneOf(leaf(), rc::gen::scale(0.5, list), rc::gen::scale(0.5, object));
}

SourcePtr source_of(std::string text)
{
    return std::make_shared<const Source>("property.yaml", std::move(text));
}

RC_GTEST_PROP(DocProperties, WhatIsWrittenAsYamlReadsTheSame, ())
{
    const Value value = *any_value(4);
    Diagnostics diagnostics;
    const auto document = read_yaml(source_of(to_yaml(value)), diagnostics);
    RC_ASSERT(document.has_value());
    RC_ASSERT(to_value(document->root()) == value);
}

RC_GTEST_PROP(DocProperties, WhatIsWrittenAsJsonReadsTheSame, ())
{
    const Value value = *any_value(4);
    const auto layout = *rc::gen::element(JsonLayout::compact, JsonLayout::indented);
    Diagnostics diagnostics;
    const auto again = read_json(source_of(to_json(value, layout)), diagnostics);
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == value);
}

RC_GTEST_PROP(DocProperties, LinesHaveNoBlanksAtTheirEnd, ())
{
    const std::string text = to_yaml(*any_value(3));
    RC_ASSERT(text.ends_with('\n'));
    RC_ASSERT(text.find(" \n") == std::string::npos);
    RC_ASSERT(text.find("\t\n") == std::string::npos);
    RC_ASSERT(text.find('\r') == std::string::npos);
}

constexpr std::string_view example = R"(# A testbed
edgepool: 1
name: "oslo"   # the city
base: &base {via: osm, delay: 20ms}
sites:
  - {<<: *base, name: core, lines: [1, 2.5,
      'it''s']}
  - name: ue
    key: &key |
      one
        two

    text: plain
      over lines
    fold: >-
      a
      b
? explicit
: - x
  - *key
empty:
"quoted key": !!str 12
)";

/// The example with some bytes taken out, put in or moved.
std::string mutated_example()
{
    std::string text(example);
    const int count = *rc::gen::inRange(1, 6);
    for (int i = 0; i < count; ++i)
    {
        const std::size_t at = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
        const std::size_t size = *rc::gen::inRange<std::size_t>(0, 8);
        const std::string piece = *rc::gen::oneOf(nasty_piece(), rc::gen::just(text.substr(at, size)));
        const std::size_t target = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
        if (*rc::gen::arbitrary<bool>())
        {
            text.erase(at, size);
        }
        else
        {
            text.insert(target, piece);
        }
    }
    return text;
}

void assert_inside(Span span, std::string_view text)
{
    RC_ASSERT(span.begin <= span.end);
    RC_ASSERT(span.end <= text.size());
}

void assert_places(const Node& node, std::string_view text)
{
    assert_inside(node.where(), text);
    const std::string_view written = text.substr(node.where().begin, node.where().end - node.where().begin);
    if (node.is_scalar() && node.style() == Style::plain && written.find('\n') == std::string_view::npos)
    {
        RC_ASSERT(written == node.text() || written.starts_with('"') || written.starts_with('\''));
    }
    if (node.style() == Style::block)
    {
        RC_ASSERT(written.starts_with('|') || written.starts_with('>'));
    }
    for (const Node& item : node.items())
    {
        assert_places(item, text);
    }
    for (const Member& member : node.members())
    {
        RC_ASSERT(member.key.is_scalar());
        assert_places(member.key, text);
        assert_places(member.value, text);
    }
}

RC_GTEST_PROP(DocProperties, EveryTextGivesADocumentOrDiagnosticsWithPlacesInIt, ())
{
    const std::string text = mutated_example();
    const SourcePtr source = source_of(text);
    Diagnostics diagnostics;
    const auto document = read_yaml(source, diagnostics);
    RC_ASSERT(document.has_value() != diagnostics.has_errors());
    RC_CLASSIFY(document.has_value());
    if (document)
    {
        assert_places(document->root(), text);
    }
    for (const Diagnostic& item : diagnostics.items())
    {
        RC_ASSERT(item.where.source == source);
        RC_ASSERT(!item.summary.empty() && !item.detail.empty() && !item.hint.empty());
        assert_inside(item.where.span, text);
        for (const RelatedPlace& place : item.related)
        {
            assert_inside(place.where.span, text);
        }
    }
}

RC_GTEST_PROP(DocProperties, WhatWasReadIsTheSameAfterWriting, ())
{
    Diagnostics diagnostics;
    const auto document = read_yaml(source_of(mutated_example()), diagnostics);
    RC_PRE(document.has_value());
    const Value value = to_value(document->root());
    const std::string written = to_yaml(value);
    const auto again = read_yaml(source_of(written), diagnostics);
    RC_ASSERT(again.has_value());
    RC_ASSERT(to_value(again->root()) == value || written.find(".nan") != std::string::npos);
}

RC_GTEST_PROP(DocProperties, AnyBytesAreAnsweredByJsonToo, (const std::string& text))
{
    const SourcePtr source = source_of(text);
    Diagnostics diagnostics;
    const auto value = read_json(source, diagnostics);
    RC_ASSERT(value.has_value() != diagnostics.has_errors());
    for (const Diagnostic& item : diagnostics.items())
    {
        assert_inside(item.where.span, text);
    }
}

} // namespace

} // namespace edgepool::doc
