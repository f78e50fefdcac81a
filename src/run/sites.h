// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "run/site.h"

namespace edgepool::run
{

/// Several sites as one: everything goes to the one that has the name, which is known.
class Sites final : public Site
{
public:
    /// Several names may have the same site. It has to outlive this object.
    void add(std::string name, Site& site);

    std::vector<plan::Resource> complete(std::vector<plan::Resource> plain) const override;
    /// Asks all at the same time; throws the Error of the first that fails, in the order of names.
    std::vector<plan::Observed> observe(const std::stop_token& stop) override;
    Job job(const plan::Action& action, plan::TaskKind kind) override;
    std::optional<Reach> reach(const plan::Id& machine) override;
    /// Of all together. Where several limit a phase of the same name, the lowest one counts.
    Limits limits() const override;

private:
    Site& at(const std::string& name) const;
    /// Each site once.
    std::vector<Site*> distinct() const;

    std::map<std::string, Site*, std::less<>> sites_;
};

} // namespace edgepool::run
