// SPDX-License-Identifier: Apache-2.0
#include "cli/sites.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/rule.h"
#include "cli/preparing.h"
#include "local/folders.h"
#include "local/programs.h"
#include "local/recipe.h"
#include "plan/wanted.h"
#include "process/wait.h"
#include "recipe/ahead.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule not_yet{"site.not-yet", "site that nothing can be made at yet"};
constexpr Rule busy{"testbed.busy", "another edgepool changes the testbed"};
constexpr auto time_to_wait = std::chrono::minutes(30);

roles::MemberProgram member_program()
{
    return {.content = recipe::pack(local::read_file(local::find_own_program("edgepool-member")))};
}

} // namespace

TestbedSites::TestbedSites(const model::Testbed& testbed)
    : testbed_(testbed),
      local_(std::make_unique<local::LocalSite>(
          local::own_folders(), testbed,
          local::FirstStart{.prepared = prepared_machines(),
                            .work = [this](const std::string& machine) { return first_work(machine); }})),
      hosts_(testbed, hosts::own_user_name()),
      scripts_(testbed, {.program = member_program()}),
      configured_(sites_, scripts_)
{
    sites_.add(std::string(local::networks_site), *local_);
    for (const model::Site& site : testbed.sites)
    {
        add(site);
    }
}

/// Day-1, without the programs, which the image has.
std::optional<local::FirstWork> TestbedSites::first_work(const std::string& machine)
{
    if (!scripts_.has(machine))
    {
        return std::nullopt;
    }
    const recipe::Script& script = scripts_.of(machine);
    local::FirstWork work{.command = script.light.empty() ? script.text : script.light};
    for (recipe::Ahead& file : recipe::files_ahead(scripts_.recipe_of(machine)))
    {
        work.files.push_back({.path = std::move(file.path), .mode = file.mode, .content = std::move(file.content)});
    }
    return work;
}

void TestbedSites::add(const model::Site& site)
{
    switch (site.via)
    {
    case model::Via::local:
        if (site.name != local::networks_site)
        {
            sites_.add(site.name, *local_);
        }
        return;
    case model::Via::hosts:
        // The networks of local machines stand there.
        if (site.name == local::networks_site &&
            std::ranges::find(testbed_.sites, model::Via::local, &model::Site::via) != testbed_.sites.end())
        {
            throw Error(found(not_yet, {}, "'" + site.name + "' is the name of this computer", "give it another name"));
        }
        sites_.add(site.name, hosts_);
        return;
    case model::Via::openstack:
    case model::Via::osm:
        break;
    }
    throw Error(found(not_yet, {}, "'" + site.name + "' is via " + std::string(name_of(site.via)),
                      "this version has machines of this computer ('via: local') and machines that exist already "
                      "('via: hosts')"));
}

plan::Plan TestbedSites::plan_up(const std::stop_token& stop)
{
    const std::vector<plan::Observed> found = configured_.observe(stop);
    return plan_to(numbers(found, stop), found);
}

plan::Plan TestbedSites::plan_to(const plan::GroupNumbers& numbers, std::span<const plan::Observed> found) const
{
    return plan::plan_for(configured_.complete(plan::resources_of(plan::with_numbers(testbed_, numbers))), found);
}

plan::GroupNumbers TestbedSites::numbers(std::span<const plan::Observed> found, const std::stop_token& stop)
{
    plan::GroupNumbers gaps;
    for (const model::ElementGroup& group : testbed_.elements)
    {
        gaps[group.name] = sites_.gaps({.name = group.name, .site = group.site}, stop);
    }
    return plan::group_numbers(testbed_, found, gaps);
}

model::Testbed TestbedSites::as_it_is(const std::stop_token& stop)
{
    return plan::with_numbers(testbed_, numbers(sites_.observe(stop), stop));
}

plan::Plan TestbedSites::plan_down(const std::stop_token& stop)
{
    std::vector<plan::Observed> found = configured_.observe(stop);
    std::set<plan::Id> going; // and what they are goes with them
    for (const plan::Observed& observed : found)
    {
        if (observed.id.kind == plan::machine_kind && observed.origin == plan::Origin::made)
        {
            going.insert(day1::day1_of(observed.id));
        }
    }
    std::erase_if(found, [&](const plan::Observed& observed) {
        return observed.id.kind == day1::day1_kind && going.contains(observed.id);
    });
    return plan::plan_removal(found);
}

void TestbedSites::tidy()
{
    local_->tidy();
}

local::FileLock lock_testbed(const std::string& testbed, const std::stop_token& stop)
{
    // Beside the images: it stays when the testbed goes.
    const std::string folder = std::filesystem::path(local::own_folders().images).parent_path().string() + "/locks";
    local::make_folder(folder, 0700);
    local::FileLock lock = local::FileLock::take(folder + "/" + testbed, process::in(time_to_wait), stop);
    if (!lock.held() && !stop.stop_requested())
    {
        throw Error(found(busy, {}, "it has held '" + testbed + "' for half an hour", "let it end, or end it"));
    }
    return lock;
}

} // namespace edgepool::cli
