// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <mutex>
#include <string>

#include "doc/value.h"
#include "member/rendering.h"

namespace edgepool::member
{

/// Which picture of how many at once.
struct Request
{
    std::int64_t picture = 0; ///< from 1
    std::int64_t session = 0; ///< from 1
};

doc::Value to_value(const Request& request, const Served& served);
doc::Value to_value(const Request& request, const Failover& failover);
doc::Value to_value(const Request& request, const Rendered& rendered, const std::string& file);

/// What became of all pictures.
class Tally
{
public:
    void add(const Rendered& rendered);
    bool are_all_whole(std::int64_t wanted) const { return whole_ == wanted && whole_ == pictures_; }
    doc::Value to_value() const;

private:
    std::int64_t pictures_ = 0;
    std::int64_t whole_ = 0;
    std::int64_t failovers_ = 0;
    std::chrono::milliseconds longest_gap_{};
};

/// Lines of JSON, each written whole, also by several threads.
class JsonLines
{
public:
    explicit JsonLines(std::ostream& out) : out_(out) {}

    void write(const doc::Value& value);

private:
    std::mutex mutex_{};
    std::ostream& out_;
};

} // namespace edgepool::member
