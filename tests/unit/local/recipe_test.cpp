// SPDX-License-Identifier: Apache-2.0
#include "local/recipe.h"

#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "local/debootstrap.h"
#include "local/guest_layout.h"

namespace edgepool::local
{

namespace
{

Recipe example()
{
    return {.packages = {"a", "b"},
            .sources = {{.addresses = {"http://m/"}, .suites = {"bookworm"}, .components = {"main"}}},
            .sources_date = "Date: Sat, 09 May 2026",
            .keys = {"key"},
            .files = {{.path = "etc/motd", .content = "hello"}},
            .agent = "agent"};
}

TEST(Recipe, TheSameIngredientsGiveTheSameKey)
{
    EXPECT_EQ(key_of(example()), key_of(example()));
    EXPECT_EQ(key_of(example()).size(), 16U);
}

TEST(Recipe, AnyOtherIngredientGivesAnotherKey)
{
    const std::vector<std::function<void(Recipe&)>> changes{
        [](Recipe& r) { r.release = "trixie"; },
        [](Recipe& r) { r.packages = {"a"}; },
        [](Recipe& r) { r.packages = {"ab"}; },
        [](Recipe& r) { r.sources[0].addresses = {"http://n/"}; },
        [](Recipe& r) { r.sources_date = "Date: Sat, 11 Jul 2026"; },
        [](Recipe& r) { r.keys = {"another"}; },
        [](Recipe& r) { r.files[0].content = "bye"; },
        [](Recipe& r) { r.files[0].mode = 0600; },
        [](Recipe& r) { r.files[0].path = "etc/issue"; },
        [](Recipe& r) { r.agent = "agent of tomorrow"; },
    };
    std::vector<std::string> keys{key_of(example())};
    for (const auto& change : changes)
    {
        Recipe recipe = example();
        change(recipe);
        keys.push_back(key_of(recipe));
    }
    std::ranges::sort(keys);
    EXPECT_EQ(std::ranges::adjacent_find(keys), keys.end());
}

TEST(Recipe, AnImageHasNoKeysAndStartsNoSshByItself)
{
    const auto files = guest_layout("agent", "member");
    for (const GuestFile& file : files)
    {
        EXPECT_EQ(file.path.find("ssh_host_"), std::string::npos) << file.path;
        EXPECT_FALSE(file.path.starts_with('/')) << file.path;
    }
    const auto has = [&](const std::string& path) {
        return std::ranges::find(files, path, &GuestFile::path) != files.end();
    };
    EXPECT_TRUE(has("usr/lib/edgepool/agent"));
    EXPECT_TRUE(has(std::string(member_in_machine).substr(1)));
    EXPECT_TRUE(has("etc/systemd/system/rsplib-registrar.service")) << "it would start a registrar on each machine";
    EXPECT_TRUE(std::ranges::count(paths_to_remove(), "etc/ssh/ssh_host_ed25519_key") == 1);
}

TEST(Debootstrap, IsGivenAllThatTheRecipeSays)
{
    const process::Command command = packages_command(example(), BuildMode::unshare, "/tmp/x.sources", "/var/tmp/t",
                                                      {"Acquire::http::Proxy \"http://p:3128/\""});
    const auto& words = command.arguments;
    const auto has = [&](const std::string& word) { return std::ranges::count(words, word) == 1; };
    EXPECT_TRUE(has("--mode=unshare"));
    EXPECT_TRUE(has("--include=a,b"));
    EXPECT_TRUE(has("--aptopt=Acquire::http::Proxy \"http://p:3128/\""));
    EXPECT_EQ(std::vector<std::string>(words.end() - 3, words.end()),
              (std::vector<std::string>{"bookworm", "-", "/tmp/x.sources"}));
    for (const std::string& word : words)
    {
        EXPECT_EQ(word.find("rusted"), std::string::npos) << "signatures are always checked: " << word;
        EXPECT_EQ(word.find("nauthenticated"), std::string::npos) << word;
    }
}

TEST(Debootstrap, TheWayDependsOnTheUser)
{
    EXPECT_EQ(choose_build_mode({.is_root = true}), BuildMode::root);
    EXPECT_EQ(choose_build_mode({.has_namespaces = true, .has_fakechroot = true, .has_fakeroot = true}),
              BuildMode::unshare);
    EXPECT_EQ(choose_build_mode({.has_fakechroot = true, .has_fakeroot = true}), BuildMode::fakechroot);
    EXPECT_EQ(choose_build_mode({.has_fakeroot = true}), std::nullopt);
    EXPECT_EQ(choose_build_mode({.has_namespaces = true}), std::nullopt);
}

TEST(Debootstrap, ProxiesAreTakenOver)
{
    EXPECT_EQ(proxy_settings("Acquire \"\";\nAcquire::http \"\";\nAcquire::http::Proxy \"http://p:3128/\";\n"
                             "Acquire::https::Proxy::intra.example \"DIRECT\";\nAcquire::http::Timeout \"9\";\n"
                             "Acquire::http::Proxy-Auto-Detect \"/usr/bin/detect\";\nAPT::Proxy \"x\";\n"),
              (std::vector<std::string>{"Acquire::http::Proxy \"http://p:3128/\"",
                                        "Acquire::https::Proxy::intra.example \"DIRECT\"",
                                        "Acquire::http::Proxy-Auto-Detect \"/usr/bin/detect\""}));
}

TEST(Debootstrap, ItsWordsBecomeProgress)
{
    PackagesProgress progress;
    EXPECT_EQ(progress.take("I: running apt-get update..."), (Progress{.stage = "fetching package lists"}));
    EXPECT_EQ(progress.take("Get:1 http://deb.debian.org/debian bookworm InRelease [151 kB]"), std::nullopt);
    EXPECT_EQ(progress.take("0 upgraded, 2 newly installed, 0 to remove and 0 not upgraded."), std::nullopt);
    EXPECT_EQ(progress.take("Get:1 http://m/debian bookworm/main amd64 mount amd64 2.38 [134 kB]"),
              (Progress{.stage = "fetching packages", .detail = "mount", .done = 1, .total = 2}));
    EXPECT_EQ(progress.take("Unpacking libc6:amd64 (2.36) ..."),
              (Progress{.stage = "installing packages", .detail = "libc6", .done = 1, .total = 4}));
    EXPECT_EQ(progress.take("Setting up mount (2.38) ..."),
              (Progress{.stage = "installing packages", .detail = "mount", .done = 2, .total = 4}));
    EXPECT_EQ(progress.take("something else"), std::nullopt);
}

} // namespace

} // namespace edgepool::local
