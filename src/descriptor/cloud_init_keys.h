// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

/// The part of cloud-config that is known here, as one table (of cloud-init 22.4, with what came since). A value's
/// types are those that the module takes, not only those that its schema praises.
namespace edgepool::descriptor
{

/// Types that a value may have; they are added up.
enum class CloudType : std::uint8_t
{
    anything = 0,
    text = 1,
    boolean = 2,
    number = 4,
    nothing = 8,
    list = 16,
    object = 32,
};

constexpr CloudType operator|(CloudType a, CloudType b)
{
    return static_cast<CloudType>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}

constexpr bool has(CloudType types, CloudType type)
{
    return (static_cast<std::uint8_t>(types) & static_cast<std::uint8_t>(type)) != 0;
}

struct CloudKey
{
    std::string_view name{};
    CloudType type = CloudType::anything;
    CloudType items = CloudType::anything;     ///< of a list
    std::span<const CloudKey> members{};       ///< of the object, or of a list's objects; empty: any
    std::string_view needed{};                 ///< the member that each must have
    std::span<const std::string_view> words{}; ///< the texts that there are
    bool is_permissions = false;               ///< octal, and therefore text
};

/// The keys at the top of a cloud-config.
std::span<const CloudKey> cloud_config_keys();

} // namespace edgepool::descriptor
