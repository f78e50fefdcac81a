// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/secret.h"
#include "local/first_words.h"
#include "local/folders.h"
#include "local/pace.h"
#include "local/places.h"
#include "local/recipe.h"
#include "local/record.h"
#include "local/supplies.h"
#include "model/testbed.h"
#include "plan/plan.h"
#include "run/parts.h"
#include "run/site.h"

namespace edgepool::local
{

/// The name under which a testbed's networks on this computer are: they reach all of its local sites.
inline constexpr std::string_view networks_site = "local";

/// What a machine does by itself as soon as it is somebody.
struct FirstWork
{
    std::vector<seed::File> files{}; ///< that it has then
    Secret command{};                ///< shell text
};

/// What machines are given to begin with, beside what they are.
struct FirstStart
{
    Prepared prepared{};
    /// Nothing for a machine that others log in to.
    std::function<std::optional<FirstWork>(const std::string& machine)> work = [](const std::string&) {
        return std::optional<FirstWork>();
    };
};

/// All local sites of a testbed: this computer.
class LocalSite final : public run::Site
{
public:
    LocalSite(Folders folders, const model::Testbed& testbed, FirstStart first);

    std::vector<plan::Resource> complete(std::vector<plan::Resource> plain) const override;
    std::vector<plan::Observed> observe(const std::stop_token& stop) override;
    run::Job job(const plan::Action& action, plan::TaskKind kind) override;
    std::optional<run::Reach> reach(const plan::Id& machine) override;
    std::string recall(const plan::Id& machine, const std::stop_token& stop) override;
    void remember(const plan::Id& machine, const std::string& text) override;
    std::set<unsigned> gaps(const run::Group& group, const std::stop_token& stop) override;
    void leave_gaps(const run::Group& group, const std::set<unsigned>& numbers) override;
    bool hear_first_work(const plan::Id& machine, const run::OnWords& on_line, std::chrono::seconds within,
                         const std::stop_token& stop) override;
    run::Limits limits() const override;

    /// Before the plan is carried out: throws Error if this computer has no room for it. Otherwise how machines will
    /// run here, in words; empty if none is to be started.
    std::string prepare(const plan::Plan& plan);

    /// Where the machine's console is written to.
    std::string console_of(const std::string& machine) const;
    /// After everything was removed: folders that are left.
    void tidy() const;

private:
    run::Job creation_of(const plan::Resource& resource);
    run::Job removal_of(const plan::Id& id, bool for_good);
    std::vector<run::Part> parts_of_start(const plan::Resource& machine);
    void start(const plan::Resource& machine, const std::stop_token& stop);
    void log_in(const plan::Id& machine, const std::stop_token& stop);
    void settle_networks(const std::stop_token& stop) const;

    Folders folders_;
    model::Testbed testbed_;
    FirstStart first_;
    Places places_;
    Records records_;
    Supplies supplies_;
    Pace pace_;
    FirstWords first_words_{};
};

} // namespace edgepool::local
