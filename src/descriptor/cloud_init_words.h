// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace edgepool::descriptor
{

/// The filters that Jinja2 has by itself; OSM adds none.
std::span<const std::string_view> jinja_filters();

/// A statement of Jinja2, with the one that ends it, if it has an end.
struct JinjaStatement
{
    std::string_view name{};
    std::string_view end{};
};

std::span<const JinjaStatement> jinja_statements();

/// Statements that read another template, of which OSM has none.
bool loads_template(std::string_view statement);

/// Whether something of that name may well have & < > ' or " in its value: "ssh_key", "password".
bool is_delicate(std::string_view name);

/// The key of the line, if it has one: "password" of "  - password: ".
std::string_view key_before(std::string_view text, std::size_t at);

} // namespace edgepool::descriptor
