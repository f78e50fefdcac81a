// SPDX-License-Identifier: Apache-2.0
#include "member/sessions.h"

#include <fstream>
#include <sstream>
#include <string>

#include "base/error.h"
#include "member/rules.h"

namespace edgepool::member
{

namespace
{

constexpr const char* associations_file = "/proc/net/sctp/assocs";
constexpr std::size_t local_port_column = 11; // ASSOC SOCK STY SST ST HBKT ASSOC-ID TX_QUEUE RX_QUEUE UID INODE LPORT

} // namespace

std::size_t sessions_in(std::string_view associations, std::uint16_t port)
{
    std::istringstream lines{std::string(associations)};
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line);)
    {
        std::istringstream words(line);
        std::string word;
        for (std::size_t column = 0; column <= local_port_column; ++column)
        {
            word.clear();
            words >> word;
        }
        count += word == std::to_string(port) ? 1 : 0;
    }
    return count;
}

std::size_t count_sessions(std::uint16_t port)
{
    std::ifstream file(associations_file);
    if (!file)
    {
        throw Error(
            found(rules::no_sctp, {}, std::string(associations_file) + " cannot be read", "load it: 'modprobe sctp'"));
    }
    std::ostringstream text;
    text << file.rdbuf();
    return sessions_in(text.str(), port);
}

} // namespace edgepool::member
