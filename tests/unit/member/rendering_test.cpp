// SPDX-License-Identifier: Apache-2.0
#include "member/rendering.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include "member/fractal_protocol.h"

namespace edgepool::member
{

namespace
{

constexpr Fractal fractal{.width = 8, .height = 4, .iterations = 50};
constexpr std::size_t pixels = 32;
constexpr std::size_t points_of_a_packet = 5;

enum class Fate
{
    finishes,
    ends,      ///< the session, after some packets
    is_silent, ///< after some packets
    loses,     ///< has sent a cookie for more than it has sent, and ends the session
    refuses,   ///< ends the session at once
};

struct Element
{
    std::uint32_t identifier = 0;
    Fate fate = Fate::finishes;
    std::size_t packets = 0; ///< until then
};

asap::Octets packet(std::size_t first, std::size_t count)
{
    asap::Octets octets{2, 0, 0, 0};
    const auto append = [&octets](std::size_t value) {
        for (const unsigned shift : {24U, 16U, 8U, 0U})
        {
            octets.push_back(static_cast<std::uint8_t>(value >> shift & 0xffU));
        }
    };
    append(count == 0 ? 0xffffffff : first % fractal.width);
    append(count == 0 ? 0xffffffff : first / fractal.width);
    append(count);
    for (std::size_t pixel = first; pixel < first + count; ++pixel)
    {
        append(value_at(fractal, static_cast<std::uint32_t>(pixel % fractal.width),
                        static_cast<std::uint32_t>(pixel / fractal.width)));
    }
    return octets;
}

/// A pool whose elements serve in this order, as RSPLIB's do: with a cookie behind each packet.
class Pool
{
public:
    explicit Pool(std::deque<Element> elements) : elements_(std::move(elements)) {}

    std::optional<Element> next()
    {
        if (elements_.empty())
        {
            return std::nullopt;
        }
        const Element element = elements_.front();
        elements_.pop_front();
        return element;
    }

private:
    std::deque<Element> elements_;
};

class PoolSession : public Session
{
public:
    explicit PoolSession(Pool& pool) : pool_(pool), element_(pool.next()) {}

    bool send(asap::View octets) override
    {
        EXPECT_EQ(asap::Octets(octets.begin(), octets.end()), encode(fractal));
        at_ = 0;
        return element_.has_value();
    }

    Received receive(std::chrono::milliseconds) override
    {
        if (!element_ || element_->fate == Fate::refuses)
        {
            return {.what = Received::What::broken};
        }
        if (element_->fate != Fate::finishes && sent_ == element_->packets)
        {
            return {.what = element_->fate == Fate::is_silent ? Received::What::nothing : Received::What::broken};
        }
        return next_packet();
    }

    bool fail_over() override
    {
        element_ = pool_.next();
        sent_ = 0;
        at_ = cookie_.value_or(0);
        return element_.has_value();
    }

    bool has_cookie() const override { return cookie_.has_value(); }

private:
    Received next_packet()
    {
        const std::size_t count = std::min(points_of_a_packet, pixels - at_);
        const Received received{
            .what = Received::What::data, .octets = packet(at_, count), .element = element_->identifier};
        at_ += count;
        ++sent_;
        const bool is_lost = element_->fate == Fate::loses && sent_ == element_->packets;
        cookie_ = at_ + (is_lost ? 2 : 0);
        return received;
    }

    Pool& pool_;
    std::optional<Element> element_;
    std::size_t at_ = 0;
    std::size_t sent_ = 0;
    std::optional<std::size_t> cookie_{};
};

Rendered render_with(std::deque<Element> elements, std::size_t* told = nullptr)
{
    Pool pool(std::move(elements));
    const RenderLimits limits{.silence = std::chrono::milliseconds(1)};
    return render(fractal, [&pool] { return std::make_unique<PoolSession>(pool); }, limits,
                  {.on_failover = [told](const Failover&) {
                      if (told != nullptr)
                      {
                          ++*told;
                      }
                  }});
}

bool is_right(const Rendered& rendered)
{
    return rendered.picture.is_whole() && rendered.picture.checksum() == Picture::of(fractal).checksum();
}

TEST(MemberRendering, OneElementDoesAll)
{
    const Rendered rendered = render_with({{.identifier = 1}});
    EXPECT_TRUE(is_right(rendered));
    EXPECT_EQ(rendered.packets, 7);
    EXPECT_EQ(rendered.elements, std::vector<std::uint32_t>{1});
    EXPECT_TRUE(rendered.failovers.empty());
    EXPECT_TRUE(rendered.first_data);
}

TEST(MemberRendering, TheNextElementGoesOnWhereTheCookieSays)
{
    std::size_t told = 0;
    const Rendered rendered =
        render_with({{.identifier = 1, .fate = Fate::ends, .packets = 3}, {.identifier = 2}}, &told);
    EXPECT_TRUE(is_right(rendered));
    EXPECT_EQ(rendered.packets, 7);
    ASSERT_EQ(rendered.failovers.size(), 1U);
    EXPECT_EQ(rendered.failovers.front().from, 1U);
    EXPECT_EQ(rendered.failovers.front().to, 2U);
    EXPECT_TRUE(rendered.failovers.front().had_cookie);
    EXPECT_FALSE(rendered.failovers.front().was_silent);
    EXPECT_EQ(told, 1U);
}

TEST(MemberRendering, ASilentElementIsLeft)
{
    const Rendered rendered =
        render_with({{.identifier = 1, .fate = Fate::is_silent, .packets = 1}, {.identifier = 2}});
    EXPECT_TRUE(is_right(rendered));
    ASSERT_EQ(rendered.failovers.size(), 1U);
    EXPECT_TRUE(rendered.failovers.front().was_silent);
}

TEST(MemberRendering, AFullElementIsNoFailover)
{
    const Rendered rendered = render_with(
        {{.identifier = 1, .fate = Fate::refuses}, {.identifier = 2, .fate = Fate::refuses}, {.identifier = 3}});
    EXPECT_TRUE(is_right(rendered));
    EXPECT_EQ(rendered.refusals, 2);
    EXPECT_TRUE(rendered.failovers.empty());
}

TEST(MemberRendering, WhoServesIsToldOnce)
{
    Pool pool(std::deque<Element>{{.identifier = 1, .fate = Fate::refuses},
                                  {.identifier = 2, .fate = Fate::ends, .packets = 2},
                                  {.identifier = 3}});
    std::vector<Served> told;
    const RenderLimits limits{.silence = std::chrono::milliseconds(1)};
    render(fractal, [&pool] { return std::make_unique<PoolSession>(pool); }, limits,
           {.on_served = [&told](const Served& served) { told.push_back(served); }});
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told.front().element, 2U);
    EXPECT_EQ(told.front().refusals, 1);
}

TEST(MemberRendering, APaceLosesNothing)
{
    Pool pool(std::deque<Element>{{.identifier = 1}});
    const RenderLimits limits{.silence = std::chrono::milliseconds(1), .pace = std::chrono::milliseconds(2)};
    const Rendered rendered = render(fractal, [&pool] { return std::make_unique<PoolSession>(pool); }, limits, {});
    EXPECT_TRUE(is_right(rendered));
    EXPECT_GE(rendered.took, 6 * limits.pace);
    EXPECT_TRUE(rendered.failovers.empty());
}

TEST(MemberRendering, AFailoverByWayOfAFullElementIsOne)
{
    const Rendered rendered = render_with({{.identifier = 1, .fate = Fate::ends, .packets = 2},
                                           {.identifier = 2, .fate = Fate::refuses},
                                           {.identifier = 3}});
    EXPECT_TRUE(is_right(rendered));
    ASSERT_EQ(rendered.failovers.size(), 1U);
    EXPECT_EQ(rendered.failovers.front().to, 3U);
    EXPECT_EQ(rendered.failovers.front().attempts, 2);
}

TEST(MemberRendering, WhatWasLostIsAskedForAgain)
{
    const Rendered rendered =
        render_with({{.identifier = 1, .fate = Fate::loses, .packets = 2}, {.identifier = 2}, {.identifier = 3}});
    EXPECT_TRUE(is_right(rendered));
    EXPECT_EQ(rendered.repeats, 1);
}

TEST(MemberRendering, WithoutAnElementItEndsAtItsDeadline)
{
    Pool pool(std::deque<Element>{});
    const RenderLimits limits{.deadline = process::in(std::chrono::milliseconds(20))};
    const Rendered rendered = render(fractal, [&pool] { return std::make_unique<PoolSession>(pool); }, limits, {});
    EXPECT_EQ(rendered.picture.missing(), pixels);
    EXPECT_FALSE(rendered.first_data);
}

TEST(MemberRendering, AStopEndsIt)
{
    Pool pool(std::deque<Element>{{.identifier = 1}});
    std::stop_source source;
    source.request_stop();
    const RenderLimits limits{.stop = source.get_token()};
    const Rendered rendered = render(fractal, [&pool] { return std::make_unique<PoolSession>(pool); }, limits, {});
    EXPECT_FALSE(rendered.picture.is_whole());
}

} // namespace

} // namespace edgepool::member
