// SPDX-License-Identifier: Apache-2.0
#include "run/sites.h"

#include <latch>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/run/scripted_site.h"

namespace edgepool::run
{

namespace
{

using namespace sample;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

/// A site that marks what it completes and what it does with its name.
class NamedSite final : public Site
{
public:
    explicit NamedSite(std::string name) : name_(std::move(name)) {}

    std::vector<plan::Resource> complete(std::vector<plan::Resource> plain) const override
    {
        for (plan::Resource& resource : plain)
        {
            resource.properties.push_back({"image", name_});
        }
        return plain;
    }

    std::vector<plan::Observed> observe(const std::stop_token& /*stop*/) override
    {
        if (down)
        {
            throw error();
        }
        return found;
    }

    Job job(const plan::Action& /*action*/, plan::TaskKind /*kind*/) override { return {.phase = name_}; }
    std::optional<Reach> reach(const plan::Id& /*machine*/) override { return Reach{.address = name_}; }
    Limits limits() const override { return room; }

    std::vector<plan::Observed> found{};
    Limits room{};
    bool down = false;

private:
    std::string name_;
};

plan::Id at(const std::string& site, const std::string& name = "mec-1")
{
    return {.kind = "machine", .name = name, .site = site};
}

class SitesTest : public testing::Test
{
protected:
    SitesTest()
    {
        sites.add("lab", local);
        sites.add("desk", local);
        sites.add("essen", cloud);
    }

    NamedSite local{"local"};
    NamedSite cloud{"cloud"};
    Sites sites;
};

TEST_F(SitesTest, GiveEachSiteItsOwnToComplete)
{
    std::vector<std::string> said;
    for (const plan::Resource& resource : sites.complete({{.id = at("essen")}, {.id = at("lab")}, {.id = at("desk")}}))
    {
        said.push_back(resource.id.site + " " + resource.properties.at(0).value);
    }
    EXPECT_THAT(said, ElementsAre("lab local", "desk local", "essen cloud"));
}

TEST_F(SitesTest, AskEachSiteOnce)
{
    local.found = {{.id = at("lab")}, {.id = at("desk")}};
    cloud.found = {{.id = at("essen")}};
    EXPECT_THAT(sites.observe({}), UnorderedElementsAre(local.found[0], local.found[1], cloud.found[0]));
}

TEST_F(SitesTest, FailWhenOneOfThemCannotBeSeen)
{
    cloud.down = true;
    EXPECT_THROW(sites.observe({}), Error);
}

TEST_F(SitesTest, MakeThingsWhereTheFileSays)
{
    const plan::Action action{.verb = plan::Verb::create, .wanted = plan::Resource{.id = at("essen")}};
    EXPECT_EQ(sites.job(action, plan::TaskKind::create).phase, "cloud");
    EXPECT_EQ(sites.reach(at("desk"))->address, "local");
}

TEST_F(SitesTest, RemoveThingsWhereTheyWereSeen)
{
    local.found = {{.id = at("essen"), .handle = "1"}, {.id = at("gone"), .handle = "2"}};
    cloud.found = {{.id = at("essen"), .handle = "3"}};
    std::vector<std::string> said;
    for (const plan::Observed& observed : sites.observe({}))
    {
        const plan::Action action{.verb = plan::Verb::remove, .found = observed};
        said.push_back(observed.handle + " " + sites.job(action, plan::TaskKind::remove).phase);
    }
    EXPECT_THAT(said, UnorderedElementsAre("1 local", "2 local", "3 cloud"));
}

TEST_F(SitesTest, AskASiteThatHasNoNameAnyMore)
{
    NamedSite former("former");
    former.found = {{.id = at("old")}};
    sites.add(former);
    EXPECT_THAT(sites.observe({}), ElementsAre(former.found[0]));
}

/// A site that answers only once all of them have been asked.
class MeetingSite final : public Site
{
public:
    explicit MeetingSite(std::latch& all_asked) : all_asked_(all_asked) {}

    std::vector<plan::Observed> observe(const std::stop_token& /*stop*/) override
    {
        all_asked_.arrive_and_wait();
        return {{.id = at("lab")}};
    }

    Job job(const plan::Action& /*action*/, plan::TaskKind /*kind*/) override { return {}; }
    std::optional<Reach> reach(const plan::Id& /*machine*/) override { return std::nullopt; }

private:
    std::latch& all_asked_;
};

TEST(ConcurrentSites, AreAskedAtTheSameTime)
{
    std::latch all_asked(3);
    MeetingSite first(all_asked);
    MeetingSite second(all_asked);
    MeetingSite third(all_asked);
    Sites sites;
    sites.add(first);
    sites.add(second);
    sites.add(third);
    EXPECT_EQ(sites.observe({}).size(), 3U);
}

TEST_F(SitesTest, KeepToTheLowestLimit)
{
    local.room = {{"starting", 4}, {"booting", 2}};
    cloud.room = {{"starting", 8}, {"creating", 16}};
    EXPECT_EQ(sites.limits(), (Limits{{"starting", 4}, {"booting", 2}, {"creating", 16}}));
}

} // namespace

} // namespace edgepool::run
