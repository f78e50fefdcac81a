// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "crypto/hash.h"
#include "crypto/host_key.h"
#include "crypto/random.h"
#include "process/run.h"
#include "process/tool.h"

namespace edgepool::crypto
{

namespace
{

TEST(Hash, IsSha256)
{
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Hash, AUuidFollowsFromItsNames)
{
    const std::string uuid = uuid_of("oslo", "mec-1");
    EXPECT_EQ(uuid, uuid_of("oslo", "mec-1"));
    EXPECT_NE(uuid, uuid_of("oslo", "mec-2"));
    EXPECT_NE(uuid, uuid_of("osl", "omec-1"));
    // python3: uuid.uuid5(uuid.uuid5(uuid.UUID(int=0), "oslo"), "mec-1")
    EXPECT_EQ(uuid, "107ede11-acc3-578f-b545-a0d75995db8d");
}

TEST(Random, DiffersEachTime)
{
    EXPECT_EQ(random_bytes(64).size(), 64U);
    EXPECT_NE(random_bytes(16), random_bytes(16));
    EXPECT_EQ(to_hex(std::string("\x00\xff\x1a", 3)), "00ff1a");
}

TEST(HostKey, IsWhatOpenSshReads)
{
    const SshKey key = make_ssh_key("pr-1");
    const std::string path = testing::TempDir() + "host-key-" + to_hex(random_bytes(8));
    std::ofstream(path) << key.private_key.expose();
    std::filesystem::permissions(path, std::filesystem::perms::owner_read);
    const process::Finished shown = process::run(
        {.program = process::require_tool("ssh-keygen", "openssh-client"), .arguments = {"-y", "-f", path}});
    std::filesystem::remove(path);
    EXPECT_EQ(shown.output, key.public_key + " pr-1\n") << shown.errors;
}

TEST(HostKey, ThePublicHalfStandsInTheFileOfThePrivateOne)
{
    const SshKey key = make_ssh_key("");
    EXPECT_EQ(public_half(key.private_key), key.public_key);
    const std::string text = key.private_key.expose();
    EXPECT_EQ(public_half(Secret(text.substr(0, text.size() - 2))), std::nullopt);
    EXPECT_EQ(public_half(Secret("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n")),
              std::nullopt);
    EXPECT_EQ(public_half(Secret()), std::nullopt);
}

} // namespace

} // namespace edgepool::crypto
