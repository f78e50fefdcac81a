// SPDX-License-Identifier: Apache-2.0
#include "selection/spread.h"

#include <algorithm>

namespace edgepool::selection
{

namespace
{

/// Where chance decides, the mean of so many runs is within a few hundredths of a session of what is expected.
constexpr unsigned runs_with_chance = 2000;

/// One course of events.
class Run
{
public:
    Run(model::Policy policy, const std::vector<Element>& elements, std::uint64_t seed)
        : elements_(elements),
          is_adaptive_(model::is_adaptive(policy)),
          choice_(policy, elements, seed),
          sessions_(elements.size(), 0)
    {
    }

    /// A user asks until an element has room. After so many refusals that nothing new would come, it counts as waiting.
    void arrive()
    {
        const std::size_t patience = elements_.size() * elements_.size() + 1;
        for (std::size_t attempt = 0; attempt < patience; ++attempt)
        {
            const auto chosen = choice_.next();
            if (!chosen)
            {
                break;
            }
            if (sessions_[*chosen] < elements_[*chosen].room)
            {
                ++sessions_[*chosen];
                return;
            }
            ++refusals_;
            tell_load(*chosen); // until the user asks again, the load of the full element is known
        }
        ++waiting_;
    }

    void tell_loads()
    {
        for (std::size_t i = 0; i < elements_.size(); ++i)
        {
            tell_load(i);
        }
    }

    void add_to(Standing& standing) const
    {
        for (std::size_t i = 0; i < sessions_.size(); ++i)
        {
            standing.sessions[i] += sessions_[i];
        }
        standing.refusals += static_cast<double>(refusals_);
        standing.waiting += static_cast<double>(waiting_);
    }

private:
    void tell_load(std::size_t element)
    {
        if (is_adaptive_ && elements_[element].tells_load && told_[element] != sessions_[element])
        {
            told_[element] = sessions_[element];
            choice_.learn_load(element, static_cast<double>(sessions_[element]) / elements_[element].room);
        }
    }

    const std::vector<Element>& elements_;
    bool is_adaptive_;
    Choice choice_;
    std::vector<unsigned> sessions_;
    std::vector<unsigned> told_ = std::vector<unsigned>(sessions_.size(), 0);
    std::uint64_t refusals_ = 0;
    std::uint64_t waiting_ = 0;
};

void divide(Standing& sums, double runs)
{
    for (double& sessions : sums.sessions)
    {
        sessions /= runs;
    }
    sums.refusals /= runs;
    sums.waiting /= runs;
}

} // namespace

std::vector<Standing> foresee(model::Policy policy, const std::vector<Element>& elements, const Arrivals& arrivals)
{
    const unsigned runs = is_random(policy) ? runs_with_chance : 1;
    std::vector<Standing> course(arrivals.sessions, {.sessions = std::vector<double>(elements.size(), 0)});
    for (unsigned number = 0; number < runs; ++number)
    {
        Run run(policy, elements, number);
        for (unsigned session = 0; session < arrivals.sessions; ++session)
        {
            run.arrive();
            run.add_to(course[session]);
            if ((session + 1) % std::max(1U, arrivals.at_once) == 0)
            {
                run.tell_loads();
            }
        }
    }
    std::ranges::for_each(course, [runs](Standing& standing) { divide(standing, runs); });
    return course;
}

} // namespace edgepool::selection
