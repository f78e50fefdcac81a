// SPDX-License-Identifier: Apache-2.0
#include "local/user_key.h"

#include <filesystem>
#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.h"
#include "ssh/private_key.h"
#include "support/own_folder.h"

namespace edgepool::local
{

namespace
{

namespace fs = std::filesystem;

Folders folders_in(const support::OwnFolder& folder)
{
    return {.state = folder / "state/edgepool/local"};
}

TEST(UserKey, IsMadeOnceAndForThisUserAlone)
{
    const support::OwnFolder folder;
    const UserKey made = user_key(folders_in(folder));
    EXPECT_EQ(made.private_key_file, folder / "state/edgepool/ssh/id_ed25519");
    EXPECT_TRUE(made.public_key.starts_with("ssh-ed25519 AAAA")) << made.public_key;
    EXPECT_EQ(fs::status(made.private_key_file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_NO_THROW(ssh::PrivateKey::from_file(made.private_key_file));
    EXPECT_EQ(user_key(folders_in(folder)).public_key, made.public_key);
}

TEST(UserKey, OneOpenToOthersIsRefused)
{
    const support::OwnFolder folder;
    const UserKey made = user_key(folders_in(folder));
    fs::permissions(made.private_key_file, fs::perms::group_read, fs::perm_options::add);
    try
    {
        user_key(folders_in(folder));
        FAIL() << "it was accepted";
    }
    catch (const Error& error)
    {
        EXPECT_TRUE(error.diagnostic().hint.starts_with("chmod 600 " + made.private_key_file));
    }
}

TEST(UserKey, WhatIsNoKeyIsRefusedAndLeftAlone)
{
    const support::OwnFolder folder;
    const UserKey made = user_key(folders_in(folder));
    folder.write("state/edgepool/ssh/id_ed25519", "my diary\n");
    EXPECT_THROW(user_key(folders_in(folder)), Error);
    EXPECT_EQ(folder.read("state/edgepool/ssh/id_ed25519"), "my diary\n");
}

TEST(ConcurrentUserKey, AllWhoMakeItAtOnceGetTheSame)
{
    const support::OwnFolder folder;
    std::vector<std::string> keys(8);
    {
        std::vector<std::jthread> threads;
        for (std::string& key : keys)
        {
            threads.emplace_back([&] { key = user_key(folders_in(folder)).public_key; });
        }
    }
    EXPECT_EQ(std::set(keys.begin(), keys.end()).size(), 1U);
    const auto left = fs::directory_iterator(folder / "state/edgepool/ssh");
    EXPECT_EQ(std::distance(begin(left), end(left)), 1) << "something was left beside the key";
}

} // namespace

} // namespace edgepool::local
