// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>

#include "run/event.h"

namespace edgepool::run
{

/// An event as one line of JSON, without its end. Times are seconds; what is empty is left out.
std::string to_json(const Event& event);

/// For programs: every event, a line each.
class JsonSink final : public Sink
{
public:
    explicit JsonSink(std::ostream& out) : out_(out) {}

    void take(const Event& event) override;

private:
    std::ostream& out_;
};

} // namespace edgepool::run
