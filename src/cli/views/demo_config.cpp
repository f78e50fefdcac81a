// SPDX-License-Identifier: Apache-2.0
#include "cli/views/demo_config.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "drawing/xml.h"
#include "handlespace/report.h"
#include "roles/roles.h"

namespace edgepool::cli
{

namespace
{

using drawing::XmlWriter;

/// What the display looks like by default; it pops up an error for a tag that it does not know.
constexpr const char* refresh_time = "500";  // milliseconds
constexpr const char* refresh_timeout = "5"; // intervals without a report
constexpr std::size_t whole = 100;           // percent of the plane
constexpr std::size_t space_for_nodes = 80;  // the rest is for the nodes' own size
constexpr std::size_t margin = 5;

struct Kind
{
    handlespace::Role role = handlespace::Role::registrar;
    const char* image = "";
};

Kind kind_of(const model::Machine& machine)
{
    return machine.role == model::Role::registrar ? Kind{handlespace::Role::registrar, "Registrar"}
           : machine.role == model::Role::element ? Kind{handlespace::Role::element, "PoolElement"}
                                                  : Kind{handlespace::Role::user, "PoolUser"};
}

/// Lower-case hexadecimal without leading zeros: the display compares texts.
std::string uid(const model::Testbed& testbed, const model::Machine& machine)
{
    return fmt::format("{:x}", handlespace::to_number({.role = kind_of(machine).role,
                                                       .identifier = roles::identifier_of(testbed, machine)}));
}

struct Position
{
    std::size_t number = 0;
    std::size_t of = 1;

    std::string percent() const
    {
        return fmt::format("{}", std::min(whole, margin + (2 * number + 1) * space_for_nodes / (2 * of)));
    }
};

void add_node(XmlWriter& xml, const model::Testbed& testbed, const model::Machine& machine, const Position& column,
              const Position& row)
{
    const std::string image = kind_of(machine).image;
    xml.open("Node");
    xml.leaf("UID", {}, uid(testbed, machine));
    xml.leaf("DisplayName", {}, machine.name);
    xml.leaf("DisplayLocation", {}, machine.site);
    xml.leaf("RefreshTimeout", {}, refresh_timeout);
    xml.leaf("ActiveImageURL", {}, "../graphics/" + image + "Active2.png");
    xml.leaf("InactiveImageURL", {}, "../graphics/" + image + "Inactive2.png");
    xml.leaf("PositionX", {}, column.percent());
    xml.leaf("PositionY", {}, row.percent());
    xml.close();
}

void add_site(XmlWriter& xml, const model::Testbed& testbed, const model::Layout& layout, const Position& column)
{
    std::vector<const model::Machine*> members;
    for (const model::Machine& machine : layout.machines)
    {
        if (roles::has_recipe(machine) && machine.site == testbed.sites[column.number].name)
        {
            members.push_back(&machine);
        }
    }
    for (std::size_t i = 0; i < members.size(); ++i)
    {
        add_node(xml, testbed, *members[i], column, {.number = i, .of = members.size()});
    }
}

} // namespace

std::string demo_config(const model::Testbed& testbed, const model::Layout& layout)
{
    XmlWriter xml;
    xml.open("RSerPoolDemoConfigurationRoot");
    xml.leaf("RefreshTime", {}, refresh_time);
    xml.leaf("ListenPort", {}, fmt::format("{}", handlespace::usual_port));
    xml.leaf("DiagramResolutionX", {}, "1200");
    xml.leaf("DiagramResolutionY", {}, "800");
    xml.leaf("Caption", {}, testbed.name + ": " + testbed.pool.handle);
    xml.leaf("ProtocolColor", {{"ID", fmt::format("{}", handlespace::asap_protocol)}}, "blue");
    xml.leaf("ProtocolColor", {{"ID", fmt::format("{}", handlespace::enrp_protocol)}}, "red");
    xml.leaf("ProtocolColor", {{"ID", fmt::format("{}", handlespace::first_session_protocol)}}, "#eec900");
    for (std::size_t i = 0; i < testbed.sites.size(); ++i)
    {
        add_site(xml, testbed, layout, {.number = i, .of = testbed.sites.size()});
    }
    xml.close();
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml.take();
}

} // namespace edgepool::cli
