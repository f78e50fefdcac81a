// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Values as the NBI's patterns for the instantiate request have them. They differ from what is usual: an address may
/// have leading zeros, a subnet at most 30 bits.
namespace edgepool::descriptor
{

struct Subnet
{
    std::uint32_t base = 0; ///< without the bits behind the prefix
    unsigned prefix = 0;

    std::uint32_t last() const
    {
        return base | (prefix == 0 ? ~std::uint32_t{0} : (std::uint32_t{1} << (32U - prefix)) - 1U);
    }
    bool contains(std::uint32_t address) const { return address >= base && address <= last(); }
};

std::optional<std::uint32_t> parse_nbi_ipv4(std::string_view text);
/// "10.0.0.0/24", with at most 30 bits.
std::optional<Subnet> parse_nbi_subnet(std::string_view text);
/// As above, with any number of bits: what descriptors may have.
std::optional<Subnet> parse_any_subnet(std::string_view text);
bool is_nbi_ip(std::string_view text);
bool is_uuid(std::string_view text);
/// With an even first byte: of one machine, not of many.
bool is_nbi_mac(std::string_view text);
/// Of a parameter: what a template can name.
bool is_parameter_name(std::string_view text);

std::string ipv4_text(std::uint32_t address);

} // namespace edgepool::descriptor
