// SPDX-License-Identifier: Apache-2.0
#include "run/parts.h"

#include <utility>

namespace edgepool::run
{

namespace
{

constexpr auto between_looks = std::chrono::milliseconds(20);

std::string text_of(const Progress& progress)
{
    std::string text = progress.stage;
    if (progress.total > 0)
    {
        text += ", " + std::to_string(progress.done) + " of " + std::to_string(progress.total);
    }
    return progress.detail.empty() ? text : text + " (" + progress.detail + ")";
}

} // namespace

void PartsStep::begin()
{
    over_ = false;
    error_.reset();
    thread_.emplace([this](const std::stop_token& stop) {
        try
        {
            const OnProgress on_progress = [this](const Progress& progress) {
                const std::lock_guard lock(mutex_);
                text_ = text_of(progress);
            };
            parts_[next_].work(on_progress, stop);
        }
        catch (const Error& error)
        {
            error_ = error;
        }
        over_ = true;
    });
}

std::string PartsStep::take_text()
{
    const std::lock_guard lock(mutex_);
    return std::exchange(text_, {});
}

Outcome PartsStep::finish()
{
    thread_.reset(); // joins
    if (error_)
    {
        return Failed{*error_};
    }
    if (++next_ == parts_.size())
    {
        return Done{};
    }
    return Again{.phase = parts_[next_].phase, .existence = Existence::begun};
}

Outcome PartsStep::advance(const Turn& turn)
{
    if (parts_.empty())
    {
        return Done{};
    }
    if (!thread_)
    {
        begin();
        return Again{.after = between_looks};
    }
    if (over_)
    {
        return finish();
    }
    if (turn.stop.stop_requested())
    {
        thread_->request_stop();
    }
    return Again{.after = between_looks, .text = take_text()};
}

} // namespace edgepool::run
