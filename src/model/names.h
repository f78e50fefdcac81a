// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace edgepool::model
{

/// How an enumeration's values are written in the testbed file. Specialised beside each enumeration:
///
///     template <> inline constexpr auto names<Via> = std::to_array<Named<Via>>({{Via::local, "local"}, …});
template <typename Enum>
struct Named
{
    Enum value{};
    std::string_view name{};
};

template <typename Enum>
inline constexpr std::array<Named<Enum>, 0> names{};

template <typename Enum>
constexpr std::string_view name_of(Enum value)
{
    for (const auto& named : names<Enum>)
    {
        if (named.value == value)
        {
            return named.name;
        }
    }
    return {};
}

template <typename Enum>
constexpr std::optional<Enum> value_named(std::string_view name)
{
    for (const auto& named : names<Enum>)
    {
        if (named.name == name)
        {
            return named.value;
        }
    }
    return std::nullopt;
}

/// The names alone, in the order of the enumeration.
template <typename Enum>
inline constexpr auto name_list = [] {
    std::array<std::string_view, names<Enum>.size()> list{};
    for (std::size_t i = 0; i < list.size(); ++i)
    {
        list[i] = names<Enum>[i].name;
    }
    return list;
}();

} // namespace edgepool::model
