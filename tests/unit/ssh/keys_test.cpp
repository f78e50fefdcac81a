// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/base64.h"
#include "base/error.h"
#include "ssh/private_key.h"
#include "ssh/public_key.h"
#include "support/own_folder.h"
#include "unit/ssh/ssh_server.h"

namespace edgepool::ssh
{

namespace
{

using ::testing::HasSubstr;

/// What is said of a key that is refused.
template <typename Make>
std::string complaint(const Make& make)
{
    try
    {
        make();
    }
    catch (const Error& error)
    {
        EXPECT_EQ(error.diagnostic().code, "ssh.bad-key");
        EXPECT_FALSE(error.diagnostic().hint.empty());
        return error.what();
    }
    return "it was taken";
}

TEST(Base64, IsReadAndWritten)
{
    EXPECT_EQ(to_base64(""), "");
    EXPECT_EQ(to_base64("f"), "Zg==");
    EXPECT_EQ(to_base64("fo"), "Zm8=");
    EXPECT_EQ(to_base64("foo"), "Zm9v");
    std::string all;
    for (int i = 0; i < 256; ++i)
    {
        all += static_cast<char>(i);
        EXPECT_EQ(from_base64(to_base64(all)), all);
    }
    for (const char* const bad : {"Z", "Zg=", "Zg", "Z===", "====", "Zm9-", "Zg==Zg=="})
    {
        EXPECT_FALSE(from_base64(bad)) << bad;
    }
}

TEST(PublicKey, IsReadFromAnyLineThatOpenSshWrites)
{
    const support::OwnFolder folder;
    make_key(folder / "k");
    const std::string line = folder.read("k.pub");
    const PublicKey key = PublicKey::parse(line);
    EXPECT_EQ(key.line() + " test\n", line);
    EXPECT_EQ(PublicKey::parse(key.line()), key);
    EXPECT_EQ(PublicKey(key.blob()), key);
}

TEST(PublicKey, OtherKindsAndOtherTextsAreRefused)
{
    const support::OwnFolder folder;
    make_key(folder / "rsa", "rsa");
    for (const std::string& text : {folder.read("rsa.pub"), std::string("ssh-ed25519"), std::string("ssh-ed25519 AAAA"),
                                    std::string(), std::string("ssh-ed25519 !!!!"), std::string("\x1b[2J")})
    {
        EXPECT_THAT(complaint([&] { PublicKey::parse(text); }), HasSubstr("ssh-keygen -t ed25519"));
    }
}

TEST(PrivateKey, IsReadFromTheFileThatOpenSshWrites)
{
    const support::OwnFolder folder;
    make_key(folder / "k");
    EXPECT_EQ(PrivateKey::from_file(folder / "k").text().expose(), folder.read("k"));
}

TEST(PrivateKey, WhatCannotBeUsedIsToldBeforeAnybodyConnects)
{
    const support::OwnFolder folder;
    make_key(folder / "rsa", "rsa");
    make_key(folder / "locked", "ed25519", "a passphrase");
    make_key(folder / "open");
    std::filesystem::permissions(folder / "open", std::filesystem::perms(0644));
    folder.write("text", "not a key\n");
    folder.write("damaged", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n");
    const auto told = [&](const std::string& name) { return complaint([&] { PrivateKey::from_file(folder / name); }); };
    EXPECT_THAT(told("rsa"), HasSubstr("ssh-rsa, and not ed25519"));
    EXPECT_THAT(told("locked"), HasSubstr("with a passphrase"));
    EXPECT_THAT(told("open"), HasSubstr("others can read it"));
    EXPECT_THAT(told("text"), HasSubstr("not OpenSSH's"));
    EXPECT_THAT(told("damaged"), HasSubstr("damaged"));
    EXPECT_THAT(told("absent"), HasSubstr("No such file"));
}

} // namespace

} // namespace edgepool::ssh
