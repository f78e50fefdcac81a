// SPDX-License-Identifier: Apache-2.0
#include "cli/moving.h"

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/input.h"

namespace edgepool::cli
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<plan::Observed> machines(const std::vector<std::pair<std::string, std::string>>& places)
{
    std::vector<plan::Observed> found;
    for (const auto& [name, site] : places)
    {
        found.push_back({.id = {.kind = std::string(plan::machine_kind), .name = name, .site = site}});
    }
    return found;
}

Move moved(plan::Numbers here, plan::Numbers there, std::size_t size, unsigned most)
{
    return {.here = std::move(here), .there = std::move(there), .size = size, .most = most};
}

TEST(Move, IsReadFromTheMachines)
{
    const model::ElementGroup group{.name = "mec", .site = "edge", .initial = 2, .max = 4};
    EXPECT_EQ(move_of(group, "cloud", 2, machines({{"mec-1", "edge"}, {"mec-3", "cloud"}, {"pr-2", "cloud"}})),
              moved({1}, {3}, 2, 4));
}

TEST(Move, ArrivesAtOnceWhereThereAreNumbers)
{
    EXPECT_THAT(next_arrivals(moved({1, 2}, {}, 2, 4)), ElementsAre(3, 4));
    EXPECT_THAT(next_arrivals(moved({1, 3}, {}, 2, 9)), ElementsAre(2, 4));
    EXPECT_THAT(next_arrivals(moved({1, 2}, {3}, 2, 9)), ElementsAre(4)) << "it was interrupted";
}

TEST(Move, ArrivesInPortionsWhereNumbersAreFew)
{
    EXPECT_THAT(next_arrivals(moved({1, 2, 3}, {}, 3, 4)), ElementsAre(4));
    EXPECT_THAT(next_arrivals(moved({1, 2}, {4}, 3, 4)), ElementsAre(3));
    EXPECT_THAT(next_arrivals(moved({1, 2, 3}, {}, 3, 3)), IsEmpty()) << "none is free";
}

TEST(Move, LetsNoMoreGoThanHaveCome)
{
    EXPECT_EQ(moved({1, 2, 3}, {}, 3, 4).surplus(), 0U);
    EXPECT_EQ(moved({1, 2, 3}, {4}, 3, 4).surplus(), 1U);
    EXPECT_EQ(moved({1}, {2, 3, 4}, 2, 4).surplus(), 1U) << "no more than there are";
    EXPECT_EQ(moved({1}, {}, 3, 4).surplus(), 0U) << "some were lost";
}

TEST(Move, NeverHasFewerThanAtFirst)
{
    for (unsigned most = 2; most < 9; ++most)
    {
        const std::size_t size = most - 1;
        Move move = moved(plan::free_numbers({}, size), {}, size, most);
        while (!move.has_arrived())
        {
            const plan::Numbers arrivals = next_arrivals(move);
            ASSERT_THAT(arrivals, testing::Not(IsEmpty()));
            move.there.insert(arrivals.begin(), arrivals.end());
            for (std::size_t i = move.surplus(); i > 0 && !move.has_arrived(); --i)
            {
                move.here.erase(move.here.begin());
            }
            EXPECT_GE(move.here.size() + move.there.size(), size);
        }
        EXPECT_EQ(move.there.size(), size);
    }
}

class SiteInFile : public testing::Test
{
protected:
    std::optional<std::string> after(const std::string& text, const std::string& site = "cloud")
    {
        std::istringstream in;
        std::ostringstream out;
        std::ostringstream err;
        const auto nothing = [](std::string_view) -> std::optional<std::string> { return std::nullopt; };
        const Console console{.in = in, .out = out, .err = err, .environment = nothing};
        return with_site(std::make_shared<Source>("testbed.yaml", text), "mec", site, console);
    }

    static std::string file(const std::string& group, const std::string& other = "{name: gpu, site: edge}")
    {
        return "edgepool: 1\nname: lab\nsites: [{name: edge, via: local}, {name: cloud, via: local}]\n"
               "pool: {handle: Pool}\nelements:\n  - " +
               other + "\n  - " + group + " # ours\nusers: [{name: ue, site: edge}]\n";
    }
};

TEST_F(SiteInFile, IsChangedAndNothingElse)
{
    EXPECT_EQ(after(file("{name: mec, site: edge}")), file("{name: mec, site: cloud}"));
    EXPECT_EQ(after(file("{site: 'edge', name: \"mec\"}")), file("{site: cloud, name: \"mec\"}"));
}

TEST_F(SiteInFile, IsNotChangedWhereOthersWouldChange)
{
    EXPECT_EQ(after(file("{name: mec, site: *there}", "{name: gpu, site: &there edge}")), std::nullopt);
    EXPECT_EQ(after(file("{name: mec, <<: *gpu}", "&gpu {name: gpu, site: edge}")), std::nullopt);
}

TEST_F(SiteInFile, IsNotChangedIfTheFileWouldBeWrongThen)
{
    EXPECT_EQ(after(file("{name: mec, site: edge}"), "moon"), std::nullopt);
}

} // namespace

} // namespace edgepool::cli
