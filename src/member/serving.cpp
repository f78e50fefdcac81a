// SPDX-License-Identifier: Apache-2.0
#include "member/serving.h"

#include <algorithm>
#include <utility>

#include "asap/policy.h"
#include "base/error.h"
#include "member/connection.h"
#include "member/deregister.h"
#include "member/rules.h"

namespace edgepool::member
{

namespace
{

using process::Clock;
using process::Deadline;
using process::StopSignal;

constexpr auto time_to_answer = std::chrono::seconds(3);
constexpr auto time_to_find_registrar = std::chrono::seconds(12);
constexpr auto pause_after_loss = std::chrono::milliseconds(100);
constexpr int registrations_in_a_life = 3;

class Serving
{
public:
    Serving(const Served& served, const std::stop_token& stop, const std::function<void(const ServingEvent&)>& on_event)
        : served_(served), token_(stop), stop_(stop), on_event_(on_event)
    {
    }

    void run()
    {
        while (!stop_.raised())
        {
            const Deadline next_check = process::in(served_.check_interval);
            try
            {
                take(next_step(standing_, look(), Clock::now(), served_.rhythm));
                listen(next_check);
            }
            catch (const Error& error)
            {
                take_loss(error);
                // A lost registrar is followed by the next one at once; if there is none, that took its time.
                process::sleep_until(std::min(next_check, process::in(pause_after_loss)), stop_);
            }
        }
        end();
    }

private:
    Check look()
    {
        const Connected connected = connect_to(served_.server, served_.protocol, process::in(time_to_answer), stop_);
        Check check{.answers = connected.socket.good()};
        if (!check.answers && !standing_.is_registered)
        {
            wait_because(to_string(served_.server) + ": " + connected.fault);
        }
        if (check.answers && served_.load.is_there())
        {
            check.load = look_at_load();
            load_ = check.load ? check.load : load_;
        }
        return check;
    }

    std::optional<double> look_at_load()
    {
        const Load load = read_load(served_.load, token_);
        if (!load.share)
        {
            wait_because("the load is not known: " + load.fault);
        }
        return load.share;
    }

    void take(Step step)
    {
        if (step == Step::register_now)
        {
            enter();
        }
        else if (step == Step::deregister)
        {
            leave("the server does not answer");
        }
    }

    asap::Element element() const
    {
        asap::Element element{.identifier = served_.identifier, .policy = served_.policy};
        element.life = std::chrono::duration_cast<std::chrono::milliseconds>(served_.rhythm.registration *
                                                                             registrations_in_a_life);
        element.transport = {
            .protocol = served_.protocol, .port = served_.server.port, .addresses = addresses_of(served_.server)};
        asap::set_value(element.policy, asap::Meaning::load, asap::from_share(load_.value_or(0)));
        return element;
    }

    void enter()
    {
        if (!association_)
        {
            association_.emplace(registrars_.connect(process::in(time_to_find_registrar)));
        }
        association_->send(asap::Registration{.handle = served_.handle, .element = element()});
        const auto answer = wait_for_answer<asap::RegistrationAnswer>();
        if (!answer.is_rejection && !answer.cause)
        {
            note_entry();
            return;
        }
        standing_.is_registered = false;
        wait_because(to_string(association_->registrar()) +
                     " refuses: " + (answer.cause ? to_string(*answer.cause) : "it does not say why"));
    }

    void note_entry()
    {
        const std::string registrar = to_string(association_->registrar());
        const bool is_new = !standing_.is_registered || registrar != registered_at_;
        const bool is_other_load = standing_.told_load != load_;
        standing_.is_registered = true;
        standing_.registered_at = Clock::now();
        standing_.told_load = load_;
        registered_at_ = registrar;
        waits_because_.clear();
        if (is_new || is_other_load)
        {
            on_event_({.what = is_new ? ServingEvent::What::registered : ServingEvent::What::load_told,
                       .load = load_,
                       .text = registrar});
        }
    }

    void leave(const std::string& why)
    {
        standing_.is_registered = false;
        if (association_)
        {
            association_->send(asap::Deregistration{.handle = served_.handle, .identifier = served_.identifier});
            wait_for_answer<asap::DeregistrationAnswer>();
            association_.reset();
        }
        else
        {
            Registrars registrars(served_.registrars, patient_);
            deregister(registrars, served_.handle, served_.identifier, process::in(time_to_find_registrar));
        }
        on_event_({.what = ServingEvent::What::deregistered, .text = why});
    }

    template <typename Answer>
    Answer wait_for_answer()
    {
        const Deadline deadline = process::in(time_to_answer);
        while (auto message = association_->receive(deadline, patient_))
        {
            if (auto* const answer = std::get_if<Answer>(&*message))
            {
                return std::move(*answer);
            }
            answer_keep_alive(*message);
        }
        throw Error(found(rules::no_registrar, {}, to_string(association_->registrar()) + ": no answer in time"),
                    Retry::may_help);
    }

    void answer_keep_alive(const asap::Message& message)
    {
        const auto* const question = std::get_if<asap::KeepAlive>(&message);
        if (question != nullptr && question->identifier == served_.identifier && question->handle == served_.handle)
        {
            association_->send(asap::KeepAliveAnswer{.handle = served_.handle, .identifier = served_.identifier});
        }
    }

    void listen(Deadline deadline)
    {
        while (association_ && Clock::now() < deadline)
        {
            if (const auto message = association_->receive(deadline, stop_))
            {
                answer_keep_alive(*message);
            }
        }
        process::sleep_until(deadline, stop_);
    }

    void take_loss(const Error& error)
    {
        association_.reset();
        standing_.registered_at = {}; // the other registrars still name it, but nobody watches it: it is due at once
        if (stop_.raised())
        {
            return;
        }
        if (error.retry() == Retry::useless)
        {
            throw error;
        }
        wait_because(error.diagnostic().detail);
    }

    void wait_because(const std::string& why)
    {
        if (why != waits_because_)
        {
            waits_because_ = why;
            on_event_({.what = ServingEvent::What::waiting, .text = why});
        }
    }

    void end()
    {
        if (standing_.is_registered)
        {
            leave("told to end");
        }
    }

    const Served& served_;
    std::stop_token token_;
    StopSignal stop_;
    Registrars registrars_{served_.registrars, stop_};
    StopSignal patient_{std::stop_token{}}; ///< what has been asked is answered soon; a stop does not cut it off
    const std::function<void(const ServingEvent&)>& on_event_;
    std::optional<Association> association_{};
    Standing standing_{};
    std::optional<double> load_{};
    std::string registered_at_{}; ///< which registrar
    std::string waits_because_{};
};

} // namespace

void serve(const Served& served, const std::stop_token& stop, const std::function<void(const ServingEvent&)>& on_event)
{
    Serving(served, stop, on_event).run();
}

} // namespace edgepool::member
