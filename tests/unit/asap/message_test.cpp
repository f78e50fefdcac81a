// SPDX-License-Identifier: Apache-2.0
#include "asap/message.h"

#include <cstddef>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "unit/asap/captured.h"

namespace edgepool::asap
{

namespace
{

using captured::octets;

const std::string pool = "FractalGeneratorPool";

template <typename Wanted>
Wanted read(std::string_view hexadecimal)
{
    const Octets bytes = octets(hexadecimal);
    const Decoded decoded = decode(bytes);
    EXPECT_EQ(decoded.fault, "");
    return decoded.message ? std::get<Wanted>(*decoded.message) : Wanted{};
}

Element captured_element(std::uint32_t home)
{
    return {.identifier = 0x20000001,
            .home = home,
            .life = std::chrono::seconds(90),
            .transport = {.protocol = Protocol::sctp,
                          .port = 0xcf62,
                          .has_control_channel = true,
                          .addresses = {{.octets = {10, 2, 1, 2}}}},
            .policy = {.type = 0x40000003, .values = {0, 0x1999999a}}};
}

std::string fault_of(Octets bytes)
{
    const Decoded decoded = decode(bytes);
    EXPECT_EQ(decoded.message.has_value(), decoded.fault.empty());
    return decoded.fault;
}

TEST(AsapMessage, UnderstandsWhatAnElementRegisters)
{
    EXPECT_EQ(read<Registration>(captured::registration),
              (Registration{.handle = pool, .element = captured_element(0)}));
}

TEST(AsapMessage, UnderstandsWhoIsInAPool)
{
    const auto answer = read<ResolutionAnswer>(captured::resolution_answer);
    EXPECT_EQ(answer.handle, pool);
    ASSERT_EQ(answer.elements.size(), 1U);
    EXPECT_EQ(answer.elements.front(), captured_element(0x10000001));
    EXPECT_EQ(answer.policy, captured_element(0).policy);
    EXPECT_FALSE(answer.is_rejection);
}

TEST(AsapMessage, UnderstandsTheOthers)
{
    EXPECT_EQ(read<Resolution>(captured::resolution), (Resolution{.handle = pool, .items = 1}));
    EXPECT_EQ(read<KeepAlive>(captured::keep_alive),
              (KeepAlive{.registrar = 0x10000001, .handle = pool, .identifier = 0x20000002}));
    EXPECT_EQ(read<KeepAliveAnswer>(captured::keep_alive_answer),
              (KeepAliveAnswer{.handle = pool, .identifier = 0x20000002}));
    EXPECT_EQ(read<Deregistration>(captured::deregistration),
              (Deregistration{.handle = pool, .identifier = 0x20000002}));
    EXPECT_EQ(read<DeregistrationAnswer>(captured::deregistration_answer).identifier, 0x20000002);
    EXPECT_EQ(read<RegistrationAnswer>(captured::registration_answer).identifier, 0x20000001);
}

TEST(AsapMessage, SaysTheSameAsRsplib)
{
    for (const std::string_view message :
         {captured::registration, captured::registration_answer, captured::resolution, captured::resolution_answer,
          captured::keep_alive, captured::keep_alive_answer, captured::deregistration, captured::deregistration_answer})
    {
        const Octets bytes = octets(message);
        const Decoded decoded = decode(bytes);
        ASSERT_TRUE(decoded.message) << message << ": " << decoded.fault;
        EXPECT_EQ(encode(*decoded.message), bytes) << message;
    }
}

TEST(AsapMessage, KeepsWhatNoCaptureHas)
{
    Element element = captured_element(7);
    element.transport = {.protocol = Protocol::tcp, .port = 8080, .addresses = {{.octets = Octets(16, 0xfd)}}};
    element.asap_transport = Transport{.port = 9, .addresses = {{.octets = {1, 2, 3, 4}}}};
    const ResolutionAnswer answer{.handle = "x",
                                  .is_rejection = true,
                                  .elements = {element, captured_element(1)},
                                  .cause = Cause{.code = unknown_pool, .details = {1, 2, 3}}};
    const Decoded decoded = decode(encode(answer));
    ASSERT_TRUE(decoded.message) << decoded.fault;
    EXPECT_EQ(std::get<ResolutionAnswer>(*decoded.message), answer);
}

TEST(AsapMessage, WhatIsCutOffIsRefused)
{
    const Octets whole = octets(captured::resolution_answer);
    for (std::size_t size = 0; size < whole.size(); ++size)
    {
        EXPECT_NE(fault_of(Octets(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))), "") << size;
    }
}

TEST(AsapMessage, WrongLengthsAreRefused)
{
    Octets bytes = octets(captured::resolution_answer);
    bytes[6] = 0xff; // of the handle
    EXPECT_EQ(fault_of(bytes), "it ends too early");
    bytes = octets(captured::resolution_answer);
    bytes[7] = 3;
    EXPECT_EQ(fault_of(bytes), "a parameter is shorter than its head");
    bytes = octets(captured::resolution_answer);
    bytes[3] = 3; // of the message
    EXPECT_EQ(fault_of(bytes), "its length is wrong");
}

TEST(AsapMessage, UnknownParametersAreSkippedIfTheirNumberAllowsIt)
{
    Octets bytes = octets(captured::resolution);
    bytes[28] = 0x80;
    bytes[29] = 0x77;
    EXPECT_EQ(fault_of(bytes), "");
    bytes[28] = 0x00;
    EXPECT_EQ(fault_of(bytes), "it has an unknown parameter, number 119");
}

TEST(AsapMessage, OtherTypesAreRefused)
{
    Octets bytes = octets(captured::resolution);
    bytes[0] = 10;
    EXPECT_EQ(fault_of(bytes), "it is a message of type 10");
}

TEST(AsapMessage, AnElementWithoutATransportIsRefused)
{
    Octets bytes = octets(captured::registration);
    bytes[0x2c + 1] = 0x77; // the type of its transport
    bytes[0x2c] = 0x80;
    EXPECT_EQ(fault_of(bytes), "an element lacks its transport or its policy");
}

TEST(AsapCause, IsSaidInWords)
{
    EXPECT_EQ(to_string(Cause{.code = 5}), "the pool has another policy (cause 0x0005)");
    EXPECT_EQ(to_string(Cause{.code = 0x1234}), "cause 0x1234");
}

} // namespace

} // namespace edgepool::asap
