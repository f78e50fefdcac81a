// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "model/testbed.h"
#include "testbed/field_parts.h"

namespace edgepool::testbed
{

namespace
{

using enum Presence;

constexpr std::array apn_fields{
    Field{.key = "name",
          .type = Type::apn,
          .says = "The access point name, the same in HSS and packet gateway.",
          .presence = required},
    Field{.key = "addresses",
          .type = Type::ipv4_network,
          .says = "The network of the users' devices; its first address is the gateway's.",
          .presence = required},
    Field{.key = "pool",
          .type = Type::ipv4_range,
          .says = "The addresses that devices get, `first - last`.",
          .otherwise = "all but the gateway's"},
    Field{.key = "dns",
          .type = Type::list,
          .says = "Name servers for the devices.",
          .otherwise = "none",
          .most = 2,
          .item = Type::ipv4},
};
constexpr ObjectType apn_type{"APN", "An access point: where users' packets leave the mobile network.", apn_fields};

constexpr std::array subscribers_fields{
    Field{.key = "first-imsi",
          .type = Type::imsi,
          .says = "The first subscriber's IMSI: 15 digits that begin with the PLMN. The others count up.",
          .otherwise = "the PLMN, then zeros and a final 1"},
    Field{.key = "first-msisdn",
          .type = Type::msisdn,
          .says = "The first subscriber's telephone number. The others count up.",
          .otherwise = "`24288880000000`"},
    Field{.key = "count",
          .type = Type::integer,
          .says = "The number of subscribers.",
          .fallback = "100",
          .least = 1,
          .most = 10'000'000},
    Field{.key = "key",
          .type = Type::secret,
          .says = "The subscribers' key K, 32 hexadecimal digits.",
          .fallback = "generated"},
    Field{.key = "operator-key",
          .type = Type::secret,
          .says = "The operator's key OP, 32 hexadecimal digits.",
          .fallback = "generated"},
    Field{.key = "opc",
          .type = Type::secret,
          .says = "OPc instead of OP, when that is what the SIM cards were made from.",
          .otherwise = "computed from K and OP"},
};
constexpr ObjectType subscribers_type{"list of subscribers", "Who may attach: a run of consecutive IMSIs.",
                                      subscribers_fields};

constexpr std::array function_address_fields{
    Field{.key = "mgmt", .type = Type::ipv4, .says = "On the management network.", .otherwise = "chosen"},
    Field{.key = "s1c", .type = Type::ipv4, .says = "On S1-C, towards the base stations.", .otherwise = "chosen"},
    Field{.key = "s1u", .type = Type::ipv4, .says = "On S1-U, towards the base stations.", .otherwise = "chosen"},
    Field{.key = "s6a", .type = Type::ipv4, .says = "On S6a, between HSS and MME.", .otherwise = "chosen"},
    Field{.key = "s11", .type = Type::ipv4, .says = "On S11, between MME and gateway.", .otherwise = "chosen"},
    Field{
        .key = "sxab", .type = Type::ipv4, .says = "On Sxa/Sxb, between the gateway's halves.", .otherwise = "chosen"},
    Field{.key = "sgi", .type = Type::ipv4, .says = "On SGi, towards the services.", .otherwise = "chosen"},
};
constexpr ObjectType function_address_type{"function's addresses", "Fixed addresses of one EPC function, by network.",
                                           function_address_fields};

constexpr std::array mme_fields{
    Field{.key = "group", .type = Type::integer, .says = "MME group identity.", .fallback = "32768", .most = 65535},
    Field{.key = "code", .type = Type::integer, .says = "MME code.", .fallback = "3", .most = 255},
};
constexpr ObjectType mme_type{"MME", "What base stations know the MME by.", mme_fields};

constexpr std::array epc_fields{
    Field{.key = "core",
          .type = Type::choice,
          .says = "The software: `oai` (OpenAirInterface: HSS, MME, SPGW-C, SPGW-U), `nextepc`, `open5gs`, or "
                  "`gateway` (a packet gateway alone, as a stand-in: osmo-ggsn); `none` switches the EPC off.",
          .fallback = "oai",
          .choices = model::name_list<model::Core>},
    site_field("Where it runs."),
    Field{.key = "plmn",
          .type = Type::plmn,
          .says = "Mobile country code (3 digits) and network code (2 or 3), as text: `\"00101\"` keeps its zeros.",
          .fallback = "00101"},
    Field{.key = "realm",
          .type = Type::dns_name,
          .says = "The Diameter realm; HSS and MME become `hss.REALM` and `mme.REALM`.",
          .otherwise = "`epc.mncMNC.mccMCC.3gppnetwork.org`"},
    Field{.key = "mme", .type = Type::object, .says = "The MME's identity.", .object = &mme_type},
    Field{.key = "tracking-areas",
          .type = Type::list,
          .says = "Tracking area codes, 1 to 65535 without 65534.",
          .fallback = "[1]",
          .least = 1,
          .most = 64,
          .item = Type::integer},
    Field{.key = "apns",
          .type = Type::list,
          .says = "Access points; the first is the default.",
          .fallback = "[{name: internet, addresses: 10.45.0.0/16}]",
          .least = 1,
          .most = 16,
          .object = &apn_type},
    Field{.key = "subscribers", .type = Type::object, .says = "Who may attach.", .object = &subscribers_type},
    Field{.key = "addresses",
          .type = Type::map,
          .says = "Fixed addresses: a function (`hss`, `mme`, `spgwc`, `spgwu`, `spgw`, `gateway`), then network and "
                  "address.",
          .otherwise = "all are chosen",
          .most = 16,
          .object = &function_address_type},
    machine_field(),
};

} // namespace

constexpr ObjectType epc_type{"EPC", "The mobile core network. Without this key the testbed has none.", epc_fields};

} // namespace edgepool::testbed
