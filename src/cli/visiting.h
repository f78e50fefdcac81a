// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "cli/machines.h"
#include "cli/spreading.h"
#include "doc/value.h"
#include "model/layout.h"
#include "model/testbed.h"

/// Sessions of a user that begin one after another and stay: who serves them.
namespace edgepool::cli
{

struct Visit
{
    unsigned sessions = 1;
    std::chrono::milliseconds apart{};
};

/// What a machine runs for that. Its sessions end by themselves, shortly after the last one began.
std::string visit_command(const model::Testbed& testbed, const model::Layout& layout, const Visit& visit);

/// Makes of what that command prints how sessions spread.
class VisitLog
{
public:
    /// `on_served` is told the number of the session and the element's machine.
    VisitLog(const model::Testbed& testbed, const model::Layout& layout,
             std::function<void(std::size_t session, const std::string& machine)> on_served);

    /// A piece of the output, lines cut anywhere.
    void take(std::string_view piece);
    const std::vector<SpreadStep>& steps() const { return steps_; }

private:
    struct Element
    {
        std::string machine{};
        std::size_t group = 0;
    };

    void read(std::string line);
    void serve(std::int64_t session, std::uint64_t element, const std::function<void(const std::string&)>& told);
    SpreadStep step() const;

    std::map<std::uint64_t, Element> elements_{};
    std::size_t groups_;
    std::function<void(std::size_t, const std::string&)> on_served_;
    std::string rest_{}; ///< the beginning of a line
    std::map<std::int64_t, std::size_t> group_of_session_{};
    double refusals_ = 0;
    std::vector<SpreadStep> steps_{};
};

/// Lets the user visit the pool. Throws Error if nobody serves it.
std::vector<SpreadStep>
visit_pool(const NamedReach& user, const model::Testbed& testbed, const model::Layout& layout, const Visit& visit,
           const std::stop_token& stop,
           const std::function<void(std::size_t session, const std::string& machine)>& on_served);

} // namespace edgepool::cli
