// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "run/site.h"

namespace edgepool::run
{

/// Several sites as one. What is made goes to the site of that name; what is removed goes to the one that was seen to
/// have it, since a name may stand for another site now than when the resource was made.
class Sites final : public Site
{
public:
    /// The site may still have something of the testbed. It has to outlive this object.
    void add(Site& site);
    /// The site also is the one of that name; it may have several.
    void add(std::string name, Site& site);

    std::vector<plan::Resource> complete(std::vector<plan::Resource> plain) const override;
    /// Asks all at the same time; throws the Error of the first one that fails, as they were added.
    std::vector<plan::Observed> observe(const std::stop_token& stop) override;
    Job job(const plan::Action& action, plan::TaskKind kind) override;
    std::optional<Reach> reach(const plan::Id& machine) override;
    /// Of all together. Where several limit a phase of the same name, the lowest one counts.
    Limits limits() const override;
    std::string recall(const plan::Id& machine, const std::stop_token& stop) override;
    std::vector<Memory> recall_all(std::span<const plan::Id> machines, const std::stop_token& stop) override;
    void remember(const plan::Id& machine, const std::string& text) override;
    bool hear_first_work(const plan::Id& machine, const OnWords& on_line, std::chrono::seconds within,
                         const std::stop_token& stop) override;
    std::set<unsigned> gaps(const Group& group, const std::stop_token& stop) override;
    void leave_gaps(const Group& group, const std::set<unsigned>& numbers) override;

private:
    using Thing = std::pair<plan::Id, std::string>; ///< with its handle

    Site& named(const std::string& name) const;

    std::vector<Site*> sites_; ///< each once
    std::map<std::string, Site*, std::less<>> names_;
    std::map<Thing, Site*> seen_;
};

} // namespace edgepool::run
