// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// How editors recognise a value: regular expressions as JSON Schema has them. Each accepts at least what the rule of
/// its type accepts.
namespace edgepool::testbed::patterns
{

inline constexpr std::string_view text = R"(^[^\x00-\x1f\x7f]+$)";
inline constexpr std::string_view name = "^[a-z]([a-z0-9-]*[a-z0-9])?$";
inline constexpr std::string_view labels =
    R"(^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$)";
inline constexpr std::string_view dns_name =
    R"(^(?![0-9.]*$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$)";
inline constexpr std::string_view host = R"(^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:.]+)$)";
inline constexpr std::string_view plmn = "^[0-9]{5,6}$";
inline constexpr std::string_view imsi = "^[0-9]{15}$";
inline constexpr std::string_view msisdn = "^[0-9]{1,15}$";
inline constexpr std::string_view ipv4 =
    R"(^(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}$)";
inline constexpr std::string_view ipv4_network =
    R"(^(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}/(3[0-2]|[12]?[0-9])$)";
inline constexpr std::string_view ipv6_network = "^(none|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*/[0-9]{1,3})$";
inline constexpr std::string_view ipv4_range = R"(^ *[0-9]+(\.[0-9]+){3} *- *[0-9]+(\.[0-9]+){3} *$)";
inline constexpr std::string_view bytes = R"(^([0-9]+\.?[0-9]*|\.[0-9]+) ?(TiB|GiB|MiB|KiB|B|TB|GB|MB|kB)$)";
inline constexpr std::string_view bit_rate = R"(^([0-9]+\.?[0-9]*|\.[0-9]+) ?(Gbit|Mbit|kbit|bit)$)";
inline constexpr std::string_view delay = R"(^([0-9]+\.?[0-9]*|\.[0-9]+) ?(s|ms|us)$)";
inline constexpr std::string_view share = R"(^0*(100|[0-9]{1,2}\.?|[0-9]{0,2}\.[0-9]+|100\.0*) ?%$)";
inline constexpr std::string_view host_key =
    "^(ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/=]{43}|ecdsa-sha2-nistp256 "
    "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABB[A-Za-z0-9+/=]{88})( .*)?$";
inline constexpr std::string_view user_name = "^[A-Za-z0-9_.][A-Za-z0-9_.-]*$";
inline constexpr std::string_view machine_path = R"(^/[^\x00-\x1f\x7f]*[^/\x00-\x1f\x7f]$)";
inline constexpr std::string_view package_name = "^[a-z0-9][a-z0-9+.-]+$";
inline constexpr std::string_view variable_name = "^[A-Za-z_][A-Za-z0-9_]*$";

} // namespace edgepool::testbed::patterns
