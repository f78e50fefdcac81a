// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "drawing/states.h"
#include "model/layout.h"
#include "model/testbed.h"

/// What a picture of a testbed tells, before anybody decides where it goes. All writers draw the same scene, so that
/// they tell the same. Texts are printable; what is left to a writer is the escaping of its own format.
namespace edgepool::drawing
{

/// Machines that are drawn as one card: a function of the mobile core, a registrar, or a whole group.
struct Group
{
    model::Role role = model::Role::element;
    std::string name{};
    unsigned count = 1;
    std::optional<std::pair<unsigned, unsigned>> range{}; ///< what scaling may make of the count
    std::string detail{};                                 ///< "fractal · degradation 0.1"
    Health health = Health::unknown;
    std::string states{}; ///< "2 ready, 1 broken"; empty: nobody asked
    std::string about{};  ///< everything else, in several lines: addresses, bounds
    std::size_t site = 0;
    bool behind_core = false;                 ///< users who are attached through the EPC
    std::vector<std::size_t> networks{};      ///< without management, which everybody is on
    std::vector<std::size_t> pool_networks{}; ///< those of them that bring it to the pool
};

/// What a network carries in a mobile core.
enum class Plane
{
    control,
    user,
};

struct SceneNetwork
{
    std::string name{};
    std::string cidr{};
    std::string about{};
    Plane plane = Plane::user;
    bool serves_pool = false; ///< members of the pool are on it themselves, not behind a mobile core
    std::vector<std::size_t> groups{};
};

struct SceneSite
{
    std::string name{};
    std::string place{};    ///< "OSM · simula-openstack"
    std::string distance{}; ///< "20ms · 50Mbit"; empty: none
    std::string about{};
    std::vector<std::size_t> groups{}; ///< from where packets come to where they go: users, core, registrars, elements
};

/// A reference point that just two functions of the core are on.
struct Link
{
    std::size_t from = 0;
    std::size_t to = 0;
    std::size_t network = 0;
};

struct Scene
{
    std::string name{};
    std::string description{};
    std::string summary{}; ///< "14 machines at 4 sites"
    std::string handle{};
    std::string policy{};
    bool has_states = false;
    std::string core{}; ///< "oai · PLMN 24288 · internet 10.45.0.0/24"; empty without a mobile core
    std::vector<Group> groups{};
    std::vector<SceneSite> sites{};
    std::vector<SceneNetwork> networks{};
    std::vector<std::size_t> chain{}; ///< the functions of the mobile core, if there is more than one
    std::vector<Link> links{};
    std::optional<std::size_t> management{};
    std::vector<std::size_t> unused{}; ///< networks that no machine is on

    bool has_pool() const;
    bool is_link(std::size_t network) const;
};

Scene make_scene(const model::Testbed& testbed, const model::Layout& layout, const States& states = {});

/// "core", "registrar", "element", "user": the functions of the mobile core look alike.
std::string_view look_of(model::Role role);
/// "PR", "PE", "PU", as the RFCs have it; "EPC".
std::string_view badge_of(model::Role role);
bool is_pool_member(model::Role role);

/// "×2", nothing for what is always alone.
std::string count_text(const Group& group);
/// "(1…8)"
std::string range_text(const Group& group);
/// "mec ×2 (1…8)"
std::string title_of(const Group& group);
/// "2 ready · fractal · degradation 0.1"
std::string detail_with_states(const Group& group);
/// "local · 20ms away"
std::string subtitle_of(const SceneSite& site);

} // namespace edgepool::drawing
