// SPDX-License-Identifier: Apache-2.0
#include "seed/seed.h"

#include <gtest/gtest.h>

#include "seed/message.h"

namespace edgepool::seed
{

namespace
{

Seed example()
{
    return {.hostname = "mec-1",
            .machine_id = std::string(32, 'a'),
            .now_in_nanoseconds = 1'700'000'000'123'456'789,
            .entropy = Secret(std::string(128, '0')),
            .files = {{.path = std::string(host_key_path), .mode = 0600, .content = Secret("secret\nlines\n")},
                      {.path = "/srv/with space", .content = Secret()}},
            .cards = {{.position = 1,
                       .mac = "52:54:00:00:00:01",
                       .name = "s1u",
                       .mtu = 1600,
                       .addresses = {"10.9.1.1/24", "fd00:9:1::1/64"},
                       .gateways = {"10.9.1.254"}}}};
}

std::string body_of(const Seed& seed)
{
    MessageReader reader;
    reader.feed(to_message(seed).expose());
    return reader.next().value_or("nothing");
}

TEST(Seed, IsReadAsItWasWritten)
{
    const Reading reading = read_body(body_of(example()));
    ASSERT_TRUE(reading.seed) << reading.fault;
    EXPECT_EQ(to_message(*reading.seed).expose(), to_message(example()).expose());
    EXPECT_EQ(reading.seed->files.at(0).content.expose(), "secret\nlines\n");
    EXPECT_EQ(reading.seed->files.at(1).path, "/srv/with space");
    EXPECT_EQ(reading.seed->cards.at(0).gateways, std::vector<std::string>{"10.9.1.254"});
}

TEST(Seed, MessageComesInPieces)
{
    const std::string message = to_message(example()).expose();
    MessageReader reader;
    for (std::size_t at = 0; at + 1 < message.size(); ++at)
    {
        reader.feed(message.substr(at, 1));
        ASSERT_FALSE(reader.next()) << at;
    }
    reader.feed(message.substr(message.size() - 1));
    EXPECT_EQ(reader.next(), body_of(example()));
    EXPECT_FALSE(reader.next());
}

TEST(Seed, HalfAMessageOfASenderThatDiedIsForgotten)
{
    const std::string message = to_message(example()).expose();
    MessageReader reader;
    reader.feed(message.substr(0, message.size() / 2));
    EXPECT_FALSE(reader.next());
    reader.forget();
    reader.feed(message);
    EXPECT_EQ(reader.next(), body_of(example()));
}

TEST(Seed, WhatIsNoMessageIsPassedOver)
{
    MessageReader reader;
    reader.feed("noise\nedgepool-seed 2 5\nedgepool-seed 1 -5\nedgepool-seed 1 99999999999999\n\n");
    reader.feed(std::string(100'000, 'x'));
    EXPECT_FALSE(reader.next());
    reader.feed("\n" + to_message(example()).expose());
    EXPECT_EQ(reader.next(), body_of(example()));
}

std::string fault_of(const std::string& line)
{
    return read_body(body_of(example()) + line + "\n").fault;
}

TEST(Seed, ALineThatMakesNoSenseIsRefused)
{
    EXPECT_EQ(fault_of("card 0 52:54:00:00:00:01 eth0 1500 10.0.0.1/8"), "");
    for (const char* line : {
             "unknown",
             "hostname two words",
             "hostname ../../etc",
             "hostname -x",
             "machine-id short",
             "now -1",
             "now soon",
             "entropy zz",
             "file 644 1 /etc/x",
             "file 644 4 etc/x\nabcd",
             "file 644 4 /etc/../x\nabcd",
             "file 644 4 /etc/x/\nabcd",
             "file 4755 4 /etc/x\nabcd",
             "file 644 5 /etc/x\nabcd",
             "file 644 99999999999999999999 /etc/x\nabcd",
             "card 0 52:54:00:00:00:01 eth0",
             "card 64 52:54:00:00:00:01 eth0 1500",
             "card 0 52:54:00:00:00:0g eth0 1500",
             "card 0 52:54:00:00:00:01 a/b 1500",
             "card 0 52:54:00:00:00:01 .. 1500",
             "card 0 52:54:00:00:00:01 eth0 100",
             "card 0 52:54:00:00:00:01 eth0 1500 10.0.0.1",
             "card 0 52:54:00:00:00:01 eth0 1500 via=10.0.0.1/8",
         })
    {
        EXPECT_NE(fault_of(line), "") << line;
    }
}

TEST(Seed, WithoutAnIdentityItIsNone)
{
    EXPECT_NE(read_body("").fault, "");
    const std::string whole = body_of({.hostname = "x",
                                       .machine_id = std::string(32, 'a'),
                                       .now_in_nanoseconds = 1,
                                       .entropy = Secret(std::string(64, 'b'))});
    EXPECT_EQ(read_body(whole).fault, "");
    for (std::size_t begin = 0; begin < whole.size(); begin = whole.find('\n', begin) + 1)
    {
        std::string without = whole;
        without.erase(begin, whole.find('\n', begin) + 1 - begin);
        EXPECT_NE(read_body(without).fault, "") << without;
    }
}

TEST(Seed, AFaultDoesNotQuoteSecrets)
{
    EXPECT_EQ(fault_of("entropy 00112233445566778899").find("0011"), std::string::npos);
}

} // namespace

} // namespace edgepool::seed
