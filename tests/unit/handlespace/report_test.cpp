// SPDX-License-Identifier: Apache-2.0
#include "handlespace/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/handlespace/captured.h"

namespace edgepool::handlespace
{

namespace
{

using std::chrono::microseconds;

Report read(const Octets& datagram)
{
    return std::get<Report>(read_report(datagram));
}

/// What is wrong with a good datagram after something was written into it.
std::variant<Report, Flaw> read_with(std::size_t place, std::uint8_t octet)
{
    Octets datagram = captured_datagrams().front().datagram;
    datagram.at(place) = octet;
    return read_report(datagram);
}

TEST(Report, OfEveryCapturedDatagramIsReadAndWrittenTheSame)
{
    const auto all = captured_datagrams();
    ASSERT_EQ(all.size(), 55U);
    for (const Captured& each : all)
    {
        const auto report = read_report(each.datagram);
        ASSERT_TRUE(std::holds_alternative<Report>(report));
        EXPECT_EQ(write_report(std::get<Report>(report)), each.datagram) << std::get<Report>(report).location;
    }
}

TEST(Report, OfAUserNamesItsRegistrarAndEachSession)
{
    const Report report = captured_reports().at(6);
    EXPECT_EQ(report.sender, (Name{Role::user, 0x30000001}));
    EXPECT_EQ(report.age, microseconds(1'010'564));
    EXPECT_EQ(report.interval, microseconds(500'000));
    EXPECT_EQ(host_of(report), "pu1");
    EXPECT_EQ(report.status, "1 Session");
    EXPECT_EQ(report.workload, std::nullopt);
    EXPECT_THAT(report.associations,
                testing::ElementsAre(Association{.peer = {Role::registrar, 0}, // from a list: its identifier is unknown
                                                 .age = microseconds(0xf4698),
                                                 .payload_protocol = asap_protocol},
                                     Association{.peer = {Role::element, 0x20000003},
                                                 .age = microseconds(0x1f6e0),
                                                 .payload_protocol = first_session_protocol}));
}

TEST(Report, OfAnElementHasALoad)
{
    EXPECT_NEAR(captured_reports().at(7).workload.value(), 0.25, 1e-4);
    EXPECT_EQ(captured_reports().at(3).workload, 0.0);
}

TEST(Report, OfARegistrarDoesNotKnowHowLongItKnowsItsPeers)
{
    const Report report = captured_reports().at(45);
    EXPECT_THAT(report.associations,
                testing::ElementsAre(
                    Association{.peer = {Role::registrar, 0}, .age = std::nullopt, .payload_protocol = enrp_protocol}));
    EXPECT_EQ(registrar_status(report.status), (RegistrarStatus{.peers = 1}));
}

TEST(Report, OfTheEndSaysNothingElse)
{
    const Report report = captured_reports().at(43);
    EXPECT_TRUE(report.is_final);
    EXPECT_EQ(report.sender, (Name{Role::element, 0x20000002}));
    EXPECT_EQ(report.location + report.status, "");
    EXPECT_TRUE(report.associations.empty());
}

TEST(Report, StatusIsUnderstoodWhereItIsANumber)
{
    EXPECT_EQ(sessions_in("0 Sessions"), 0U);
    EXPECT_EQ(sessions_in("1 Session"), 1U);
    EXPECT_EQ(sessions_in("12 Sessions"), 12U);
    for (const char* const other : {"Looking for Registrar ...", "", "1 Sessions", "2 Session", "99999999999 Sessions",
                                    "-1 Sessions", "2 Sessions more"})
    {
        EXPECT_EQ(sessions_in(other), std::nullopt) << other;
    }
    EXPECT_EQ(registrar_status("3[1] PEs in 1 Pool, 2 Peers"),
              (RegistrarStatus{.elements = 3, .owned = 1, .pools = 1, .peers = 2}));
    EXPECT_EQ(registrar_status("0[0] PEs in 0 Pools, 1 Peer"), RegistrarStatus{.peers = 1});
    EXPECT_EQ(registrar_status("3[1] PEs in 1 Pool"), std::nullopt);
    EXPECT_EQ(registrar_status(""), std::nullopt);
}

TEST(HostileReport, IsRefusedWithAReason)
{
    const Octets good = captured_datagrams().at(6).datagram;
    for (std::size_t size = 0; size < good.size(); ++size)
    {
        const auto cut = read_report(View(good).first(size));
        ASSERT_TRUE(std::holds_alternative<Flaw>(cut)) << size;
        EXPECT_EQ(std::get<Flaw>(cut), size < report_head ? Flaw::too_short : Flaw::wrong_length) << size;
    }
    Octets longer = good;
    longer.push_back(0);
    EXPECT_EQ(std::get<Flaw>(read_report(longer)), Flaw::wrong_length);
    EXPECT_EQ(std::get<Flaw>(read_with(0, 2)), Flaw::other_type);
    EXPECT_EQ(std::get<Flaw>(read_with(6, 3)), Flaw::other_version);
    EXPECT_EQ(std::get<Flaw>(read_with(8, 4)), Flaw::nobody);
    EXPECT_EQ(std::get<Flaw>(read_with(8, 0)), Flaw::nobody);
    EXPECT_EQ(std::get<Flaw>(read_with(287, 1)), Flaw::wrong_length); // an association that is not there
    EXPECT_EQ(std::get<Flaw>(read_with(286, 0xff)), Flaw::wrong_length);
}

TEST(HostileReport, CannotSteerATerminal)
{
    Octets datagram = captured_datagrams().front().datagram;
    const std::string text = "\x1b[2Jpr1\xc3\xa4: \n\x7f";
    std::copy(text.begin(), text.end(), datagram.begin() + 28);
    EXPECT_EQ(read(datagram).location.substr(0, 13), "?[2Jpr1??: ??");
}

TEST(HostileReport, WithoutEndsOfTextsAndWithHugeNumbersIsRead)
{
    Octets datagram = captured_datagrams().front().datagram;
    std::fill(datagram.begin() + 16, datagram.begin() + 284, 0xff);
    const Report report = read(datagram);
    EXPECT_EQ(report.location, std::string(128, '?'));
    EXPECT_EQ(report.status, std::string(128, '?'));
    EXPECT_GT(report.age, std::chrono::hours(24 * 365));
    EXPECT_GT(report.interval, std::chrono::hours(1));
}

TEST(HostileReport, OfAssociationsWithNobodyKeepsTheOthers)
{
    Octets datagram = captured_datagrams().at(6).datagram;
    datagram.at(report_head) = 9;
    EXPECT_EQ(read(datagram).associations.size(), 1U);
}

TEST(Report, TextsAreCutToWhatTheyMayBe)
{
    const Report report{.sender = {Role::user, 1}, .location = std::string(200, 'x')};
    EXPECT_EQ(read(write_report(report)).location, std::string(127, 'x'));
}

} // namespace

} // namespace edgepool::handlespace
