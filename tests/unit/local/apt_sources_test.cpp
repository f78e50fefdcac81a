// SPDX-License-Identifier: Apache-2.0
#include "local/apt_sources.h"

#include <gtest/gtest.h>

namespace edgepool::local
{

namespace
{

constexpr std::string_view debian_sources = R"(# a comment
Types: deb deb-src
URIs: http://deb.debian.org/debian
Suites: bookworm bookworm-updates bookworm-backports
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://deb.debian.org/debian-security
Suites: bookworm-security
Components: main
Enabled: yes
Trusted: yes

Types: deb-src
URIs: http://sources.example/
Suites: bookworm
Components: main

Types: deb
URIs: http://off.example/
Suites: bookworm
Components: main
Enabled: no
)";

TEST(AptSources, ReadsTheNewerForm)
{
    const auto sources = read_apt_sources(debian_sources);
    ASSERT_EQ(sources.size(), 2U);
    EXPECT_EQ(sources[0].addresses, std::vector<std::string>{"http://deb.debian.org/debian"});
    EXPECT_EQ(sources[0].components, (std::vector<std::string>{"main", "contrib"}));
    EXPECT_EQ(sources[0].signed_by, "/usr/share/keyrings/debian-archive-keyring.gpg");
}

TEST(AptSources, ReadsKeysWithinTheFile)
{
    const auto sources = read_apt_sources("Types: deb\nURIs: http://a/\nSuites: s\nComponents: main\nSigned-By:\n"
                                          " -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc\n");
    ASSERT_EQ(sources.size(), 1U);
    EXPECT_EQ(sources[0].signed_by, "\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc");
    EXPECT_EQ(read_apt_sources(to_text(sources)), sources);
}

TEST(AptSources, ReadsTheOlderForm)
{
    const auto sources = read_apt_list("deb [arch=amd64 signed-by=/k.gpg] http://m/debian bookworm main  # mirror\n"
                                       "#deb http://no/ bookworm main\n"
                                       "deb-src http://m/debian bookworm main\n"
                                       "deb http://m/debian bookworm-updates main contrib\n");
    ASSERT_EQ(sources.size(), 2U);
    EXPECT_EQ(
        sources[0],
        (AptSource{
            .addresses = {"http://m/debian"}, .suites = {"bookworm"}, .components = {"main"}, .signed_by = "/k.gpg"}));
    EXPECT_EQ(sources[1].components, (std::vector<std::string>{"main", "contrib"}));
}

TEST(AptSources, OnlyTheReleaseIsTakenOver)
{
    const auto taken = sources_of_release(read_apt_sources(debian_sources), "bookworm");
    ASSERT_EQ(taken.size(), 2U);
    EXPECT_EQ(taken[0].suites, (std::vector<std::string>{"bookworm", "bookworm-updates"}));
    EXPECT_EQ(taken[1].suites, std::vector<std::string>{"bookworm-security"});
}

TEST(AptSources, OfAnotherReleaseNothingIsTaken)
{
    EXPECT_TRUE(sources_of_release(read_apt_sources(debian_sources), "trixie").empty());
    EXPECT_TRUE(sources_of_release(
                    {{.addresses = {"http://a/"}, .suites = {"bookworm-security"}, .components = {"main"}}}, "bookworm")
                    .empty());
}

TEST(AptSources, ChecksAreNeverSwitchedOff)
{
    const auto list = read_apt_list("deb [trusted=yes allow-insecure=yes] http://m/debian bookworm main\n");
    const std::string text = to_text(sources_of_release(list, "bookworm"));
    EXPECT_EQ(text, "Types: deb\nURIs: http://m/debian\nSuites: bookworm\nComponents: main\n");
    EXPECT_EQ(to_text(sources_of_release(read_apt_sources(debian_sources), "bookworm")).find("Trusted"),
              std::string::npos);
}

} // namespace

} // namespace edgepool::local
