// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace edgepool::roles
{

/// A program that systemd keeps running as the user edgepool. Its unit is the same on every machine, whatever the
/// testbed says: what is run is in a file of its own, which one can read, and run by hand.
struct ServiceUnit
{
    std::string_view name{}; ///< "element": edgepool-element.service runs /etc/edgepool/element
    bool at_boot = true;
};

inline constexpr ServiceUnit registrar_service{.name = "registrar"};
inline constexpr ServiceUnit element_service{.name = "element"};
inline constexpr ServiceUnit user_service{.name = "user", .at_boot = false};

std::string unit_of(const ServiceUnit& service);
std::string unit_file_of(const ServiceUnit& service);
std::string command_file_of(const ServiceUnit& service);

/// The text of the unit's file.
std::string text_of(const ServiceUnit& service);
/// Shell text that becomes that program. Each word is one, whatever is in it.
std::string command_text(const std::vector<std::string>& words);

inline constexpr const char* service_user = "edgepool";

} // namespace edgepool::roles
