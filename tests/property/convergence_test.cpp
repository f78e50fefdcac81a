// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "arbitrary_testbed.h"
#include "plan/plan.h"
#include "plan/wanted.h"
#include "run/execute.h"
#include "support/simulated_runner.h"
#include "support/simulated_site.h"

namespace edgepool::property
{

namespace
{

using model::Testbed;
using plan::Observed;
using plan::Plan;
using plan::Resource;
using support::Faults;
using support::SimulatedRunner;
using support::SimulatedSite;

using Planning = std::function<Plan(const std::vector<Observed>& found)>;

unsigned between(unsigned least, unsigned most)
{
    return *rc::gen::inRange(least, most + 1);
}

bool chance(unsigned one_in)
{
    return between(1, one_in) == 1;
}

/// One command, from looking to the end; whether it got there.
bool try_once(SimulatedSite& site, const Planning& planning, std::uint64_t seed)
{
    SimulatedRunner runner(3, [] { return std::chrono::milliseconds(80); });
    run::Recorder told;
    try
    {
        const Plan plan = planning(site.observe({}));
        return run::execute(plan, site, runner, told, {.seed = seed}, {}).all_done();
    }
    catch (const support::Killed&)
    {
        return false;
    }
}

Faults bad_weather()
{
    return {.passing = 0.05 * between(0, 4), .fatal = 0.02 * between(0, 2), .kill = 0.02 * between(0, 4)};
}

/// The same command until it succeeds: in bad weather first, then in good.
void persist(SimulatedSite& site, const Planning& planning)
{
    site.faults = bad_weather();
    const std::uint64_t seed = *rc::gen::arbitrary<std::uint64_t>();
    for (unsigned attempt = between(0, 6); attempt > 0 && !try_once(site, planning, seed + attempt); --attempt)
    {
    }
    site.faults = {};
    RC_ASSERT(try_once(site, planning, seed));
    RC_ASSERT(planning(site.observe({})).changes_nothing());
    RC_ASSERT(site.broken_promises == std::vector<std::string>{});
    RC_ASSERT(site.most_starting <= site.limit);
}

/// What there is, without what differs each time.
std::map<plan::Id, std::string> contents(SimulatedSite& site)
{
    std::map<plan::Id, std::string> things;
    for (const Observed& observed : site.observe({}))
    {
        RC_ASSERT(observed.state == plan::State::whole);
        RC_ASSERT(things.emplace(observed.id, observed.fingerprint).second);
    }
    return things;
}

std::map<plan::Id, std::string> contents(const std::vector<Resource>& wanted)
{
    std::map<plan::Id, std::string> things;
    for (const Resource& resource : wanted)
    {
        things.emplace(resource.id, fingerprint(resource));
    }
    return things;
}

plan::Id id(std::string_view kind, unsigned number)
{
    return {.kind = std::string(kind), .name = "r-" + std::to_string(number), .site = "lab"};
}

/// Networks and machines with few different names, so that two such worlds have much in common.
std::vector<Resource> arbitrary_resources()
{
    std::vector<Resource> resources;
    for (unsigned i = 0; i < 3; ++i)
    {
        if (!chance(3))
        {
            resources.push_back(
                {.id = id(plan::network_kind, i), .properties = {{"mtu", chance(3) ? "1600" : "1500"}}});
        }
    }
    const std::vector<Resource> networks = resources;
    std::set<unsigned> addresses;
    for (unsigned i = 0; i < 6; ++i)
    {
        const unsigned address = between(0, 7);
        if (chance(3) || !addresses.insert(address).second)
        {
            continue;
        }
        Resource machine{.id = id(plan::machine_kind, i),
                         .properties = {{"memory", chance(3) ? "2GiB" : "1GiB"}, {"address", std::to_string(address)}},
                         .claims = {std::to_string(address)}};
        for (const Resource& network : networks)
        {
            if (chance(2))
            {
                const plan::Need need = chance(2) ? plan::Need::ready : plan::Need::same_life;
                machine.needs.push_back({.on = network.id, .need = need});
                machine.properties.push_back({"on " + network.id.name, "yes"});
            }
        }
        resources.push_back(std::move(machine));
    }
    return resources;
}

/// What is there when a command begins: something whole, half-made, broken, or there twice.
void add_arbitrary_things(SimulatedSite& site)
{
    for (const Resource& resource : arbitrary_resources())
    {
        Observed thing = support::as_made(resource);
        thing.handle = "before";
        thing.state = chance(4) ? plan::State::broken : chance(4) ? plan::State::unfinished : plan::State::whole;
        site.add(thing);
        if (chance(8) && resource.id.kind == plan::machine_kind)
        {
            thing.handle = "double";
            site.add(std::move(thing));
        }
    }
}

RC_GTEST_PROP(Convergence, MakesAnythingIntoWhatIsWanted, ())
{
    SimulatedSite site(*rc::gen::arbitrary<std::uint64_t>());
    add_arbitrary_things(site);
    const std::vector<Resource> wanted = arbitrary_resources();
    persist(site, [&](const std::vector<Observed>& found) { return plan::plan_for(wanted, found); });
    RC_ASSERT(contents(site) == contents(wanted));
}

RC_GTEST_PROP(Convergence, RemovesAnything, ())
{
    SimulatedSite site(*rc::gen::arbitrary<std::uint64_t>());
    add_arbitrary_things(site);
    persist(site, [](const std::vector<Observed>& found) { return plan::plan_removal(found); });
    RC_ASSERT(contents(site).empty());
}

RC_GTEST_PROP(Convergence, PlansAlikeInWhateverOrderThingsAreFound, ())
{
    SimulatedSite site(*rc::gen::arbitrary<std::uint64_t>());
    add_arbitrary_things(site);
    const std::vector<Resource> wanted = arbitrary_resources();
    const Plan first = plan::plan_for(wanted, site.observe({}));
    RC_ASSERT(plan::plan_for(wanted, site.observe({})) == first);
}

/// A testbed at a simulated site, and the commands on it.
class Lab
{
public:
    explicit Lab(Testbed testbed) : testbed_(std::move(testbed)) {}

    void up()
    {
        persist(site_, [this](const std::vector<Observed>& found) {
            return plan::plan_for(wanted(plan::group_numbers(testbed_, found, gaps_)), found);
        });
    }

    void scale(const plan::GroupNumbers& numbers)
    {
        for (const auto& [group, own] : numbers)
        {
            gaps_[group] = plan::gaps_of(own);
        }
        persist(site_, [&](const std::vector<Observed>& found) { return plan::plan_for(wanted(numbers), found); });
    }

    void down()
    {
        persist(site_, [](const std::vector<Observed>& found) { return plan::plan_removal(found); });
    }

    /// Machines of another shape from now on.
    void change_shapes()
    {
        for (model::ElementGroup& group : testbed_.elements)
        {
            group.machine.memory.count += 1;
        }
    }

    std::vector<Resource> wanted(const plan::GroupNumbers& numbers) const
    {
        return plan::resources_of(plan::with_numbers(testbed_, numbers));
    }

    const Testbed& testbed() const { return testbed_; }
    std::map<plan::Id, std::string> contents() { return property::contents(site_); }

private:
    Testbed testbed_;
    plan::GroupNumbers gaps_{};
    SimulatedSite site_{*rc::gen::arbitrary<std::uint64_t>()};
};

plan::GroupNumbers arbitrary_numbers(const Testbed& testbed)
{
    plan::GroupNumbers numbers;
    for (const model::ElementGroup& group : testbed.elements)
    {
        plan::Numbers& own = numbers[group.name] = plan::free_numbers({}, group.max);
        for (unsigned left = group.max - between(std::max(1U, group.min), group.max); left > 0; --left)
        {
            own.erase(std::next(own.begin(), between(0, static_cast<unsigned>(own.size()) - 1)));
        }
    }
    return numbers;
}

RC_GTEST_PROP(Convergence, MakesGroupsAsLargeAsTheFileSaysHoweverOftenItIsKilled, ())
{
    Lab lab(*sensible_testbed());
    lab.up();
    RC_ASSERT(lab.contents() == contents(plan::resources_of(lab.testbed())));
}

RC_GTEST_PROP(Convergence, KeepsTheMachinesOfScaledGroupsHoweverOftenItIsKilled, ())
{
    Lab lab(*sensible_testbed());
    lab.up();
    const plan::GroupNumbers numbers = arbitrary_numbers(lab.testbed());
    lab.scale(numbers);
    RC_ASSERT(lab.contents() == contents(lab.wanted(numbers)));
    lab.change_shapes();
    lab.up();
    RC_ASSERT(lab.contents() == contents(lab.wanted(numbers)));
    lab.down();
    RC_ASSERT(lab.contents().empty());
}

} // namespace

} // namespace edgepool::property
