// SPDX-License-Identifier: Apache-2.0
#include "testbed/reference_texts.h"

#include <algorithm>
#include <array>

#include "doc/read_yaml.h"
#include "testbed/rules.h"

namespace edgepool::testbed
{

namespace
{

template <typename Enum>
struct Says
{
    Enum value;
    std::string_view text;
};

constexpr std::array policies{
    Says{model::Policy::round_robin, "In turn. For elements that are all alike."},
    Says{model::Policy::weighted_round_robin,
         "In turn, with as many turns per round as `weight` says. For servers of different size."},
    Says{model::Policy::random,
         "Any, all equally likely. For many users who would otherwise keep step with each other."},
    Says{model::Policy::weighted_random,
         "Any, twice as likely with twice the `weight`. For servers of different size and many users."},
    Says{model::Policy::priority,
         "The highest `priority` alone; equal ones in turn. For spares that serve only when the others are gone."},
    Says{model::Policy::least_used,
         "The lowest load; equal ones in turn. For elements that are all alike and sessions that are not."},
    Says{model::Policy::least_used_degradation,
         "The lowest load, to which each choice adds `degradation` until the element reports its load. For bursts of "
         "users: give 1 divided by `sessions`."},
    Says{model::Policy::priority_least_used, "The lowest sum of load and `degradation`. For near and far servers: 0.1 "
                                             "for those used first, 0.5 for the cloud, 0.95 for the last resort."},
    Says{model::Policy::priority_least_used_degradation,
         "The lowest sum of load and `degradation`, to which each choice adds it once more until the element reports "
         "its load. For near and far servers and bursts of users."},
    Says{model::Policy::randomized_least_used,
         "Any, the likelier the lower its load. For many users and loads that are reported late."},
    Says{model::Policy::randomized_priority_least_used,
         "As `randomized-least-used`: RSPLIB's programs cannot give it a handicap."},
    Says{
        model::Policy::weighted_random_dpf,
        "As `weighted-random`, the likelier the nearer, as far as `delay-factor` says. For distance measured in time."},
    Says{model::Policy::least_used_dpf, "As `least-used`, with the distance times `delay-factor` added."},
    Says{model::Policy::least_used_degradation_dpf,
         "As `least-used-degradation`, with the distance times `delay-factor` added."},
    Says{model::Policy::priority_least_used_degradation_dpf,
         "As `priority-least-used-degradation`; RSPLIB 3.4.4 forgets to measure the distance."},
};

constexpr std::array services{
    Says{model::Service::fractal,
         "Computes pictures of fractals, piece by piece; a user that loses its server goes on with another one."},
    Says{model::Service::calc, "Carries out calculations of a given size, for measurements."},
    Says{model::Service::scripting, "Runs the programs that users send: only for users whom you trust."},
    Says{model::Service::pingpong, "Answers numbered messages, so that gaps are seen."},
    Says{model::Service::echo, "Sends back what it gets."},
    Says{model::Service::discard, "Throws away what it gets."},
    Says{model::Service::daytime, "Tells the time."},
    Says{model::Service::chargen, "Sends characters without end."},
};

static_assert(policies.size() == model::names<model::Policy>.size());
static_assert(services.size() == model::names<model::Service>.size());

} // namespace

const std::string_view title = R"(<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Written by the program from its table of fields (src/testbed/fields.cpp): change it there. -->
# The testbed file)";

const std::string_view intro =
    R"(One YAML file says what a testbed is: the mobile core, the networks, the places where machines run, and the pool of
servers with its users. Everything else follows from it: machines, names, addresses, descriptors. This is a whole one:)";

const std::string_view minimal_example = R"(edgepool: 1
name: mec
elements:
  - name: mec
    initial: 2
    max: 8
users:
  - name: user
)";

const std::string_view how_to_read =
    R"(It is a pool of two servers, which may grow to eight, with three registrars and one user, all on this computer.
`edgepool init` writes a larger one to begin with, `edgepool validate` tells everything that is wrong with a file, and
`edgepool show` tells what follows from it.

Keys may stand in any order. A key that is not in the tables below is an error, so that a mistyped one is not silently
ignored. What is not given has its default. Anchors, aliases and `<<` work as in all YAML files.)";

const std::string_view networks_intro =
    R"(They need not be written down; a testbed has those of them that a machine is on. Name one to change it, and others to
add them.)";

const std::string_view policies_intro =
    R"(How a registrar chooses an element for a user. A pool has one policy. Where it says "needs", each group of elements gives
that parameter.)";

const std::string_view policies_outro =
    R"(A policy by load needs a [service](#service) that reports its load; with another one it takes turns. The load goes from
0 to 1, and so does its sum with `degradation`: an idle element with a `degradation` of 1 looks as busy as a full one. Give
the last resort a little less, such as 0.95.)";

const std::string_view services_intro = R"(What the elements of a pool do for its users: the same for all groups.)";

const std::string_view values_intro =
    R"(Quotes make no difference, except where YAML needs them. Digits keep their leading zeros with and without quotes:
`plmn: 00101` is test network 001/01.)";

const std::string_view secrets_text =
    R"(Keys of subscribers and operators are never written into the file. They come from one of three sources:

- `{env: NAME}`: the environment's variable of that name,
- `{file: PATH}`: a file; a relative name counts from the folder of the testbed file. Only you should be able to read it
  (`chmod 600`).
- `generated`: edgepool makes one.

A key has 32 hexadecimal digits, in upper or lower case; space around them, such as the end of the line, does not count.
`edgepool validate` checks what it finds, and never prints it. What it does not find is only a warning: the file may be
checked where the secrets are not.)";

const std::string_view layout_intro =
    R"(Nothing of this is written down: it follows from the file, each time in the same way.

- The machines of a group are numbered from 1: `NAME-1`, `NAME-2`. Registrars are `pr-1`, `pr-2`. Functions of the EPC have
  the function's name: `hss`, `mme`.
- On each network, the EPC's functions come first, then registrars, elements and users, in the order of the file. A group of
  elements owns as many addresses as its `max` says, all in a row: growing and shrinking changes nobody's address.
- The first address that is given out is the tenth behind the network's own (the second in networks with less than 32
  addresses); the lower ones stay free for gateways and for what a cloud puts there. Gateways are left out.
- An address that the file fixes stays where it is, and the others make room for it. A group's `first-address` is that of
  its first machine, with room behind it for all of `max`.
- A machine's IPv6 address has the same place in its network as its IPv4 address.
- Hosts that exist already (`via: hosts`) keep their own names and addresses.

For the example above that gives:)";

std::string limits_text()
{
    const doc::Limits limits;
    const auto prefixes = [](unsigned least, unsigned most) {
        return "/" + std::to_string(least) + " to /" + std::to_string(most);
    };
    return "- The file: UTF-8, one YAML document of at most " + std::to_string(limits.bytes >> 20U) + " MiB, " +
           std::to_string(limits.nodes) + " values and " + std::to_string(limits.depth) +
           " levels.\n"
           "  What YAML readers disagree about is refused: duplicate keys, tabs outside of quotes, several documents.\n"
           "- Networks: " +
           prefixes(smallest_prefix, largest_prefix) + ", in IPv6 " + prefixes(smallest_prefix6, largest_prefix6) +
           " and at least as large.\n"
           "  Networks and the addresses of APNs must not overlap; those of somebody on the Internet are warned "
           "about.\n"
           "- Groups: no two of one name, and none named like a machine or a function of the EPC.\n";
}

std::string_view says_of(model::Policy policy)
{
    return std::ranges::find(policies, policy, &Says<model::Policy>::value)->text;
}

std::string_view says_of(model::Service service)
{
    return std::ranges::find(services, service, &Says<model::Service>::value)->text;
}

} // namespace edgepool::testbed
