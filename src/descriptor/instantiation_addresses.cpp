// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "descriptor/instantiation_rules.h"
#include "descriptor/instantiation_values.h"
#include "descriptor/package_rules_catalogue.h"
#include "descriptor/scalar.h"

namespace edgepool::descriptor
{

namespace
{

using doc::Node;

/// A subnet, and where it is said.
struct KnownSubnet
{
    Subnet subnet{};
    SourceRange where{};
};

/// A virtual link of the NS, or of one of its members.
struct Network
{
    std::string name{};
    std::optional<KnownSubnet> subnet{};
    std::map<std::string, SourceRange> taken{}; ///< addresses
};

constexpr std::string_view no_gateway = "0.0.0.0";

/// The int-cpd that an interface of a VDU belongs to.
const Node* point_of_interface(const Descriptor& vnfd, const Node& vdu, const std::string& interface)
{
    for (const Node& point : vnfd.items(&vdu, "int-cpd"))
    {
        for (const Node& each : vnfd.items(&point, "virtual-network-interface-requirement"))
        {
            if (vnfd.text(&each, "name") == interface)
            {
                return &point;
            }
        }
    }
    return nullptr;
}

class AddressRules
{
public:
    AddressRules(const InstantiationForm& form, const Ns* ns) : form_(form), ns_(ns) {}

    void check()
    {
        for (const Node* const link : form_.items(&form_.root(), "vld"))
        {
            check_link(*link);
        }
        for (const Node* const vnf : form_.items(&form_.root(), "vnf"))
        {
            const std::string index = form_.text(vnf, "member-vnf-index");
            const NsMember* const member = ns_ != nullptr ? ns_->member(index) : nullptr;
            for (const Node* const link : form_.items(vnf, "internal-vld"))
            {
                check_internal_link(*link, index, member);
            }
            for (const Node* const vdu : form_.items(vnf, "vdu"))
            {
                check_interfaces(*vdu, index, member);
            }
        }
    }

private:
    void check_link(const Node& link)
    {
        const std::string name = form_.text(&link, "name");
        if (name.empty())
        {
            return;
        }
        Network& network = networks_[name];
        network.name = name;
        network.subnet = subnet_of(link, ns_ != nullptr ? ns_->subnet_of(name) : nullptr,
                                   ns_ != nullptr ? &ns_->nsd().descriptor : nullptr);
        check_profile(form_.get(&link, "ip-profile"), network);
        for (const Node* const point : form_.items(&link, "vnfd-connection-point-ref"))
        {
            check_address(form_.get(point, "ip-address"), network);
        }
    }

    void check_internal_link(const Node& link, const std::string& index, const NsMember* member)
    {
        const std::string name = form_.text(&link, "name");
        const GivenDescriptor* const vnfd = member != nullptr ? member->vnfd : nullptr;
        const Node* const in_vnfd =
            vnfd != nullptr ? subnet_in(vnfd->descriptor, first_flavour(vnfd->descriptor), "id", name) : nullptr;
        Network& network = networks_[index + "/" + name];
        network.name = name;
        network.subnet = subnet_of(link, in_vnfd, vnfd != nullptr ? &vnfd->descriptor : nullptr);
        check_profile(form_.get(&link, "ip-profile"), network);
        for (const Node* const point : form_.items(&link, "internal-connection-point"))
        {
            check_address(form_.get(point, "ip-address"), network);
        }
    }

    void check_interfaces(const Node& vdu, const std::string& index, const NsMember* member)
    {
        const Node* const in_vnfd = member != nullptr && member->vnfd != nullptr
                                        ? member->vnfd->entry("vdu", "id", form_.text(&vdu, "id"))
                                        : nullptr;
        if (in_vnfd == nullptr)
        {
            return;
        }
        for (const Node* const interface : form_.items(&vdu, "interface"))
        {
            const Node* const point =
                point_of_interface(member->vnfd->descriptor, *in_vnfd, form_.text(interface, "name"));
            const std::string network = point != nullptr ? network_of(*point, *in_vnfd, index, *member) : "";
            if (!network.empty())
            {
                Network& known = networks_[network];
                known.name = known.name.empty() ? network.substr(network.find('/') + 1) : known.name; // npos + 1 is 0
                check_address(form_.get(interface, "ip-address"), known);
            }
        }
    }

    /// The link that a VDU's connection point is on: one of the VNF's own, or one of the NS.
    static std::string network_of(const Node& point, const Node& vdu, const std::string& index, const NsMember& member)
    {
        const Descriptor& vnfd = member.vnfd->descriptor;
        const std::string internal = vnfd.text(&point, "int-virtual-link-desc");
        if (!internal.empty())
        {
            return index + "/" + internal;
        }
        for (const Node& external : vnfd.items(&vnfd.root(), "ext-cpd"))
        {
            const Node* const inner = vnfd.get(&external, "int-cpd");
            if (vnfd.text(inner, "cpd") == vnfd.text(&point, "id") &&
                vnfd.text(inner, "vdu-id") == vnfd.text(&vdu, "id"))
            {
                const auto link = member.link_of.find(vnfd.text(&external, "id"));
                return link != member.link_of.end() ? link->second : "";
            }
        }
        return {};
    }

    /// A profile in the parameters replaces the descriptor's whole one.
    std::optional<KnownSubnet> subnet_of(const Node& link, const Node* in_descriptor,
                                         const Descriptor* descriptor) const
    {
        if (const Node* const profile = form_.get(&link, "ip-profile"))
        {
            const Node* const written = form_.get(profile, "subnet-address");
            const auto subnet = written != nullptr ? parse_nbi_subnet(text_of(*written)) : std::nullopt;
            return subnet ? std::optional(KnownSubnet{*subnet, form_.document().range(*written)}) : std::nullopt;
        }
        const bool is_given = in_descriptor != nullptr && in_descriptor->is_scalar();
        const auto subnet = is_given ? parse_any_subnet(text_of(*in_descriptor)) : std::nullopt;
        return subnet ? std::optional(KnownSubnet{*subnet, descriptor->range(*in_descriptor)}) : std::nullopt;
    }

    void check_profile(const Node* profile, Network& network)
    {
        const Node* const gateway = form_.get(profile, "gateway-address");
        if (gateway != nullptr && text_of(*gateway) != no_gateway)
        {
            check_address(gateway, network);
        }
        const Node* const dhcp = form_.get(profile, "dhcp-params");
        const Node* const start = form_.get(dhcp, "start-address");
        const auto first = start != nullptr ? parse_nbi_ipv4(text_of(*start)) : std::nullopt;
        if (!first || !network.subnet || !is_inside(*start, *first, network))
        {
            return;
        }
        const Node* const count = form_.get(dhcp, "count");
        const double number = count != nullptr ? scalar_of(*count).number : 1;
        const Subnet& subnet = network.subnet->subnet;
        if (static_cast<double>(*first) + number - 1 >= static_cast<double>(subnet.last()))
        {
            form_.report(rules::address_outside, *count,
                         text_of(*count) + " addresses from " + text_of(*start) + " on are more than " +
                             text_of(subnet) + " has",
                         "write at most " + std::to_string(subnet.last() - *first));
        }
    }

    static std::string text_of(const Subnet& subnet)
    {
        return ipv4_text(subnet.base) + "/" + std::to_string(subnet.prefix);
    }
    static std::string text_of(const Node& node) { return descriptor::text_of(node); }

    void check_address(const Node* address, Network& network)
    {
        if (address == nullptr)
        {
            return;
        }
        const std::string text = text_of(*address);
        const auto number = parse_nbi_ipv4(text);
        if (number && network.subnet && !is_inside(*address, *number, network))
        {
            return;
        }
        const std::string key = number ? ipv4_text(*number) : text;
        const auto [taken, is_new] = network.taken.try_emplace(key, form_.document().range(*address));
        if (!is_new)
        {
            form_.report(rules::address_taken, *address, text + " is taken already on link '" + network.name + "'",
                         "choose another one", {{.text = "first given here", .where = taken->second}});
        }
    }

    bool is_inside(const Node& address, std::uint32_t number, const Network& network)
    {
        const Subnet& subnet = network.subnet->subnet;
        const bool is_of_none = subnet.prefix < 31 && (number == subnet.base || number == subnet.last());
        if (subnet.contains(number) && !is_of_none)
        {
            return true;
        }
        form_.report(rules::address_outside, address,
                     text_of(address) + (is_of_none ? " is no machine's address in " : " is not in ") +
                         text_of(subnet) + ", the subnet of link '" + network.name + "'",
                     "choose one from " + ipv4_text(subnet.base + 1) + " to " + ipv4_text(subnet.last() - 1),
                     {{.text = "the subnet", .where = network.subnet->where}});
        return false;
    }

    const InstantiationForm& form_;
    const Ns* ns_;
    std::map<std::string, Network> networks_; ///< "LINK" of the NS, "MEMBER/LINK" of a VNF
};

} // namespace

void check_instantiation_addresses(const InstantiationForm& form, const Ns* ns)
{
    AddressRules(form, ns).check();
}

} // namespace edgepool::descriptor
