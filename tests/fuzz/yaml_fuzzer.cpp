// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes are, read_yaml() answers with a document or with diagnostics; places lie in the text; and what was
// read is the same after it was written and read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "doc/read_json.h"
#include "doc/read_yaml.h"
#include "doc/value.h"
#include "doc/write.h"

namespace
{

using edgepool::Diagnostics;
using edgepool::Source;
using edgepool::SourcePtr;
using edgepool::Span;
using edgepool::doc::Document;
using edgepool::doc::Member;
using edgepool::doc::Node;
using edgepool::doc::Style;
using edgepool::doc::Value;

void require(bool condition, std::string_view what)
{
    if (!condition)
    {
        std::cerr << "broken: " << what << '\n';
        std::abort();
    }
}

void check_span(Span span, std::string_view text)
{
    require(span.begin <= span.end && span.end <= text.size(), "a place lies in the text");
}

void check_node(const Node& node, std::string_view text)
{
    check_span(node.where(), text);
    const std::string_view written = text.substr(node.where().begin, node.where().end - node.where().begin);
    if (node.is_scalar() && node.style() == Style::plain && written.find('\n') == std::string_view::npos)
    {
        require(written == node.text() || written.starts_with('"') || written.starts_with('\''),
                "a plain text is what stands at its place");
    }
    for (const Node& item : node.items())
    {
        check_node(item, text);
    }
    for (const Member& member : node.members())
    {
        require(member.key.is_scalar(), "a key is text");
        check_node(member.key, text);
        check_node(member.value, text);
    }
}

void check_diagnostics(const Diagnostics& diagnostics, const SourcePtr& source)
{
    for (const auto& item : diagnostics.items())
    {
        require(item.code.starts_with("yaml."), "a code");
        require(!item.summary.empty() && !item.detail.empty() && !item.hint.empty(), "a diagnostic says something");
        require(item.where.source == source, "a diagnostic is about the text");
        check_span(item.where.span, source->text());
        for (const auto& place : item.related)
        {
            check_span(place.where.span, source->text());
        }
    }
}

std::optional<Document> read(const SourcePtr& source)
{
    constexpr edgepool::doc::Limits limits{.bytes = std::size_t{1} << 20U, .nodes = 20'000, .depth = 100};
    Diagnostics diagnostics;
    auto document = edgepool::doc::read_yaml(source, diagnostics, limits);
    require(document.has_value() != diagnostics.has_errors(), "a document or errors");
    check_diagnostics(diagnostics, source);
    return document;
}

void check_round_trip(const Value& value)
{
    const std::string written = edgepool::doc::to_yaml(value);
    const auto again = read(std::make_shared<const Source>("written.yaml", written));
    require(again.has_value(), "what we write we read");
    const Value same = edgepool::doc::to_value(again->root());
    const bool has_nan = written.find(".nan") != std::string::npos;
    require(has_nan || same == value, "what we write means the same");
    require(edgepool::doc::to_yaml(same) == written, "what we write is stable");

    Diagnostics diagnostics;
    const auto json = std::make_shared<const Source>("written.json", edgepool::doc::to_json(value));
    require(edgepool::doc::read_json(json, diagnostics).has_value(), "JSON is JSON");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(data, data + size);
    const auto source = std::make_shared<const Source>("fuzz.yaml", text);
    if (const auto document = read(source))
    {
        check_node(document->root(), source->text());
        check_round_trip(edgepool::doc::to_value(document->root()));
    }
    Diagnostics diagnostics;
    edgepool::doc::read_json(source, diagnostics);
    return 0;
}
