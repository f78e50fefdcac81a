// SPDX-License-Identifier: Apache-2.0
#include "testbed/field_parts.h"

#include <algorithm>
#include <array>

#include "model/pool.h"
#include "model/testbed.h"

namespace edgepool::testbed
{

namespace
{

using enum Presence;

constexpr std::int64_t most_machines = 65'000;     // as many as the default /16 networks have room for
constexpr std::int64_t longest_delay = 60'000'000; // a minute, in microseconds

constexpr Field group_name_field(std::string_view says)
{
    return {.key = "name", .type = Type::name, .says = says, .presence = required};
}

constexpr Field network_field()
{
    return {.key = "network",
            .type = Type::name,
            .says = "The network that it serves on, beside `mgmt`.",
            .otherwise = "`sgi` in a testbed with an EPC, else `pool`"};
}

constexpr std::array network_fields{
    Field{.key = "cidr",
          .type = Type::ipv4_network,
          .says = "The IPv4 network.",
          .otherwise = "that of the known network; **needed** for others"},
    Field{.key = "cidr6",
          .type = Type::ipv6_network,
          .says = "The IPv6 network; `none` for IPv4 only.",
          .otherwise = "that of the known network; none for others"},
    Field{.key = "gateway",
          .type = Type::ipv4,
          .says = "The router's address on it; machines do not get it.",
          .otherwise = "none"},
    Field{.key = "mtu",
          .type = Type::integer,
          .says = "The largest packet, in bytes.",
          .fallback = "1500",
          .least = 1280,
          .most = 9216},
    Field{.key = "vim-network",
          .type = Type::text,
          .says = "Use the cloud's own network of this name instead of making one.",
          .otherwise = "one is made"},
};
constexpr ObjectType network_type{"network", "One network, by its name.", network_fields};

constexpr std::array host_fields{
    Field{.key = "address", .type = Type::host_name, .says = "Host name or address.", .presence = required},
    Field{.key = "user", .type = Type::user_name, .says = "Who to log in as.", .otherwise = "you"},
    Field{.key = "port", .type = Type::integer, .says = "The SSH port.", .fallback = "22", .least = 1, .most = 65535},
    Field{.key = "host-key",
          .type = Type::host_key,
          .says = "Its public host key, `ssh-ed25519 AAAA…`: what `ssh-keyscan -t ed25519 HOST` prints and the "
                  "machine's owner confirms.",
          .presence = required},
};
constexpr ObjectType host_type{"host", "A machine that somebody else made, reached by SSH.", host_fields};

constexpr std::array site_fields{
    group_name_field("The site's name."),
    Field{.key = "via",
          .type = Type::choice,
          .says = "Who runs the machines: `local` (QEMU on this computer), `openstack`, `osm`, or `hosts` (machines "
                  "that exist already).",
          .fallback = "local",
          .choices = model::name_list<model::Via>},
    Field{.key = "vim",
          .type = Type::text,
          .says = "Via `osm`: the VIM account's name in OSM. Needed there.",
          .otherwise = "none"},
    Field{.key = "cloud",
          .type = Type::text,
          .says = "Via `openstack`: the entry of `clouds.yaml`. Needed there.",
          .otherwise = "none"},
    Field{.key = "hosts",
          .type = Type::list,
          .says = "Via `hosts`: the machines. Needed there.",
          .otherwise = "none",
          .least = 1,
          .most = most_machines,
          .object = &host_type},
    Field{.key = "jump",
          .type = Type::object,
          .says = "Via `hosts`: the machine that leads to them, if they cannot be reached from here.",
          .otherwise = "none",
          .object = &host_type},
    Field{.key = "key",
          .type = Type::file_name,
          .says = "Via `hosts`: the file with your private key, seen from this file; `~/` is your home.",
          .otherwise = "those of your SSH agent, then those in `~/.ssh`"},
    Field{.key = "delay",
          .type = Type::delay,
          .says = "Via `local`: how far the site is from the others, one way.",
          .otherwise = "none",
          .most = longest_delay},
    Field{.key = "jitter",
          .type = Type::delay,
          .says = "Via `local`: how much the delay varies.",
          .otherwise = "none",
          .most = longest_delay},
    Field{.key = "rate",
          .type = Type::bit_rate,
          .says = "Via `local`: the line's rate.",
          .otherwise = "unlimited",
          .least = 1000,
          .most = 100'000'000'000},
    Field{.key = "loss", .type = Type::share, .says = "Via `local`: the share of packets lost.", .otherwise = "none"},
};
constexpr ObjectType site_type{"site", "A place that has machines.", site_fields};

constexpr std::array pool_fields{
    Field{.key = "handle", .type = Type::handle, .says = "The pool's name, at most 32 bytes.", .fallback = "EdgePool"},
    Field{.key = "policy",
          .type = Type::choice,
          .says = "How a registrar chooses an element.",
          .fallback = "least-used",
          .choices = model::name_list<model::Policy>},
    Field{.key = "failover",
          .type = Type::choice,
          .says = "How quickly a dead member is noticed: `normal` (about 10 s), or `fast` (about 1 s, for lines "
                  "without long stalls).",
          .fallback = "normal",
          .choices = model::name_list<model::Failover>},
};
constexpr ObjectType pool_type{"pool", "The pool, as users see it.", pool_fields};

constexpr std::array registrar_fields{
    site_field("Where it runs."),
    network_field(),
    Field{.key = "address", .type = Type::ipv4, .says = "Its address on that network.", .otherwise = "chosen"},
    machine_field(),
};
constexpr ObjectType registrar_type{
    "registrar", "A registrar of the pool. Its machine is `pr-1`, `pr-2`, … in the order of the list.",
    registrar_fields};

constexpr std::array element_fields{
    group_name_field("The group's name; its machines are `NAME-1`, `NAME-2`, …"),
    site_field("Where they run."),
    Field{.key = "service",
          .type = Type::choice,
          .says = "What they do for their users.",
          .fallback = "fractal",
          .choices = model::name_list<model::Service>},
    Field{.key = "initial",
          .type = Type::integer,
          .says = "How many `up` creates at first.",
          .fallback = "1",
          .most = most_machines},
    Field{.key = "min",
          .type = Type::integer,
          .says = "The fewest that `scale` goes down to.",
          .otherwise = "1, or 0 if `initial` is 0",
          .most = most_machines},
    Field{.key = "max",
          .type = Type::integer,
          .says = "The most that `scale` goes up to. Addresses are reserved for as many.",
          .otherwise = "as `initial`",
          .most = most_machines},
    Field{.key = "weight",
          .type = Type::integer,
          .says = "For policies that need it: the share of the work.",
          .otherwise = "none",
          .least = 1,
          .most = 1'000'000},
    Field{.key = "priority",
          .type = Type::integer,
          .says = "For the policy `priority`: the highest serves.",
          .otherwise = "none",
          .most = 1'000'000},
    Field{.key = "degradation",
          .type = Type::number,
          .says = "For policies that need it: 0 to 1, added to the load. Low is preferred.",
          .otherwise = "none",
          .most = 1},
    Field{.key = "delay-factor",
          .type = Type::number,
          .says = "For policies that need it: 0 to 1, how much the distance counts.",
          .otherwise = "none",
          .most = 1},
    Field{.key = "sessions",
          .type = Type::integer,
          .says = "The most sessions that one element takes.",
          .otherwise = "the service's own limit",
          .least = 1,
          .most = 10'000},
    network_field(),
    Field{.key = "first-address",
          .type = Type::ipv4,
          .says = "The first element's address on that network; the others count up.",
          .otherwise = "chosen"},
    machine_field(),
};
constexpr ObjectType element_type{"group of elements", "Pool elements: servers of the pool that scale together.",
                                  element_fields};

constexpr std::array user_fields{
    group_name_field("The group's name; its machines are `NAME-1`, `NAME-2`, …"),
    site_field("Where they run."),
    Field{.key = "count", .type = Type::integer, .says = "How many.", .fallback = "1", .most = most_machines},
    Field{.key = "attach",
          .type = Type::choice,
          .says = "How they reach the pool: `direct` on a network of the testbed, or `epc` through the mobile core.",
          .fallback = "direct",
          .choices = model::name_list<model::Attachment>},
    network_field(),
    Field{.key = "first-address",
          .type = Type::ipv4,
          .says = "The first user's address on that network; the others count up.",
          .otherwise = "chosen"},
    machine_field(),
};
constexpr ObjectType user_type{"group of users", "Pool users: machines whose programs use the pool.", user_fields};

constexpr std::array image_file_fields{
    Field{.key = "path",
          .type = Type::machine_path,
          .says = "Where it is on the machines; what is there is replaced.",
          .presence = required},
    Field{.key = "from",
          .type = Type::file_name,
          .says = "The file here, beside the testbed file if the path does not begin with `/`. One that can be run "
                  "here can be run there.",
          .presence = required},
};
constexpr ObjectType image_file_type{"file of the image", "A file that is copied onto every machine.",
                                     image_file_fields};

constexpr std::array image_fields{
    Field{.key = "packages",
          .type = Type::list,
          .says = "Debian packages beside those that every machine has.",
          .otherwise = "none",
          .most = 1000,
          .item = Type::package_name},
    Field{.key = "files",
          .type = Type::list,
          .says = "Files that are copied from here.",
          .otherwise = "none",
          .most = 1000,
          .object = &image_file_type},
};
constexpr ObjectType image_type{"image",
                                "What all machines of sites `via: local` have in addition. It is built into their "
                                "image, so that they start with it.",
                                image_fields};

constexpr std::array root_fields{
    Field{.key = "edgepool",
          .type = Type::integer,
          .says = "The version of this format.",
          .presence = required,
          .least = 1,
          .most = 1},
    Field{.key = "name",
          .type = Type::name,
          .says = "The testbed's name; everything that is made for it carries it.",
          .presence = required},
    Field{.key = "description", .type = Type::text, .says = "For people.", .otherwise = "none"},
    Field{.key = "epc",
          .type = Type::object,
          .says = "The mobile core network.",
          .otherwise = "no EPC",
          .object = &epc_type},
    Field{.key = "networks",
          .type = Type::map,
          .says = "Networks that differ from the defaults, or further ones, by name.",
          .otherwise = "those that a machine is on",
          .most = 64,
          .object = &network_type},
    Field{.key = "sites",
          .type = Type::list,
          .says = "Where machines run.",
          .fallback = "[{name: local, via: local}]",
          .least = 1,
          .most = 1000,
          .object = &site_type},
    Field{.key = "image",
          .type = Type::object,
          .says = "Packages and files of yours on all local machines.",
          .otherwise = "none",
          .object = &image_type},
    Field{.key = "pool", .type = Type::object, .says = "The pool.", .object = &pool_type},
    Field{.key = "registrars",
          .type = Type::list,
          .says = "The pool's registrars. Three survive the loss of one completely; two do not.",
          .otherwise = "three at the first site if there are elements",
          .most = 1000,
          .object = &registrar_type},
    Field{.key = "elements",
          .type = Type::list,
          .says = "The pool's elements.",
          .otherwise = "none",
          .most = most_machines,
          .object = &element_type},
    Field{.key = "users",
          .type = Type::list,
          .says = "The pool's users.",
          .otherwise = "none",
          .most = most_machines,
          .object = &user_type},
};
constexpr ObjectType root_type{"testbed", "One testbed file describes one testbed.", root_fields};

constexpr std::int64_t mebibyte = std::int64_t{1} << 20U;
constexpr std::int64_t tebibyte = std::int64_t{1} << 40U;

constexpr std::array machine_fields{
    Field{
        .key = "cpus", .type = Type::integer, .says = "Virtual processors.", .fallback = "1", .least = 1, .most = 128},
    Field{.key = "memory",
          .type = Type::bytes,
          .says = "Memory.",
          .otherwise = "256MiB; 4GiB for functions of an `oai` EPC",
          .least = 64 * mebibyte,
          .most = 4 * tebibyte},
    Field{.key = "disk",
          .type = Type::bytes,
          .says = "Root disk.",
          .otherwise = "4GiB; 32GiB for functions of an `oai` EPC",
          .least = 1024 * mebibyte,
          .most = 64 * tebibyte},
};

} // namespace

constexpr ObjectType machine_type{"machine", "The size of a machine.", machine_fields};

const Field* ObjectType::field(std::string_view key) const
{
    const auto found = std::ranges::find(fields, key, &Field::key);
    return found != fields.end() ? &*found : nullptr;
}

const ObjectType& testbed_type()
{
    return root_type;
}

} // namespace edgepool::testbed
