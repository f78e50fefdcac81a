// SPDX-License-Identifier: Apache-2.0
#include "run/sites.h"

#include <string>
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
        sites_.add("lab", local_);
        sites_.add("desk", local_);
        sites_.add("essen", cloud_);
    }

    NamedSite local_{"local"};
    NamedSite cloud_{"cloud"};
    Sites sites_;
};

TEST_F(SitesTest, GiveEachSiteItsOwnToComplete)
{
    std::vector<std::string> said;
    for (const plan::Resource& resource : sites_.complete({{.id = at("essen")}, {.id = at("lab")}, {.id = at("desk")}}))
    {
        said.push_back(resource.id.site + " " + resource.properties.at(0).value);
    }
    EXPECT_THAT(said, ElementsAre("lab local", "desk local", "essen cloud"));
}

TEST_F(SitesTest, AskEachSiteOnce)
{
    local_.found = {{.id = at("lab")}, {.id = at("desk")}};
    cloud_.found = {{.id = at("essen")}};
    EXPECT_THAT(sites_.observe({}), UnorderedElementsAre(local_.found[0], local_.found[1], cloud_.found[0]));
}

TEST_F(SitesTest, FailWhenOneOfThemCannotBeSeen)
{
    cloud_.down = true;
    EXPECT_THROW(sites_.observe({}), Error);
}

TEST_F(SitesTest, MakeThingsWhereTheFileSays)
{
    const plan::Action action{.verb = plan::Verb::create, .wanted = plan::Resource{.id = at("essen")}};
    EXPECT_EQ(sites_.job(action, plan::TaskKind::create).phase, "cloud");
    EXPECT_EQ(sites_.reach(at("desk"))->address, "local");
}

TEST_F(SitesTest, RemoveThingsWhereTheyWereSeen)
{
    local_.found = {{.id = at("essen"), .handle = "1"}, {.id = at("gone"), .handle = "2"}};
    cloud_.found = {{.id = at("essen"), .handle = "3"}};
    std::vector<std::string> said;
    for (const plan::Observed& observed : sites_.observe({}))
    {
        const plan::Action action{.verb = plan::Verb::remove, .found = observed};
        said.push_back(observed.handle + " " + sites_.job(action, plan::TaskKind::remove).phase);
    }
    EXPECT_THAT(said, UnorderedElementsAre("1 local", "2 local", "3 cloud"));
}

TEST_F(SitesTest, AskASiteThatHasNoNameAnyMore)
{
    NamedSite former("former");
    former.found = {{.id = at("old")}};
    sites_.add(former);
    EXPECT_THAT(sites_.observe({}), ElementsAre(former.found[0]));
}

TEST_F(SitesTest, KeepToTheLowestLimit)
{
    local_.room = {{"starting", 4}, {"booting", 2}};
    cloud_.room = {{"starting", 8}, {"creating", 16}};
    EXPECT_EQ(sites_.limits(), (Limits{{"starting", 4}, {"booting", 2}, {"creating", 16}}));
}

} // namespace

} // namespace edgepool::run
