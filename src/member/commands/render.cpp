// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <ostream>
#include <thread>

#include "base/error.h"
#include "base/render.h"
#include "member/commands/commands.h"
#include "member/commands/fractal_options.h"
#include "member/commands/shared_options.h"
#include "member/fractal_protocol.h"
#include "member/gallery.h"
#include "member/render_report.h"
#include "member/rendering.h"
#include "member/rsplib.h"

namespace edgepool::member
{

namespace
{

constexpr std::array options{
    Option{"handle", Kind::handle, "HANDLE", "the pool's", true},
    registrar_option,
    Option{"output", Kind::text, "FOLDER", "where pictures go, as picture-1.png and so on", true},
    Option{"count", Kind::number, "N", "pictures (1)"},
    Option{"sessions", Kind::number, "N", "pictures at once, each in a session of its own (1)"},
    Option{"apart", Kind::seconds, "SECONDS", "between the beginnings of two sessions (0)"},
    Option{"pace", Kind::seconds, "SECONDS", "look at a packet for so long before the next one is taken (0)"},
    Option{"forever", Kind::flag, "", "picture after picture; of each session, only the newest is kept"},
    width_option,
    height_option,
    fractal_option,
    from_option,
    to_option,
    iterations_option,
    Option{"deadline", Kind::seconds, "SECONDS", "give up after that time (none)"},
    Option{"silence", Kind::seconds, "SECONDS", "an element that sends nothing for so long counts as dead (5)"},
    Option{"csp-server", Kind::endpoint, "ADDR:PORT", "report to this collector what is done"},
    Option{"csp-interval", Kind::seconds, "SECONDS", "between two reports (0.5)"},
    Option{"identifier", Kind::identifier, "ID", "of this user, in its reports"},
};

/// What one run is asked for.
struct Job
{
    std::string handle{};
    std::string folder{};
    Fractal fractal{};
    RenderLimits limits{};
    std::int64_t count = 1;
    std::int64_t sessions = 1;
    std::chrono::milliseconds apart{0};
    bool is_endless = false;
};

Job job_of(const Arguments& arguments, const Console& console)
{
    Job job{.handle = arguments.text("handle"),
            .folder = arguments.text("output"),
            .fractal = fractal_of(arguments),
            .count = arguments.number("count", 1),
            .sessions = arguments.number("sessions", 1),
            .apart = arguments.seconds("apart").value_or(std::chrono::milliseconds(0)),
            .is_endless = arguments.has("forever")};
    job.limits.stop = console.stop;
    job.limits.silence = arguments.seconds("silence").value_or(job.limits.silence);
    job.limits.pace = arguments.seconds("pace").value_or(job.limits.pace);
    if (const auto deadline = arguments.seconds("deadline"))
    {
        job.limits.deadline = process::in(*deadline);
    }
    return job;
}

std::optional<StatusReports> reports_of(const Arguments& arguments)
{
    const auto collector = arguments.endpoint("csp-server");
    if (!collector)
    {
        return std::nullopt;
    }
    StatusReports reports{.collector = *collector, .identifier = arguments.identifier("identifier")};
    reports.interval = arguments.seconds("csp-interval").value_or(reports.interval);
    return reports;
}

/// The sessions of a run. They outlive it when one of them waits in RSPLIB for what does not come any more.
class Studio
{
public:
    Studio(const Arguments& arguments, const Console& console)
        : job_(job_of(arguments, console)), library_(arguments.registrars(), reports_of(arguments)), lines_(console.out)
    {
    }

    const Job& job() const { return job_; }

    /// One session: picture after picture.
    void work(std::int64_t session)
    {
        try
        {
            const process::StopSignal stop(job_.limits.stop);
            process::sleep_until(std::min(begin_ + (session - 1) * job_.apart, job_.limits.deadline), stop);
            while (const auto picture = take_number())
            {
                render_one({.picture = *picture, .session = session});
            }
        }
        catch (const Error& error)
        {
            const std::lock_guard lock(mutex_);
            fault_ = std::make_exception_ptr(error);
        }
        leave();
    }

    void wait()
    {
        constexpr auto time_to_close = std::chrono::seconds(3);
        std::unique_lock lock(mutex_);
        const auto all_left = [this] { return at_work_ == 0; };
        const auto must_end = [this] { return job_.limits.stop.stop_requested() || is_late(); };
        while (!all_left() && !must_end())
        {
            left_.wait_for(lock, std::chrono::milliseconds(100));
        }
        left_.wait_for(lock, time_to_close, all_left);
    }

    void join(std::int64_t sessions) { at_work_ = sessions; }

    /// Whether all went well. Throws the Error that ended a session.
    bool finish()
    {
        const std::lock_guard lock(mutex_);
        lines_.write(tally_.to_value());
        if (fault_)
        {
            std::rethrow_exception(fault_);
        }
        return tally_.are_all_whole(job_.count);
    }

private:
    bool is_late() const { return process::Clock::now() >= job_.limits.deadline; }

    std::optional<std::int64_t> take_number()
    {
        const std::lock_guard lock(mutex_);
        const bool is_enough = !job_.is_endless && taken_ == job_.count;
        return is_enough || fault_ || job_.limits.stop.stop_requested() || is_late() ? std::nullopt
                                                                                     : std::optional(++taken_);
    }

    void render_one(const Request& request)
    {
        const Rendered rendered =
            render(job_.fractal, [this] { return library_.open(job_.handle, fractal_payload_protocol); }, job_.limits,
                   {.on_served = [&](const Served& served) { lines_.write(to_value(request, served)); },
                    .on_failover = [&](const Failover& failover) { lines_.write(to_value(request, failover)); }});
        std::string file;
        if (rendered.picture.is_whole())
        {
            file = job_.folder + "/picture-" + std::to_string(job_.is_endless ? request.session : request.picture) +
                   ".png";
            save(rendered.picture, file);
        }
        lines_.write(to_value(request, rendered, file));
        const std::lock_guard lock(mutex_);
        tally_.add(rendered);
    }

    void leave()
    {
        const std::lock_guard lock(mutex_);
        --at_work_;
        left_.notify_all();
    }

    Job job_;
    process::Clock::time_point begin_ = process::Clock::now();
    Rsplib library_;
    JsonLines lines_;
    std::mutex mutex_{};
    std::condition_variable left_{};
    std::int64_t at_work_ = 0;
    std::int64_t taken_ = 0;
    Tally tally_{};
    std::exception_ptr fault_{};
};

Exit run(const Arguments& arguments, Console& console)
{
    make_folder(arguments.text("output"));
    const auto studio = std::make_shared<Studio>(arguments, console);
    const Job& job = studio->job();
    const std::int64_t sessions = job.is_endless ? job.sessions : std::min(job.sessions, job.count);
    studio->join(sessions);
    for (std::int64_t session = 1; session <= sessions; ++session)
    {
        std::thread([studio, session] { studio->work(session); }).detach();
    }
    studio->wait();
    const bool is_good = studio->finish();
    if (console.stop.stop_requested())
    {
        return job.is_endless ? ending_of_service(console) : Exit::interrupted;
    }
    return is_good ? Exit::done : Exit::failed;
}

} // namespace

Command render_command()
{
    return {.name = "render",
            .summary = "pictures, computed by a pool",
            .description =
                "Lets the elements of a pool (rspserver -fractal) compute pictures, and saves them as PNG. "
                "A session whose element is gone is taken over by another one, which goes on where that one "
                "was. Prints a line of JSON when a picture's first data comes, for each failover and for each "
                "picture, and one at the end. "
                "Exit status 0: every picture is whole.",
            .options = options,
            .example = "edgepool-member render --handle FractalGeneratorPool \\\n"
                       "      --registrar 10.1.1.2:3863,10.1.1.3:3863 --output pictures \\\n"
                       "      --count 8 --sessions 4 --deadline 120",
            .run = run};
}

} // namespace edgepool::member
