// SPDX-License-Identifier: Apache-2.0
#include "member/rendering.h"

#include <algorithm>

#include "member/fractal_protocol.h"

namespace edgepool::member
{

namespace
{

using process::Clock;

/// So soon is a stop or a deadline noticed.
constexpr std::chrono::milliseconds slice{250};
constexpr std::chrono::milliseconds pause_without_element{50};

std::chrono::milliseconds since(Clock::time_point start)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
}

class Rendering
{
public:
    Rendering(const Fractal& fractal, const RenderLimits& limits, const RenderEvents& events)
        : request_(encode(fractal)),
          limits_(limits),
          stop_(limits.stop),
          events_(events),
          result_{.picture = Picture(fractal.width, fractal.height)}
    {
    }

    Rendered run(const OpenSession& open)
    {
        // An element that is killed may have sent a cookie for pixels that it had not sent yet. They are lost then.
        while (may_go_on() && !render_once(*open()))
        {
            ++result_.repeats;
        }
        result_.took = since(start_);
        return std::move(result_);
    }

private:
    bool may_go_on() const { return !stop_.raised() && Clock::now() < limits_.deadline; }

    /// False: it came to its end, and still something is missing.
    bool render_once(Session& session)
    {
        failing_since_.reset();
        if (!session.send(request_))
        {
            go_to_another(session, false);
        }
        quiet_since_ = Clock::now();
        while (may_go_on())
        {
            const Received received = session.receive(std::min(slice, limits_.silence));
            if (received.what == Received::What::data)
            {
                if (take(received) || result_.picture.is_whole())
                {
                    return result_.picture.is_whole();
                }
                dwell();
                continue;
            }
            const bool is_broken = received.what == Received::What::broken;
            if (is_broken || since(quiet_since_) >= limits_.silence)
            {
                go_to_another(session, !is_broken);
            }
        }
        return true;
    }

    /// True: this was the end of the picture.
    bool take(const Received& received)
    {
        const auto data = decode_fractal_data(received.octets);
        if (!data)
        {
            return false;
        }
        note_sender(received.element);
        ++result_.packets;
        if (!data->values.empty())
        {
            result_.picture.put(data->x, data->y, data->values);
        }
        return data->is_end;
    }

    void dwell()
    {
        if (limits_.pace.count() > 0)
        {
            process::sleep_until(process::in(limits_.pace), stop_);
            quiet_since_ = Clock::now();
        }
    }

    void note_sender(std::uint32_t element)
    {
        if (!result_.first_data)
        {
            result_.first_data = since(start_);
            events_.on_served({.element = element, .refusals = result_.refusals, .first_data = *result_.first_data});
        }
        if (failing_since_)
        {
            failover_.to = element;
            failover_.gap = since(*failing_since_);
            result_.failovers.push_back(failover_);
            events_.on_failover(failover_);
            failing_since_.reset();
        }
        if (result_.elements.empty() || result_.elements.back() != element)
        {
            result_.elements.push_back(element);
        }
        quiet_since_ = Clock::now();
    }

    void go_to_another(Session& session, bool was_silent)
    {
        if (result_.elements.empty() || failing_since_)
        {
            ++result_.refusals;
            process::sleep_until(process::in(pause_without_element), stop_);
        }
        else
        {
            failing_since_ = quiet_since_;
            failover_ = {.from = result_.elements.back(), .was_silent = was_silent, .had_cookie = session.has_cookie()};
        }
        ++failover_.attempts;
        while (may_go_on() && !try_another(session))
        {
            process::sleep_until(process::in(pause_without_element), stop_);
        }
        quiet_since_ = Clock::now();
    }

    /// Who has a cookie goes on by itself; RSPLIB has handed it over.
    bool try_another(Session& session)
    {
        return session.fail_over() && (session.has_cookie() || session.send(request_));
    }

    asap::Octets request_;
    const RenderLimits& limits_;
    process::StopSignal stop_;
    const RenderEvents& events_;
    Rendered result_;
    Clock::time_point start_ = Clock::now();
    Clock::time_point quiet_since_ = start_; ///< the last time that an element gave a sign of life, or was found
    std::optional<Clock::time_point> failing_since_{};
    Failover failover_{};
};

} // namespace

Rendered render(const Fractal& fractal, const OpenSession& open, const RenderLimits& limits, const RenderEvents& events)
{
    return Rendering(fractal, limits, events).run(open);
}

} // namespace edgepool::member
