// SPDX-License-Identifier: Apache-2.0
#include "cli/remote.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "base/error.h"
#include "day1/connect.h"

namespace edgepool::cli
{

namespace
{

using Work = std::function<void(const AtWork&, MachineResult&)>;

/// A machine that writes without end shall not take our memory.
constexpr std::size_t most_kept = std::size_t{16} << 20U;

/// The machines' results as they come, told in the order of the machines.
class Crew
{
public:
    Crew(const std::vector<NamedReach>& machines, const RemoteWork& how, const Work& work)
        : machines_(machines), how_(how), work_(work), results_(machines.size()), is_done_(machines.size(), false)
    {
    }

    std::vector<MachineResult> run()
    {
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = std::min(how_.at_once, machines_.size()); i > 0; --i)
            {
                threads.emplace_back([this] { serve(); });
            }
        }
        return std::move(results_);
    }

private:
    void serve()
    {
        for (std::size_t i = next_++; i < machines_.size(); i = next_++)
        {
            const auto begin = ssh::Clock::now();
            results_[i].name = machines_[i].name;
            how_.on_begin(machines_[i].name);
            attempt(machines_[i], results_[i]);
            how_.on_end(results_[i]);
            results_[i].time = ssh::Clock::now() - begin;
            tell(i);
        }
    }

    void attempt(const NamedReach& machine, MachineResult& result)
    {
        if (!machine.reach)
        {
            result.failure = not_running(machine.name);
            return;
        }
        try
        {
            const ssh::Patience patience = ssh::patience_of(how_.timeout, how_.stop);
            ssh::Session session = connect(machine, patience);
            const ssh::Streams streams{.out = sink(result, Stream::out), .err = sink(result, Stream::err)};
            work_({.reach = *machine.reach, .session = session, .patience = patience, .streams = streams}, result);
        }
        catch (const Error& error)
        {
            result.failure = error.diagnostic();
        }
    }

    ssh::Session connect(const NamedReach& machine, const ssh::Patience& patience) const
    {
        return ssh::connect_patiently(day1::ssh_machine(machine.name, *machine.reach), day1::keys_for(*machine.reach),
                                      patience, how_.answer_within,
                                      [&](const Diagnostic& why) { how_.on_wait(machine.name, why); });
    }

    std::function<void(std::string_view)> sink(MachineResult& result, Stream stream)
    {
        if (how_.on_piece)
        {
            return [this, &result, stream](std::string_view piece) {
                const std::lock_guard guard(mutex_);
                how_.on_piece(result.name, stream, piece);
            };
        }
        return [&result, stream](std::string_view piece) {
            std::string& kept = stream == Stream::out ? result.out : result.err;
            const std::string_view fits = piece.substr(0, most_kept - kept.size());
            result.is_cut = result.is_cut || fits.size() < piece.size();
            kept += fits;
        };
    }

    void tell(std::size_t done)
    {
        const std::lock_guard guard(mutex_);
        is_done_[done] = true;
        for (; told_ < is_done_.size() && is_done_[told_]; ++told_)
        {
            if (how_.on_result)
            {
                how_.on_result(results_[told_]);
            }
        }
    }

    const std::vector<NamedReach>& machines_;
    const RemoteWork& how_;
    const Work& work_;
    std::vector<MachineResult> results_;
    std::atomic<std::size_t> next_ = 0;
    std::mutex mutex_{};
    std::vector<bool> is_done_;
    std::size_t told_ = 0;
};

} // namespace

std::vector<MachineResult> on_each(const std::vector<NamedReach>& machines, const RemoteWork& how, const Work& work)
{
    return Crew(machines, how, work).run();
}

std::vector<MachineResult> run_on_each(const std::vector<NamedReach>& machines, const std::string& command,
                                       const RemoteWork& how)
{
    return on_each(machines, how, [&command](const AtWork& at, MachineResult& result) {
        result.ended = at.session.run(command, at.streams, at.patience);
    });
}

} // namespace edgepool::cli
