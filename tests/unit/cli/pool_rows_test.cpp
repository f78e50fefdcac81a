// SPDX-License-Identifier: Apache-2.0
#include "cli/pool_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/pool_truth.h"
#include "cli/views/demo_config.h"
#include "cli/views/pool_view.h"
#include "doc/write.h"

namespace edgepool::cli
{

namespace
{

using namespace std::chrono_literals;
using handlespace::Component;
using handlespace::Life;
using handlespace::Role;
using testing::HasSubstr;

const handlespace::Clock::time_point now = handlespace::Clock::time_point() + 240h;

/// A registrar, two elements and a user, at two sites.
model::Testbed testbed()
{
    model::Testbed testbed;
    testbed.name = "demo";
    testbed.pool = {.handle = "Fractals & more", .policy = model::Policy::priority_least_used};
    testbed.sites = {{.name = "edge"}, {.name = "cloud"}};
    testbed.networks = {{.name = "pool", .ipv4 = {model::Ipv4{0x0a020000}, 24}}};
    testbed.registrars = {{.site = "edge", .network = "pool"}};
    model::ElementGroup mec;
    mec.name = "mec";
    mec.site = "edge";
    mec.network = "pool";
    mec.initial = 2;
    mec.max = 2;
    mec.parameters.degradation = 0.1;
    testbed.elements = {mec};
    model::UserGroup user;
    user.name = "user";
    user.site = "cloud";
    user.network = "pool";
    testbed.users = {user};
    return testbed;
}

Component component(std::string source, Role role, std::uint64_t identifier)
{
    return {.source = std::move(source),
            .name = {role, identifier},
            .heard = now,
            .started = now - 90s,
            .interval = 500ms,
            .status = "fine",
            .reports = 1};
}

PoolSight sight()
{
    PoolSight sight{.now = now, .malformed = 2};
    Component registrar = component("pr-1", Role::registrar, 0x1001);
    Component element = component("mec-1", Role::element, 0x10001);
    element.workload = 0.5;
    element.restarts = 3;
    element.links = {{.peer = {Role::registrar, 0x1001}, .payload_protocol = handlespace::asap_protocol, .count = 1}};
    Component user = component("user-1", Role::user, 0x10001);
    user.links = {{.peer = {Role::registrar, 0}, .payload_protocol = handlespace::asap_protocol, .count = 1},
                  {.peer = element.name, .payload_protocol = handlespace::first_session_protocol, .count = 2}};
    sight.components = {registrar, element, user};
    for (const char* const machine : {"pr-1", "mec-1", "mec-2", "user-1"})
    {
        sight.streams[machine] = {.is_open = true, .tally = {.received = 10, .malformed = 1}};
    }
    return sight;
}

PoolPicture picture(const PoolSight& sight)
{
    return pool_picture(testbed(), lay_out(testbed()), sight);
}

TEST(PoolRows, SayWhatMachinesReport)
{
    const auto rows = picture(sight()).rows;
    ASSERT_EQ(rows.size(), 4U);
    const PoolRow& element = rows.at(1);
    EXPECT_EQ(element.machine + " " + element.site, "mec-1 edge");
    EXPECT_EQ(element.state, PoolState::alive);
    EXPECT_EQ(element.parameters, "0.1");
    EXPECT_EQ(element.load, 0.5);
    EXPECT_EQ(element.sessions, 2U); // as the user says
    EXPECT_EQ(element.up, 90s);
    EXPECT_EQ(element.restarts, 3U);
    EXPECT_EQ(element.registrar, "pr-1");
    EXPECT_EQ(rows.at(3).registrar, "one of the list");
    EXPECT_EQ(rows.at(3).sessions, 2U);
}

TEST(PoolRows, ShowMachinesThatNobodyReportsOf)
{
    PoolSight seen = sight();
    EXPECT_EQ(picture(seen).rows.at(2).state, PoolState::silent);
    EXPECT_EQ(picture(seen).rows.at(2).identifier, 0x10002U);
    seen.streams["mec-2"] = {.fault = "the connection ended"};
    EXPECT_EQ(picture(seen).rows.at(2).state, PoolState::unreached);
    EXPECT_EQ(picture(seen).rows.at(2).says, "the connection ended");
    seen.streams.clear();
    EXPECT_EQ(picture(seen).rows.at(2).state, PoolState::unreached);
}

TEST(PoolRows, OfTheDeadHaveNoSessions)
{
    PoolSight seen = sight();
    seen.components.at(2).life = Life::stale;
    seen.components.at(1).life = Life::ended;
    const auto rows = picture(seen).rows;
    EXPECT_EQ(rows.at(1).state, PoolState::ended);
    EXPECT_EQ(rows.at(1).sessions, std::nullopt);
    EXPECT_EQ(rows.at(1).up, std::nullopt);
    EXPECT_EQ(rows.at(3).state, PoolState::stale);
    EXPECT_EQ(rows.at(3).sessions, std::nullopt);
}

TEST(PoolRows, ShowWhatElseRunsOnAMachine)
{
    PoolSight seen = sight();
    seen.components.push_back(component("user-1", Role::element, 0x77));
    seen.components.push_back(component("stranger", Role::element, 0x78));
    const auto rows = picture(seen).rows;
    ASSERT_EQ(rows.size(), 5U);
    EXPECT_EQ(rows.back().machine, "user-1");
    EXPECT_EQ(rows.back().identifier, 0x77U);
}

TEST(PoolView, IsATableForPeople)
{
    EXPECT_EQ(
        pool_text(picture(sight()), Color::off),
        "pool 'Fractals & more' of testbed demo, priority-least-used: 1 registrar, 1 element, 1 user with 2 sessions\n"
        "dropped: 6 datagrams that were no reports\n"
        "ROLE       MACHINE  SITE   ID       STATE   POLICY  LOAD  SESSIONS  UP          RESTARTS  REGISTRAR        "
        "SAYS\n"
        "registrar  pr-1     edge   0x1001   alive                           1 min 30 s                             "
        "fine\n"
        "element    mec-1    edge   0x10001  alive   0.1     50%   2         1 min 30 s  3         pr-1             "
        "fine\n"
        "element    mec-2    edge   0x10002  silent  0.1\n"
        "user       user-1   cloud  0x10001  alive                 2         1 min 30 s            one of the list  "
        "fine\n");
}

TEST(PoolView, IsADocumentForPrograms)
{
    const auto at = std::chrono::system_clock::time_point() + 24h;
    const std::string json = doc::to_json(pool_json(picture(sight()), at), doc::JsonLayout::compact);
    EXPECT_THAT(json,
                HasSubstr(R"({"testbed":"demo","pool":"Fractals & more","policy":"priority-least-used","sessions":2)"));
    EXPECT_THAT(json,
                HasSubstr(R"({"machine":"mec-1","site":"edge","role":"element","id":"0x10001","state":"alive",)"
                          R"("parameters":"0.1","load":0.5,"sessions":2,"since":"1970-01-01T23:58:30Z","up_s":90,)"
                          R"("restarts":3,"registrar":"pr-1","says":"fine"})"));
    EXPECT_THAT(json, HasSubstr(R"("state":"silent","parameters":"0.1","load":null,"sessions":null,"since":null)"));
    EXPECT_THAT(json, HasSubstr(R"("malformed":6)"));
}

constexpr std::string_view answer =
    R"({"handle":"P","registrar":"10.2.0.10:3863","members":[{"id":"0x10001","home":"0x1001","life_ms":1,"load":0.5},)"
    R"({"id":"0x99","home":"0x1001","load":0}]})";

TEST(PoolTruth, IsReadFromWhatTheMemberProgramSays)
{
    const auto truth = read_truth(answer);
    ASSERT_TRUE(truth);
    EXPECT_EQ(truth->registrar, "10.2.0.10:3863");
    EXPECT_THAT(truth->elements,
                testing::ElementsAre(RegisteredElement{.identifier = 0x10001, .home = 0x1001, .load = 0.5},
                                     RegisteredElement{.identifier = 0x99, .home = 0x1001, .load = 0.0}));
    for (const char* const other : {"", "[]", "{}", R"({"members":{}})", "no registrar answers"})
    {
        EXPECT_FALSE(read_truth(other)) << other;
    }
}

TEST(PoolTruth, DiffersFromReports)
{
    PoolSight seen = sight();
    seen.components.push_back(component("mec-2", Role::element, 0x10002));
    PoolPicture shown = picture(seen);
    shown.truth = read_truth(answer);
    shown.differences = differences(testbed(), lay_out(testbed()), shown.rows, *shown.truth);
    EXPECT_THAT(
        shown.differences,
        testing::ElementsAre(Difference{0x10002, "mec-2", "runs, but the registrar does not name it: nobody uses it"},
                             Difference{0x99, "", "the registrar names it, but it does not report"}));
    EXPECT_THAT(pool_text(shown, Color::off),
                HasSubstr("\nregistrar 10.2.0.10:3863 names 2 elements; it differs from"));

    shown.truth->elements = {{.identifier = 0x10001, .home = 0x1002}, {.identifier = 0x10002, .home = 0}};
    EXPECT_THAT(
        differences(testbed(), lay_out(testbed()), shown.rows, *shown.truth),
        testing::ElementsAre(Difference{0x10001, "mec-1", "has an association with pr-1, but 0x1002 watches it"}));
}

TEST(PoolTruth, AndReportsMayAgree)
{
    PoolPicture shown = picture(sight());
    shown.truth = PoolTruth{.registrar = "10.2.0.10:3863", .elements = {{.identifier = 0x10001, .home = 0x1001}}};
    EXPECT_TRUE(differences(testbed(), lay_out(testbed()), shown.rows, *shown.truth).empty());
    EXPECT_THAT(pool_text(shown, Color::off), HasSubstr("names 1 element, as the machines report\n"));
}

TEST(DemoConfig, HasANodeForEachMember)
{
    const std::string xml = demo_config(testbed(), lay_out(testbed()));
    EXPECT_THAT(xml, HasSubstr("<Caption>demo: Fractals &amp; more</Caption>"));
    EXPECT_THAT(xml, HasSubstr("<UID>100000000001001</UID>\n    <DisplayName>pr-1</DisplayName>\n"
                               "    <DisplayLocation>edge</DisplayLocation>"));
    EXPECT_THAT(xml, HasSubstr("<UID>200000000010002</UID>"));
    EXPECT_THAT(xml, HasSubstr("<UID>300000000010001</UID>"));
    EXPECT_THAT(xml, HasSubstr("<PositionX>25</PositionX>"));
    EXPECT_THAT(xml, HasSubstr("<PositionX>65</PositionX>"));
}

} // namespace

} // namespace edgepool::cli
