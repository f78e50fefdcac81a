// SPDX-License-Identifier: Apache-2.0
#include "testbed/synonyms.h"

#include <algorithm>
#include <array>

#include "base/suggest.h"

namespace edgepool::testbed
{

namespace
{

constexpr std::string_view plmn_note = "write MCC and MNC together as 'plmn'";

constexpr std::array key_words{
    Synonym{"clouds", "sites"},
    Synonym{"locations", "sites"},
    Synonym{"location", "site"},
    Synonym{"zone", "site"},
    Synonym{"region", "site"},
    Synonym{"nets", "networks"},
    Synonym{"replicas", "initial"},
    Synonym{"replicas", "count"},
    Synonym{"instances", "initial"},
    Synonym{"instances", "count"},
    Synonym{"count", "initial"},
    Synonym{"initial", "count"},
    Synonym{"minimum", "min"},
    Synonym{"maximum", "max"},
    Synonym{"subnet", "cidr"},
    Synonym{"ipv4", "cidr"},
    Synonym{"prefix", "cidr"},
    Synonym{"range", "cidr"},
    Synonym{"addresses", "cidr"},
    Synonym{"ipv6", "cidr6"},
    Synonym{"subnet6", "cidr6"},
    Synonym{"router", "gateway"},
    Synonym{"gw", "gateway"},
    Synonym{"latency", "delay"},
    Synonym{"rtt", "delay"},
    Synonym{"bandwidth", "rate"},
    Synonym{"throughput", "rate"},
    Synonym{"ram", "memory"},
    Synonym{"vcpus", "cpus"},
    Synonym{"vcpu", "cpus"},
    Synonym{"cores", "cpus"},
    Synonym{"storage", "disk"},
    Synonym{"flavor", "machine"},
    Synonym{"flavour", "machine"},
    Synonym{"resources", "machine"},
    Synonym{"op", "operator-key"},
    Synonym{"k", "key"},
    Synonym{"ki", "key"},
    Synonym{"imsi", "first-imsi"},
    Synonym{"msisdn", "first-msisdn"},
    Synonym{"tac", "tracking-areas"},
    Synonym{"tacs", "tracking-areas"},
    Synonym{"apn", "apns"},
    Synonym{"dnn", "apns"},
    Synonym{"mcc", "plmn", plmn_note},
    Synonym{"mnc", "plmn", plmn_note},
    Synonym{"hostname", "address"},
    Synonym{"host", "address"},
    Synonym{"ip", "address"},
    Synonym{"username", "user"},
    Synonym{"source", "from"},
    Synonym{"src", "from"},
    Synonym{"dest", "path"},
    Synonym{"destination", "path"},
    Synonym{"target", "path"},
    Synonym{"package", "packages"},
    Synonym{"ip", "first-address"},
    Synonym{"servers", "elements"},
    Synonym{"nodes", "elements"},
    Synonym{"clients", "users"},
    Synonym{"ues", "users"},
    Synonym{"vim-account", "vim"},
    Synonym{"proxy-jump", "jump"},
    Synonym{"bastion", "jump"},
    Synonym{"gateway-host", "jump"},
    Synonym{"identity-file", "key"},
    Synonym{"identity", "key"},
    Synonym{"private-key", "key"},
    Synonym{"ssh-key", "key"},
    Synonym{"version", "edgepool"},
    Synonym{"type", "via"},
    Synonym{"type", "service"},
    Synonym{"driver", "via"},
    Synonym{"provider", "via"},
    Synonym{"strategy", "policy"},
    Synonym{"id", "name"},
};

constexpr std::array choice_words{
    Synonym{"qemu", "local"},
    Synonym{"kvm", "local"},
    Synonym{"libvirt", "local"},
    Synonym{"nova", "openstack"},
    Synonym{"ssh", "hosts"},
    Synonym{"bare-metal", "hosts"},
    Synonym{"openairinterface", "oai"},
    Synonym{"osmo-ggsn", "gateway"},
    Synonym{"lte", "epc"},
    Synonym{"radio", "epc"},
    Synonym{"lan", "direct"},
};

constexpr std::array secret_source_words{
    Synonym{"environment", "env"}, Synonym{"variable", "env"},  Synonym{"var", "env"},
    Synonym{"path", "file"},       Synonym{"filename", "file"},
};

} // namespace

std::span<const Synonym> key_synonyms()
{
    return key_words;
}

std::span<const Synonym> choice_synonyms()
{
    return choice_words;
}

std::span<const Synonym> secret_source_synonyms()
{
    return secret_source_words;
}

const Synonym* find_synonym(std::string_view written, std::span<const Synonym> synonyms,
                            std::span<const std::string_view> words)
{
    const auto found = std::ranges::find_if(synonyms, [&](const Synonym& each) {
        return edit_distance(each.written, written) == 0 && std::ranges::find(words, each.meant) != words.end();
    });
    return found != synonyms.end() ? &*found : nullptr;
}

} // namespace edgepool::testbed
