// SPDX-License-Identifier: Apache-2.0
#include "cli/live_progress.h"

#include <utility>

#include "run/plain_sink.h"
#include "run/terminal_sink.h"

namespace edgepool::cli
{

namespace
{

constexpr std::chrono::seconds not_worth_a_word{1};
constexpr std::chrono::milliseconds pace{100};

std::unique_ptr<run::Sink> sink_for(Console& console)
{
    if (console.err_is_terminal)
    {
        return std::make_unique<run::TerminalSink>(console.err, console.width, console.err_color);
    }
    return std::make_unique<run::PlainSink>(console.err);
}

} // namespace

LiveProgress::LiveProgress(const std::vector<plan::Id>& things, std::string phase, Console& console)
    : phase_(std::move(phase)), things_(things), sink_(sink_for(console)), left_(things.size())
{
    for (std::size_t i = 0; i < things_.size(); ++i)
    {
        places_.emplace(things_[i].name, i);
    }
    held_.push_back({.what = run::What::begun, .count = things_.size()});
    ticker_ = std::jthread([this](const std::stop_token& stop) { tick(stop); });
}

LiveProgress::~LiveProgress()
{
    ticker_.request_stop();
    ticker_.join();
    const std::lock_guard guard(mutex_);
    if (is_shown_)
    {
        sink_->take({.what = run::What::ended, .at = now(), .count = left_});
    }
}

void LiveProgress::begin(const std::string& name)
{
    take({.what = run::What::started}, name);
}

void LiveProgress::tell(const std::string& name, const std::string& text)
{
    take({.what = run::What::advanced, .text = text}, name);
}

/// What went wrong is told with the results.
void LiveProgress::end(const std::string& name, bool is_well)
{
    take({.what = is_well ? run::What::done : run::What::left}, name);
}

void LiveProgress::take(run::Event event, const std::string& name)
{
    const std::lock_guard guard(mutex_);
    event.at = now();
    event.task = places_.at(name);
    event.id = things_[event.task];
    event.phase = phase_;
    if (event.what == run::What::started)
    {
        begun_[name] = Clock::now();
    }
    const bool is_over = event.what == run::What::done || event.what == run::What::left;
    if (is_over)
    {
        event.took = Clock::now() - begun_[name];
    }
    left_ -= event.what == run::What::done ? 1 : 0;
    if (is_shown_)
    {
        sink_->take(event);
    }
    else
    {
        held_.push_back(std::move(event));
    }
}

void LiveProgress::show_what_was_held()
{
    for (const run::Event& event : std::exchange(held_, {}))
    {
        sink_->take(event);
    }
    is_shown_ = true;
}

void LiveProgress::tick(const std::stop_token& stop)
{
    std::unique_lock lock(mutex_);
    while (!over_.wait_for(lock, stop, pace, [] { return false; }) && !stop.stop_requested())
    {
        if (!is_shown_ && Clock::now() - began_ >= not_worth_a_word)
        {
            show_what_was_held();
        }
        if (is_shown_)
        {
            sink_->pass(now());
        }
    }
}

} // namespace edgepool::cli
