// SPDX-License-Identifier: Apache-2.0
#include "local/start.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "seed/message.h"

namespace edgepool::local
{

namespace
{

TEST(Start, TheSeedSaysAllThatMakesTheMachine)
{
    const MachineSpec spec{
        .testbed = "oslo",
        .name = "mec-1",
        .management = *model::parse_ipv4_network("10.99.3.0/24"),
        .cards =
            {{.position = 1, .mac = "52:54:00:01:02:03", .name = "s1u", .mtu = 1600, .addresses = {"10.1.0.5/24"}}},
        .files = {{.path = "/root/.ssh/authorized_keys", .mode = 0600, .content = Secret("ssh-ed25519 A\n")}}};
    const seed::Seed seed = seed_of(spec, {.network = spec.management, .port = 2203},
                                    {.machine_id = std::string(32, 'a'),
                                     .entropy = Secret(std::string(128, 'b')),
                                     .host_key = Secret("PRIVATE"),
                                     .now_in_nanoseconds = 1});
    EXPECT_EQ(seed.hostname, "mec-1");
    ASSERT_EQ(seed.cards.size(), 2U);
    EXPECT_EQ(seed.cards[0].name, "host");
    EXPECT_EQ(seed.cards[0].addresses, std::vector<std::string>{"10.99.3.15/24"});
    EXPECT_EQ(seed.cards[0].gateways, std::vector<std::string>{"10.99.3.2"});
    EXPECT_EQ(seed.cards[1].name, "s1u");
    const auto key = std::ranges::find(seed.files, seed::host_key_path, &seed::File::path);
    ASSERT_NE(key, seed.files.end());
    EXPECT_EQ(key->mode, 0600U);
    EXPECT_EQ(key->content.expose(), "PRIVATE");

    seed::MessageReader reader;
    reader.feed(seed::to_message(seed).expose());
    EXPECT_EQ(seed::read_body(reader.next().value()).fault, "") << "the agent takes it";
}

} // namespace

} // namespace edgepool::local
