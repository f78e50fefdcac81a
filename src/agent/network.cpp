// SPDX-License-Identifier: Apache-2.0
#include "agent/network.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>

#include <arpa/inet.h>
#include <dirent.h>
#include <linux/rtnetlink.h>
#include <net/if.h>

#include "agent/netlink.h"
#include "agent/system.h"

namespace edgepool::agent
{

namespace
{

using Mac = std::array<std::uint8_t, 6>;

Mac to_mac(const std::string& text)
{
    Mac mac{};
    for (std::size_t index = 0; index < mac.size(); ++index)
    {
        std::from_chars(text.data() + 3 * index, text.data() + 3 * index + 2, mac[index], 16);
    }
    return mac;
}

/// The names of the real cards, in the order of their places on the bus. Addresses say nothing: they are set anew.
std::vector<std::string> cards_in_order()
{
    std::vector<std::pair<std::string, std::string>> found;
    const std::string root = "/sys/class/net/";
    DIR* const folder = ::opendir(root.c_str());
    for (const dirent* entry = folder != nullptr ? ::readdir(folder) : nullptr; entry != nullptr;
         entry = ::readdir(folder))
    {
        const std::string name = static_cast<const char*>(entry->d_name);
        std::array<char, PATH_MAX> place{};
        // .../0000:00:05.0/virtio3: the device above the virtio one has the place.
        if (name != "." && name != ".." && ::realpath((root + name + "/device/..").c_str(), place.data()) != nullptr)
        {
            found.emplace_back(place.data(), name);
        }
    }
    if (folder != nullptr)
    {
        ::closedir(folder);
    }
    std::ranges::sort(found);
    std::vector<std::string> names;
    names.reserve(found.size());
    for (auto& [place, name] : found)
    {
        names.push_back(std::move(name));
    }
    return names;
}

struct Address
{
    std::uint8_t family = AF_INET;
    std::uint8_t prefix = 0;
    std::array<std::uint8_t, 16> bytes{};

    std::size_t size() const { return family == AF_INET ? 4 : 16; }
};

Address to_address(const std::string& text)
{
    Address address;
    const std::size_t slash = std::min(text.find('/'), text.size());
    address.family = text.find(':') == std::string::npos ? AF_INET : AF_INET6;
    if (slash < text.size())
    {
        std::from_chars(text.data() + slash + 1, text.data() + text.size(), address.prefix);
    }
    errno = 0;
    if (::inet_pton(address.family, text.substr(0, slash).c_str(), address.bytes.data()) != 1 ||
        address.prefix > 8 * address.size())
    {
        fail("'" + text + "' is no address");
    }
    return address;
}

void check(int fault, const std::string& what)
{
    if (fault != 0)
    {
        errno = fault;
        fail(what);
    }
}

class CardSetter
{
public:
    CardSetter(Netlink& netlink, const std::string& current, const seed::Card& card)
        : netlink_(netlink), card_(card), index_(static_cast<int>(::if_nametoindex(current.c_str())))
    {
    }

    void take_down() { check(netlink_.ask(link(0)), "take " + card_.name + " down"); }

    void bring_up()
    {
        const Mac mac = to_mac(card_.mac);
        check(netlink_.ask(link(0).with(IFLA_ADDRESS, mac.data(), mac.size()).with(IFLA_IFNAME, card_.name)),
              "name " + card_.name);
        check(netlink_.ask(link(0).with(IFLA_MTU, card_.mtu)), "set the MTU of " + card_.name);
        // Addresses are ours and fixed: waiting for somebody to object would only cost a second.
        write_into("/proc/sys/net/ipv6/conf/" + card_.name + "/accept_dad", "0");
        write_into("/proc/sys/net/ipv6/conf/" + card_.name + "/accept_ra", "0");
        check(netlink_.ask(link(IFF_UP)), "bring " + card_.name + " up");
        for (const std::string& address : card_.addresses)
        {
            add_address(to_address(address), address);
        }
        for (const std::string& gateway : card_.gateways)
        {
            add_default_route(to_address(gateway), gateway);
        }
    }

private:
    NetlinkRequest link(unsigned flags) const
    {
        ifinfomsg fixed{};
        fixed.ifi_index = index_;
        fixed.ifi_flags = flags;
        fixed.ifi_change = IFF_UP;
        return {RTM_NEWLINK, 0, fixed};
    }

    void add_address(const Address& address, const std::string& text)
    {
        ifaddrmsg fixed{};
        fixed.ifa_family = address.family;
        fixed.ifa_prefixlen = address.prefix;
        fixed.ifa_flags = IFA_F_NODAD;
        fixed.ifa_index = static_cast<std::uint32_t>(index_);
        NetlinkRequest request(RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE, fixed);
        request.with(IFA_LOCAL, address.bytes.data(), address.size());
        request.with(IFA_ADDRESS, address.bytes.data(), address.size());
        if (address.family == AF_INET && address.prefix < 31)
        {
            Address broadcast = address;
            for (unsigned bit = address.prefix; bit < 32; ++bit)
            {
                broadcast.bytes.at(bit / 8) |= static_cast<std::uint8_t>(0x80U >> (bit % 8));
            }
            request.with(IFA_BROADCAST, broadcast.bytes.data(), broadcast.size());
        }
        const int fault = netlink_.ask(request);
        check(fault == EEXIST ? 0 : fault, "give " + card_.name + " the address " + text);
    }

    void add_default_route(const Address& gateway, const std::string& text)
    {
        rtmsg fixed{};
        fixed.rtm_family = gateway.family;
        fixed.rtm_table = RT_TABLE_MAIN;
        fixed.rtm_protocol = RTPROT_STATIC;
        fixed.rtm_scope = RT_SCOPE_UNIVERSE;
        fixed.rtm_type = RTN_UNICAST;
        NetlinkRequest request(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE, fixed);
        request.with(RTA_GATEWAY, gateway.bytes.data(), gateway.size());
        request.with(RTA_OIF, static_cast<std::uint32_t>(index_));
        check(netlink_.ask(request), "set the route by " + text);
    }

    Netlink& netlink_;
    const seed::Card& card_;
    int index_;
};

} // namespace

void set_up_network(const std::vector<seed::Card>& cards)
{
    Netlink netlink;
    const std::vector<std::string> names = cards_in_order();
    std::vector<CardSetter> setters;
    for (const seed::Card& card : cards)
    {
        errno = 0;
        if (card.position >= names.size())
        {
            fail("there is no card " + std::to_string(card.position) + " for " + card.name);
        }
        setters.emplace_back(netlink, names[card.position], card);
    }
    // All down first: two cards may exchange names.
    std::ranges::for_each(setters, &CardSetter::take_down);
    std::ranges::for_each(setters, &CardSetter::bring_up);
    ifinfomsg loopback{};
    loopback.ifi_index = 1;
    loopback.ifi_flags = IFF_UP;
    loopback.ifi_change = IFF_UP;
    check(netlink.ask({RTM_NEWLINK, 0, loopback}), "bring lo up");
}

} // namespace edgepool::agent
