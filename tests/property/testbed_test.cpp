// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "arbitrary_testbed.h"
#include "base/render.h"
#include "doc/write.h"
#include "support/testbed_document.h"
#include "testbed/read.h"

namespace edgepool::property
{

namespace
{

using model::Testbed;

// ---- What is written is read again ----

std::string all_of(const Diagnostics& diagnostics)
{
    std::string text;
    for (const Diagnostic& each : diagnostics.items())
    {
        text += render(each);
    }
    return text;
}

RC_GTEST_PROP(ReadTestbed, ReadsATestbedAsItWasWritten, ())
{
    const Testbed testbed = *sensible_testbed();
    const doc::Value document = support::to_document(testbed);
    Diagnostics diagnostics;
    const auto again =
        testbed::read_testbed(std::make_shared<Source>("testbed.yaml", doc::to_yaml(document)), diagnostics);
    RC_LOG() << all_of(diagnostics);
    RC_ASSERT(again.has_value());
    RC_ASSERT(support::to_document(*again) == document);
}

// ---- Whatever is done to a file, it is judged ----

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text)
{
    Lines lines;
    for (std::size_t start = 0; start < text.size();)
    {
        const std::size_t end = std::min(text.find('\n', start), text.size() - 1) + 1;
        lines.push_back(text.substr(start, end - start));
        start = end;
    }
    return lines;
}

std::string joined(const Lines& lines)
{
    std::string text;
    for (const std::string& line : lines)
    {
        text += line;
    }
    return text;
}

std::size_t place_in(const auto& things)
{
    return *rc::gen::inRange<std::size_t>(0, things.size());
}

const std::vector<std::string>& examples()
{
    static const std::vector<std::string> texts = [] {
        std::vector<std::string> all;
        for (const char* name : {"demo", "epc-mec", "mec", "multi-cloud"})
        {
            std::ifstream in(EDGEPOOL_SOURCE_DIR "/examples/" + std::string(name) + ".yaml");
            all.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
        }
        return all;
    }();
    return texts;
}

constexpr std::array<std::string_view, 48> odd_values{"",
                                                      "~",
                                                      "null",
                                                      "0",
                                                      "-1",
                                                      "1",
                                                      "65536",
                                                      "99999999999999999999",
                                                      "1e3",
                                                      "0.95",
                                                      "2",
                                                      "yes",
                                                      "''",
                                                      R"("\e[2J")",
                                                      "[]",
                                                      "{}",
                                                      "[1, 2]",
                                                      "{env: X}",
                                                      "{file: /k}",
                                                      "generated",
                                                      "*x",
                                                      "&x 1",
                                                      "!!str 1",
                                                      "|\n  x",
                                                      "x y: z",
                                                      "none",
                                                      "all",
                                                      "hss",
                                                      "mgmt",
                                                      "pool",
                                                      "sgi",
                                                      "local",
                                                      "hosts",
                                                      "oai",
                                                      "priority",
                                                      "10.0.0.1",
                                                      "10.210.0.10",
                                                      "10.0.0.0/8",
                                                      "10.216.0.0/16",
                                                      "0.0.0.0/0",
                                                      "fd00::/64",
                                                      "10.45.0.0/33",
                                                      "1.2.3.4 - 1.2.3.1",
                                                      "20ms",
                                                      "4GiB",
                                                      "100%",
                                                      "00101",
                                                      "日本🚀\xff"};

using Mutation = std::function<void(Lines&)>;

void delete_line(Lines& lines)
{
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(place_in(lines)));
}

void repeat_line(Lines& lines)
{
    const std::string line = lines[place_in(lines)];
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(place_in(lines)), line);
}

void swap_lines(Lines& lines)
{
    std::swap(lines[place_in(lines)], lines[place_in(lines)]);
}

void repeat_many_lines(Lines& lines)
{
    const auto from = static_cast<std::ptrdiff_t>(place_in(lines));
    const Lines tail(lines.begin() + from, lines.end());
    lines.insert(lines.end(), tail.begin(), tail.end());
}

void cut_off(Lines& lines)
{
    lines.resize(place_in(lines) + 1);
    lines.back().resize(place_in(lines.back()));
}

void change_value(Lines& lines)
{
    std::string& line = lines[place_in(lines)];
    const std::size_t colon = line.find(": ");
    if (colon != std::string::npos)
    {
        line = line.substr(0, colon + 2) + std::string(odd_values[place_in(odd_values)]) + "\n";
    }
}

void take_value_of_another_line(Lines& lines)
{
    const std::string other = lines[place_in(lines)];
    std::string& line = lines[place_in(lines)];
    const std::size_t colon = line.find(':');
    const std::size_t colon_there = other.find(':');
    if (colon != std::string::npos && colon_there != std::string::npos)
    {
        line = line.substr(0, colon) + other.substr(colon_there);
    }
}

void change_indentation(Lines& lines)
{
    std::string& line = lines[place_in(lines)];
    line = line.starts_with("  ") && *rc::gen::arbitrary<bool>() ? line.substr(2) : "  " + line;
}

void change_byte(Lines& lines)
{
    std::string& line = lines[place_in(lines)];
    line[place_in(line)] = *rc::gen::arbitrary<char>();
}

void drop_byte(Lines& lines)
{
    std::string& line = lines[place_in(lines)];
    line.erase(place_in(line), 1);
}

std::string mutated(std::string text)
{
    static const std::array<Mutation, 10> mutations{
        delete_line,  repeat_line, swap_lines,         cut_off,  change_value, take_value_of_another_line,
        change_value, change_byte, change_indentation, drop_byte};
    for (int left = *rc::gen::inRange(1, 5); left > 0; --left)
    {
        Lines lines = lines_of(text);
        if (lines.empty())
        {
            break;
        }
        *rc::gen::inRange(0, 20) == 0 ? repeat_many_lines(lines) : mutations[place_in(mutations)](lines);
        text = joined(lines);
    }
    return text;
}

void expect_in_file(const SourceRange& where, const SourcePtr& source)
{
    RC_ASSERT(where.source == source);
    RC_ASSERT(where.span.begin <= where.span.end);
    RC_ASSERT(where.span.end <= source->text().size());
}

void expect_sound(const Diagnostic& diagnostic, const SourcePtr& source)
{
    RC_LOG() << render(diagnostic);
    RC_ASSERT(diagnostic.code.find('.') != std::string::npos);
    RC_ASSERT(!diagnostic.summary.empty());
    RC_ASSERT(!diagnostic.detail.empty());
    expect_in_file(diagnostic.where, source);
    for (const RelatedPlace& related : diagnostic.related)
    {
        expect_in_file(related.where, source);
    }
    if (diagnostic.fix)
    {
        expect_in_file(diagnostic.fix->where, source);
    }
    const std::string shown = render(diagnostic);
    RC_ASSERT(std::ranges::none_of(shown,
                                   [](char c) { return (c > 0 && c < ' ' && c != '\n' && c != '\t') || c == '\x7f'; }));
}

RC_GTEST_PROP(ReadTestbed, JudgesEveryFile, ())
{
    const std::string text = mutated(examples()[place_in(examples())]);
    RC_LOG() << text << "\n---\n";
    const auto source = std::make_shared<const Source>("testbed.yaml", text);
    Diagnostics diagnostics;
    const auto testbed = testbed::read_testbed(source, diagnostics);
    RC_ASSERT(testbed.has_value() == !diagnostics.has_errors());
    std::set<std::tuple<std::uint32_t, std::uint32_t, std::string, std::string>> seen;
    std::uint32_t last = 0;
    for (const Diagnostic& each : diagnostics.items())
    {
        expect_sound(each, source);
        RC_ASSERT(each.where.span.begin >= last);
        last = each.where.span.begin;
        RC_ASSERT(seen.emplace(last, each.where.span.end, each.code, each.detail).second);
    }
}

RC_GTEST_PROP(ReadTestbed, JudgesTheSameFileTheSameWay, ())
{
    const auto source = std::make_shared<Source>("testbed.yaml", mutated(examples()[place_in(examples())]));
    Diagnostics first;
    Diagnostics second;
    testbed::read_testbed(source, first);
    testbed::read_testbed(source, second);
    RC_ASSERT(all_of(first) == all_of(second));
    testbed::read_testbed(source, first);
    RC_ASSERT(all_of(first) == all_of(second)); // nothing is said twice
}

RC_GTEST_PROP(ReadTestbed, AFixMendsItsFault, ())
{
    const std::string text = mutated(examples()[place_in(examples())]);
    Diagnostics diagnostics;
    testbed::read_testbed(std::make_shared<Source>("testbed.yaml", text), diagnostics);
    for (const Diagnostic& each : diagnostics.items())
    {
        if (!each.fix)
        {
            continue;
        }
        const Span span = each.fix->where.span;
        const std::string mended = text.substr(0, span.begin) + each.fix->replacement + text.substr(span.end);
        Diagnostics left;
        testbed::read_testbed(std::make_shared<Source>("testbed.yaml", mended), left);
        RC_LOG() << text << "\n---\n" << mended << "\n---\n" << render(each) << "---\n" << all_of(left);
        RC_ASSERT(std::ranges::none_of(left.items(), [&each](const Diagnostic& other) {
            return other.code == each.code && other.detail == each.detail && other.where.span == each.where.span;
        }));
    }
}

} // namespace

} // namespace edgepool::property
