// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/rule.h"
#include "base/suggest.h"
#include "cli/carrying_out.h"
#include "cli/commands/commands.h"
#include "cli/draining.h"
#include "cli/elements.h"
#include "cli/fixing.h"
#include "cli/input.h"
#include "cli/moving.h"
#include "cli/scaling.h"
#include "doc/write.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule no_target{"usage.no-target", "that does not say where to"};
constexpr Rule unknown_site{"usage.unknown-site", "no such site"};
constexpr Rule not_there{"usage.not-made-there", "nothing is made at a site of others' machines"};
constexpr Rule no_room{"usage.no-room-to-move", "the group has no number to spare"};
constexpr Rule not_one_word{"file.site-not-changed", "the group's site cannot be changed in the file"};

constexpr std::array options{
    file_option,
    Option{.name = "to", .value = "SITE", .says = "The site that the group goes to."},
    drain_option,
};

bool may_go_to(std::string_view target, const model::Testbed& testbed, Diagnostics& diagnostics)
{
    const model::Site* const site = testbed.site(target);
    if (site == nullptr)
    {
        std::vector<std::string_view> known;
        known.reserve(testbed.sites.size());
        for (const model::Site& each : testbed.sites)
        {
            known.push_back(each.name);
        }
        diagnostics.add(found(unknown_site, {}, "'" + std::string(target) + "'", suggestion(target, known)));
    }
    else if (site->via == model::Via::hosts)
    {
        diagnostics.add(found(not_there, {}, "'" + site->name + "' has machines that are there already",
                              "give the group that site in the testbed file, then run 'edgepool up'"));
    }
    return site != nullptr && site->via != model::Via::hosts;
}

/// One run of the command. The file says where the group is: at its old site until all of it serves at the new one, at
/// the new one from then on. So whatever a killed run has left, 'up' makes one of the two, and this goes on.
class Migration
{
public:
    Migration(model::Testbed testbed, std::string group, std::string target, SourcePtr file, const Arguments& arguments,
              const Interrupt& interrupt, Console& console)
        : testbed_(std::move(testbed)),
          group_(std::move(group)),
          target_(std::move(target)),
          file_(std::move(file)),
          arguments_(arguments),
          interrupt_(interrupt),
          console_(console)
    {
    }

    Exit run(std::chrono::seconds drain)
    {
        drain_ = drain;
        if (group().site == target_)
        {
            return leave();
        }
        // Before anything is made: whether the end can be reached.
        text_after(file_);
        const Exit exit = arrive();
        if (exit != Exit::done || interrupt_.came())
        {
            return exit != Exit::done ? exit : Exit::interrupted;
        }
        settle();
        return leave();
    }

private:
    const model::ElementGroup& group() const
    {
        return *std::ranges::find(testbed_.elements, group_, &model::ElementGroup::name);
    }

    std::string text_after(const SourcePtr& file) const
    {
        auto text = with_site(file, group_, target_, console_);
        if (!text)
        {
            throw Error(found(not_one_word, {}, "where '" + group_ + "' is described in '" + file->name() + "'",
                              "write 'site: " + group().site + "' there, without an alias"));
        }
        return *std::move(text);
    }

    /// Elements are made there, and go here, until all are there: with numbers to spare, at once.
    Exit arrive()
    {
        for (;;)
        {
            Move move = look();
            if (interrupt_.came()) // it may not have seen all
            {
                return Exit::interrupted;
            }
            const plan::Numbers arrivals = next_arrivals(move);
            if (arrivals.empty() && !move.has_arrived() && move.surplus() == 0)
            {
                throw Error(found(no_room, {},
                                  "'" + group_ + "' has " + std::to_string(move.size) + " elements, and may have " +
                                      std::to_string(move.most),
                                  "make it one smaller with 'edgepool scale " + group_ + "=-1' first"));
            }
            move.there.insert(arrivals.begin(), arrivals.end());
            arrived_ = move.there;
            const Exit exit = make(move, {});
            if (exit != Exit::done || move.has_arrived())
            {
                return exit;
            }
            if (const Exit gone = let_some_go(move); gone != Exit::done)
            {
                return gone;
            }
        }
    }

    Move look()
    {
        TestbedSites sites(testbed_);
        const Elements elements(testbed_, sites, interrupt_);
        const plan::Numbers numbers = elements.numbers().at(group_);
        if (!interrupt_.came())
        {
            elements.leave_gaps_meanwhile(group_, numbers);
        }
        return move_of(group(), target_, numbers.size(), elements.found());
    }

    Exit let_some_go(Move move)
    {
        TestbedSites sites(testbed_);
        const Elements elements(testbed_, sites, interrupt_);
        Reasons reasons;
        for (const Leaver& leaver : least_loaded(elements.candidates(group_, move.here), move.surplus()))
        {
            move.here.erase(leaver.number);
            reasons[element_name(group_, leaver.number)] = leaver.why;
        }
        return make(move, reasons);
    }

    /// Makes the group have these elements at both sites, and no others.
    Exit make(const Move& move, const Reasons& reasons)
    {
        const model::Testbed both = in_both_places(testbed_, group_, target_, move.there);
        TestbedSites sites(both);
        const Elements elements(both, sites, interrupt_);
        plan::GroupNumbers numbers = elements.numbers();
        numbers[group_] = move.here;
        numbers[group_].insert(move.there.begin(), move.there.end());
        return carry_out_of(numbers, elements, sites, reasons);
    }

    Exit carry_out_of(const plan::GroupNumbers& numbers, const Elements& elements, TestbedSites& sites,
                      const Reasons& reasons)
    {
        sites.set_drain(drain_);
        const plan::Plan plan =
            with_reasons(only_of(sites.plan_to(numbers, elements.found()), std::array{group_}), reasons);
        if (interrupt_.came())
        {
            return Exit::interrupted;
        }
        has_worked_ = has_worked_ || !plan.changes_nothing();
        return plan.changes_nothing() ? Exit::done : show_and_carry_out(plan, sites, interrupt_, arguments_, console_);
    }

    /// All of it serves there: from now on, that is what the file says.
    void settle()
    {
        TestbedSites sites(testbed_);
        Elements(testbed_, sites, interrupt_).leave_gaps_meanwhile(group_, arrived_);
        // As it is by now: somebody may have edited it meanwhile.
        const SourcePtr file = read_source(file_->name(), console_);
        write_fixed({.source = file, .text = text_after(file)});
        std::ranges::find(testbed_.elements, group_, &model::ElementGroup::name)->site = target_;
        console_.err << file_->name() << ": '" << group_ << "' is at '" << target_ << "' now\n";
    }

    /// What is left at other sites goes, after its sessions.
    Exit leave()
    {
        TestbedSites sites(testbed_);
        const Elements elements(testbed_, sites, interrupt_);
        const plan::GroupNumbers numbers = elements.numbers();
        if (interrupt_.came()) // it may not have seen all
        {
            return Exit::interrupted;
        }
        elements.leave_gaps_meanwhile(group_, numbers.at(group_));
        Reasons reasons;
        for (const unsigned number : move_of(group(), target_, 0, elements.found()).here)
        {
            reasons[element_name(group_, number)] = "'" + group_ + "' is at '" + target_ + "' now";
        }
        const Exit exit = carry_out_of(numbers, elements, sites, reasons);
        if (exit == Exit::done)
        {
            elements.leave_gaps(group_, numbers.at(group_));
            say_nothing_to_do(sites, elements, numbers);
        }
        return exit;
    }

    void say_nothing_to_do(TestbedSites& sites, const Elements& elements, const plan::GroupNumbers& numbers)
    {
        if (has_worked_)
        {
            return;
        }
        if (arguments_.has("json"))
        {
            console_.out << to_json(plan_json(only_of(sites.plan_to(numbers, elements.found()), std::array{group_})));
            return;
        }
        console_.out << "'" << group_ << "' is at '" << target_ << "' already\n";
    }

    model::Testbed testbed_;
    std::string group_;
    std::string target_;
    SourcePtr file_;
    const Arguments& arguments_;
    const Interrupt& interrupt_;
    Console& console_;
    std::chrono::seconds drain_{};
    plan::Numbers arrived_{}; ///< the group's numbers at the other site
    bool has_worked_ = false;
};

Exit run_migrate(const Arguments& arguments, Console& console)
{
    const auto drain = drain_time(arguments, console);
    if (!drain)
    {
        return Exit::usage;
    }
    const std::string& group = arguments.operands().front();
    const auto target = arguments.value("to");
    if (!target)
    {
        console.say(found(no_target, {}, "", "write 'edgepool migrate " + group + " --to SITE'"));
        return Exit::usage;
    }
    const std::string path = testbed_path(arguments, console);
    if (path == "-")
    {
        console.say(found(not_one_word, {}, "standard input cannot be changed", "name the file with -f FILE"));
        return Exit::usage;
    }
    const SourcePtr file = read_source(path, console);
    Diagnostics diagnostics;
    auto testbed = judge_testbed(file, console, diagnostics);
    if (!testbed)
    {
        console.say(diagnostics);
        return Exit::invalid;
    }
    const bool well =
        scaled_group(group, *testbed, diagnostics) != nullptr && may_go_to(*target, *testbed, diagnostics);
    console.say(diagnostics);
    if (!well)
    {
        return Exit::usage;
    }
    const Interrupt interrupt;
    const local::FileLock lock = lock_testbed(testbed->name, interrupt.token());
    return Migration(*std::move(testbed), group, std::string(*target), file, arguments, interrupt, console).run(*drain);
}

} // namespace

constexpr Command migrate_command{.name = "migrate",
                                  .synopsis = "move a group to another site, without losing a session",
                                  .options = options,
                                  .operands = {.name = "GROUP", .least = 1, .most = 1, .completes = Completes::groups},
                                  .run = run_migrate};

} // namespace edgepool::cli
