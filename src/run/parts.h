// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "run/progress.h"
#include "run/step.h"

namespace edgepool::run
{

/// A piece of work that waits for the world by itself. It ends soon when it is asked to stop.
struct Part
{
    std::string phase{};
    std::function<void(const OnProgress&, const std::stop_token&)> work{};
};

/// Parts, one after the other, as a step: each has a thread, and the step only looks at how far it is.
class PartsStep final : public Step
{
public:
    explicit PartsStep(std::vector<Part> parts) : parts_(std::move(parts)) {}
    PartsStep(const PartsStep&) = delete;
    PartsStep& operator=(const PartsStep&) = delete;
    /// Asks the part under way to stop, and waits for it.
    ~PartsStep() override = default;

    Outcome advance(const Turn& turn) override;

private:
    void begin();
    Outcome finish();
    std::string take_text();

    std::vector<Part> parts_;
    std::size_t next_ = 0;
    std::mutex mutex_{};
    std::string text_{};           ///< news, under the mutex
    std::optional<Error> error_{}; ///< of the part, once it is over
    std::atomic<bool> over_ = false;
    std::optional<std::jthread> thread_{}; ///< last: it ends before what it uses
};

} // namespace edgepool::run
