// SPDX-License-Identifier: Apache-2.0
#include "plan/tasks.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>

namespace edgepool::plan
{

namespace
{

/// What has to outlive the resource: as the site says, and as the testbed does.
std::set<Id> outliving(const Action& action)
{
    std::set<Id> ids;
    if (action.found)
    {
        ids.insert(action.found->needs.begin(), action.found->needs.end());
    }
    if (action.wanted)
    {
        for (const Dependency& dependency : action.wanted->needs)
        {
            ids.insert(dependency.on);
        }
    }
    return ids;
}

class Tasks
{
public:
    explicit Tasks(const Plan& plan) : actions_(plan.actions)
    {
        for (std::size_t i = actions_.size(); i-- > 0;)
        {
            if (actions_[i].verb == Verb::remove || actions_[i].verb == Verb::replace)
            {
                add_remove(i);
            }
        }
        first_create_ = tasks_.size();
        for (std::size_t i = 0; i < actions_.size(); ++i)
        {
            if (actions_[i].verb == Verb::create || actions_[i].verb == Verb::replace)
            {
                create_of_.emplace(actions_[i].id(), tasks_.size());
                tasks_.push_back({.action = i, .kind = TaskKind::create});
            }
        }
    }

    std::vector<Task> ordered()
    {
        for (std::size_t task = 0; task < tasks_.size(); ++task)
        {
            task < first_create_ ? order_remove(task) : order_create(task);
        }
        cut_circles();
        return std::move(tasks_);
    }

private:
    void add_remove(std::size_t action)
    {
        const std::size_t task = tasks_.size();
        tasks_.push_back({.action = action, .kind = TaskKind::remove});
        removes_of_.emplace(actions_[action].id(), task);
        for (const std::string& claim : actions_[action].found->claims)
        {
            holders_.emplace(claim, task);
        }
    }

    /// What it needs goes after it.
    void order_remove(std::size_t task)
    {
        for (const Id& id : outliving(actions_[tasks_[task].action]))
        {
            const auto [begin, end] = removes_of_.equal_range(id);
            for (auto other = begin; other != end; ++other)
            {
                wait(other->second, {.task = task});
            }
        }
    }

    void order_create(std::size_t task)
    {
        const Resource& wanted = *actions_[tasks_[task].action].wanted;
        wait_for_all(task, removes_of_.equal_range(wanted.id));
        for (const std::string& claim : wanted.claims)
        {
            wait_for_all(task, holders_.equal_range(claim));
        }
        for (const Dependency& dependency : wanted.needs)
        {
            const auto other = create_of_.find(dependency.on);
            if (other != create_of_.end() && (dependency.need != Need::existing || is_absent(other->second)))
            {
                wait(task, {.task = other->second,
                            .until = dependency.need == Need::existing ? After::Until::exists : After::Until::done});
            }
        }
    }

    /// What is replaced keeps its place, and what is half-made has one.
    bool is_absent(std::size_t create) const { return !actions_[tasks_[create].action].found; }

    template <typename Range>
    void wait_for_all(std::size_t task, const Range& range)
    {
        for (auto other = range.first; other != range.second; ++other)
        {
            wait(task, {.task = other->second});
        }
    }

    void wait(std::size_t task, After after)
    {
        std::vector<After>& all = tasks_[task].after;
        const auto same = std::ranges::find(all, after.task, &After::task);
        if (same == all.end())
        {
            all.push_back(after);
        }
        else if (after.until == After::Until::done)
        {
            same->until = after.until;
        }
    }

    /// Walks along what each task waits for; whoever is met again on the way there is not waited for.
    void cut_circles()
    {
        enum class Mark
        {
            fresh,
            on_the_way,
            seen,
        };
        std::vector<Mark> marks(tasks_.size(), Mark::fresh);
        std::vector<std::pair<std::size_t, std::size_t>> way; // a task, and which of its `after` comes next
        for (std::size_t start = 0; start < tasks_.size(); ++start)
        {
            if (marks[start] == Mark::fresh)
            {
                marks[start] = Mark::on_the_way;
                way.emplace_back(start, 0);
            }
            while (!way.empty())
            {
                auto& [task, next] = way.back();
                std::vector<After>& all = tasks_[task].after;
                if (next == all.size())
                {
                    marks[task] = Mark::seen;
                    way.pop_back();
                }
                else if (const std::size_t other = all[next].task; marks[other] == Mark::on_the_way)
                {
                    all.erase(all.begin() + static_cast<std::ptrdiff_t>(next));
                }
                else
                {
                    ++next;
                    if (marks[other] == Mark::fresh)
                    {
                        marks[other] = Mark::on_the_way;
                        way.emplace_back(other, 0);
                    }
                }
            }
        }
    }

    std::span<const Action> actions_;
    std::vector<Task> tasks_;
    std::size_t first_create_ = 0;
    std::map<Id, std::size_t> create_of_;
    std::multimap<Id, std::size_t> removes_of_;
    std::multimap<std::string_view, std::size_t> holders_;
};

} // namespace

std::string_view to_string(TaskKind kind)
{
    return kind == TaskKind::remove ? "remove" : "create";
}

std::vector<Task> tasks_of(const Plan& plan)
{
    return Tasks(plan).ordered();
}

} // namespace edgepool::plan
