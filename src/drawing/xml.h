// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace edgepool::drawing
{

/// The text as XML's character data or attribute value.
std::string xml_escaped(std::string_view text);

/// Writes elements one inside another; what is opened last is closed first.
class XmlWriter
{
public:
    using Attributes = std::initializer_list<std::pair<std::string_view, std::string>>;

    void open(std::string_view name, Attributes attributes = {});
    void close();
    void empty(std::string_view name, Attributes attributes = {});
    /// An element that holds text only.
    void leaf(std::string_view name, Attributes attributes, std::string_view text);
    /// An element on one line whose content is XML already.
    void raw_leaf(std::string_view name, Attributes attributes, std::string_view xml);

    std::string take() { return std::move(out_); }

private:
    void begin(std::string_view name, Attributes attributes);

    std::string out_{};
    std::vector<std::string> open_{};
};

} // namespace edgepool::drawing
