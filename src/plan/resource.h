// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

/// What is to be done, in words and data only: nothing here holds a connection, a process or a clock.
namespace edgepool::plan
{

/// Kinds that every testbed has. Sites add kinds of their own; planning looks at none of them.
inline constexpr std::string_view machine_kind = "machine";
inline constexpr std::string_view network_kind = "network";

/// Which resource. A testbed has at most one of each.
struct Id
{
    std::string kind{};
    std::string name{};
    std::string site{};

    friend auto operator<=>(const Id&, const Id&) = default;
};

/// "machine 'mec-2' at 'essen'"
std::string to_string(const Id& id);

/// One thing that decides whether an existing resource is the wanted one: {"memory", "256MiB"}. It is printed and
/// stored at the site, so it is never a secret; of a secret, name where it comes from.
struct Property
{
    std::string name{};
    std::string value{};

    friend bool operator==(const Property&, const Property&) = default;
};

/// How one resource needs another one. In every case it is removed first.
enum class Need
{
    existing,  ///< it is made once the other is there, ready or not
    ready,     ///< it is made once the other is ready, and lives through its replacement
    same_life, ///< the same, but it is replaced whenever the other is
};

struct Dependency
{
    Id on{};
    Need need = Need::ready;

    friend bool operator==(const Dependency&, const Dependency&) = default;
};

/// A resource as it should be.
struct Resource
{
    Id id{};
    std::vector<Property> properties{};
    std::vector<Dependency> needs{};
    std::vector<std::string> claims{}; ///< what only one can have at a time: "mgmt 10.1.0.7"
    std::string group{};               ///< of a machine: its group's name

    friend bool operator==(const Resource&, const Resource&) = default;
};

enum class State
{
    whole,      ///< it is there and does what it should
    unfinished, ///< it was begun; making it goes on from there
    broken,     ///< it has to be made anew
    silent,     ///< nobody can say, since it does not answer; making it finds out
};

/// Who made a resource. What was given to the testbed is used, and never made, replaced or removed.
enum class Origin
{
    made,
    given,
};

/// A resource of this testbed as a site finds it.
struct Observed
{
    Id id{};
    State state = State::whole;
    Origin origin = Origin::made;
    std::string note{};   ///< why it is not whole: "its process is gone"
    std::string handle{}; ///< the site's own name for it: a server's id, a folder
    /// As the site sees them now, named as in the Resource. One that the site cannot see is left out.
    std::vector<Property> properties{};
    std::string fingerprint{};         ///< as it was recorded when the resource was made; empty: it was not
    std::vector<Id> needs{};           ///< what has to outlive it
    std::vector<std::string> claims{}; ///< as in the Resource

    friend bool operator==(const Observed&, const Observed&) = default;
};

/// Sixteen hexadecimal digits that stand for kind and properties, in any order: what a site records with a resource
/// when it has no room for the properties.
std::string fingerprint(const Resource& resource);

/// Why what is there is not what is wanted: "memory is 384MiB, should be 256MiB"; empty when it is. A property that the
/// site cannot see counts only by the fingerprint.
std::string difference(const Resource& wanted, const Observed& found);

} // namespace edgepool::plan
