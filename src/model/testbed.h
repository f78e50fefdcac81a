// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.h"
#include "model/address.h"
#include "model/names.h"
#include "model/pool.h"

/// A testbed as plain values: what the file says, with defaults filled in and nothing derived.
namespace edgepool::model
{

/// Who runs a site's machines.
enum class Via
{
    local,
    openstack,
    osm,
    hosts,
};

template <>
inline constexpr auto names<Via> = std::to_array<Named<Via>>(
    {{Via::local, "local"}, {Via::openstack, "openstack"}, {Via::osm, "osm"}, {Via::hosts, "hosts"}});

/// Which software is the mobile core.
enum class Core
{
    oai,
    nextepc,
    open5gs,
    gateway,
    none,
};

template <>
inline constexpr auto names<Core> = std::to_array<Named<Core>>({{Core::oai, "oai"},
                                                                {Core::nextepc, "nextepc"},
                                                                {Core::open5gs, "open5gs"},
                                                                {Core::gateway, "gateway"},
                                                                {Core::none, "none"}});

/// How a pool user's machine reaches the pool.
enum class Attachment
{
    direct,
    epc,
};

template <>
inline constexpr auto names<Attachment> =
    std::to_array<Named<Attachment>>({{Attachment::direct, "direct"}, {Attachment::epc, "epc"}});

/// A machine of the testbed by what it does.
enum class Role
{
    hss,
    mme,
    spgwc,
    spgwu,
    spgw,
    gateway,
    registrar,
    element,
    user,
};

template <>
inline constexpr auto names<Role> = std::to_array<Named<Role>>({{Role::hss, "hss"},
                                                                {Role::mme, "mme"},
                                                                {Role::spgwc, "spgwc"},
                                                                {Role::spgwu, "spgwu"},
                                                                {Role::spgw, "spgw"},
                                                                {Role::gateway, "gateway"},
                                                                {Role::registrar, "registrar"},
                                                                {Role::element, "element"},
                                                                {Role::user, "user"}});

/// Where a secret comes from; the secret itself is never part of the model.
struct SecretSource
{
    enum class From
    {
        generated,
        environment,
        file,
    };

    From from = From::generated;
    std::string name{}; ///< of the variable or the file

    friend bool operator==(const SecretSource&, const SecretSource&) = default;
};

struct MachineShape
{
    unsigned cpus = 1;
    Bytes memory{};
    Bytes disk{};
};

struct Network
{
    std::string name{};
    Ipv4Network ipv4{};
    std::optional<Ipv6Network> ipv6{};
    std::optional<Ipv4> gateway{};
    unsigned mtu = 1500;
    std::string vim_network{}; ///< the cloud's own network of that name is used; empty: one is made
};

/// What lies between a site and the others.
struct Distance
{
    Delay delay{};
    Delay jitter{};
    std::optional<BitRate> rate{};
    Share loss{};
};

/// A machine that somebody else made, reached by SSH.
struct Host
{
    std::string address{};
    std::string user{};
    std::uint16_t port = 22;
    std::string host_key{};
};

struct Site
{
    std::string name{};
    Via via = Via::local;
    std::string vim{};   ///< via osm: the VIM account's name
    std::string cloud{}; ///< via openstack: the entry of clouds.yaml
    std::vector<Host> hosts{};
    std::optional<Host> jump{}; ///< via hosts: the machine that leads to them
    std::string key{};          ///< via hosts: the file with the user's private key; empty: the agent and usual ones
    Distance distance{};
};

/// A file of this computer that every local machine gets.
struct ImageFile
{
    std::string path{}; ///< there
    std::string from{}; ///< here
};

/// What local machines have beside what they need.
struct Image
{
    std::vector<std::string> packages{};
    std::vector<ImageFile> files{};

    bool empty() const { return packages.empty() && files.empty(); }
};

struct Apn
{
    std::string name{};
    Ipv4Network addresses{};
    Ipv4Range pool{};
    std::vector<Ipv4> dns{};
};

struct Subscribers
{
    std::string first_imsi{};
    std::string first_msisdn{};
    std::uint64_t count = 0;
    SecretSource key{};
    SecretSource operator_key{};       ///< OP
    std::optional<SecretSource> opc{}; ///< given instead of OP
};

/// A fixed address of one EPC function on one network.
struct FunctionAddress
{
    Role function = Role::hss;
    std::string network{};
    Ipv4 address{};
};

struct Epc
{
    Core core = Core::oai;
    std::string site{};
    std::string plmn{}; ///< digits, MCC then MNC
    std::string realm{};
    unsigned mme_group = 0;
    unsigned mme_code = 0;
    std::vector<unsigned> tracking_areas{};
    std::vector<Apn> apns{};
    Subscribers subscribers{};
    std::vector<FunctionAddress> addresses{};
    MachineShape machine{};

    std::string_view mcc() const { return std::string_view(plmn).substr(0, 3); }
    std::string_view mnc() const { return std::string_view(plmn).substr(3); }
};

struct Registrar
{
    std::string site{};
    std::string network{};
    std::optional<Ipv4> address{};
    MachineShape machine{};
};

struct ElementGroup
{
    std::string name{};
    std::string site{};
    Service service = Service::fractal;
    unsigned initial = 1;
    unsigned min = 1;
    unsigned max = 1;
    std::set<unsigned> left_out{}; ///< numbers that no machine has: not from the file, but from what was scaled in
    std::map<unsigned, std::string> elsewhere{}; ///< sites of numbers that a move has brought to another one already
    PolicyParameters parameters{};
    std::optional<unsigned> sessions{}; ///< at most, per element
    std::string network{};
    std::optional<Ipv4> first_address{};
    MachineShape machine{};
};

struct UserGroup
{
    std::string name{};
    std::string site{};
    unsigned count = 1;
    Attachment attach = Attachment::direct;
    std::string network{};
    std::optional<Ipv4> first_address{};
    MachineShape machine{};
};

struct Testbed
{
    std::string name{};
    std::string description{};
    std::optional<Epc> epc{};
    std::vector<Network> networks{}; ///< every network that a machine of the testbed may be on
    std::vector<Site> sites{};
    Image image{};
    Pool pool{};
    std::vector<Registrar> registrars{};
    std::vector<ElementGroup> elements{};
    std::vector<UserGroup> users{};

    const Network* network(std::string_view wanted) const;
    const Site* site(std::string_view wanted) const;
};

/// The machines that a mobile core consists of.
std::vector<Role> functions_of(Core core);
/// The networks that a core's function has a leg on, management first.
std::vector<std::string_view> networks_of(Role function);
/// The networks of a machine that serves on this one, management first: serving on it takes no second leg.
std::vector<std::string_view> networks_serving_on(std::string_view network);
/// The networks of a pool user's machine, management first.
std::vector<std::string_view> networks_of(const UserGroup& users, Core core);

/// The names of all networks that some machine is on.
std::set<std::string, std::less<>> networks_in_use(const Testbed& testbed);

} // namespace edgepool::model
