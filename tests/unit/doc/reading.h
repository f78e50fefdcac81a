// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "base/diagnostics.h"
#include "base/source.h"
#include "doc/read_yaml.h"
#include "doc/value.h"

namespace edgepool::doc
{

/// A text in which « and » stood around a place.
struct Marked
{
    std::string text{};
    Span place{};
};

inline Marked marked(std::string text)
{
    constexpr std::string_view open = "«";
    constexpr std::string_view close = "»";
    const std::size_t begin = text.find(open);
    text.erase(begin, open.size());
    const std::size_t end = text.find(close);
    text.erase(end, close.size());
    return {.text = text, .place = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}};
}

/// The text with « and » put around the place: a failing test shows where it is.
inline std::string mark(std::string text, Span place)
{
    return text.insert(place.end, "»").insert(place.begin, "«");
}

inline SourcePtr source_of(std::string text)
{
    return std::make_shared<const Source>("test.yaml", std::move(text));
}

/// The document; every fault fails the test.
inline Document read(std::string text, const Limits& limits = {})
{
    Diagnostics diagnostics;
    auto document = read_yaml(source_of(std::move(text)), diagnostics, limits);
    for (const Diagnostic& item : diagnostics.items())
    {
        ADD_FAILURE() << item.code << ": " << item.detail;
    }
    return document ? std::move(*document) : Document{};
}

inline Value value_of(std::string text)
{
    return to_value(read(std::move(text)).root());
}

inline Diagnostics faults_of(std::string text, const Limits& limits = {})
{
    Diagnostics diagnostics;
    const auto document = read_yaml(source_of(std::move(text)), diagnostics, limits);
    EXPECT_EQ(document.has_value(), !diagnostics.has_errors());
    return diagnostics;
}

/// The fault of a text that has exactly one.
inline Diagnostic fault_of(std::string text, const Limits& limits = {})
{
    const Diagnostics faults = faults_of(std::move(text), limits);
    EXPECT_EQ(faults.items().size(), 1U);
    return faults.empty() ? Diagnostic{} : faults.items().front();
}

} // namespace edgepool::doc
