// SPDX-License-Identifier: Apache-2.0
#include "day1/deliver.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

#include "day1/connect.h"
#include "day1/lines.h"
#include "day1/rules.h"
#include "ssh/shell.h"

namespace edgepool::day1
{

namespace
{

constexpr std::size_t longest_last_words = 2000;

void keep_last_words(Delivery& delivery, const std::string& text)
{
    delivery.last_words += delivery.last_words.empty() ? text : "\n" + text;
    if (delivery.last_words.size() > longest_last_words)
    {
        delivery.last_words.erase(0, delivery.last_words.size() - longest_last_words);
    }
}

void take(const recipe::Line& line, Delivery& delivery)
{
    if (const auto* const opening = std::get_if<recipe::Opening>(&line))
    {
        delivery.tasks = opening->tasks;
    }
    else if (const auto* const task = std::get_if<recipe::TaskReport>(&line))
    {
        if (task->state != recipe::State::started)
        {
            delivery.ended.push_back(*task);
        }
    }
    else if (const auto* const refusal = std::get_if<recipe::Refusal>(&line))
    {
        delivery.refusal = refusal->why;
    }
    else if (std::holds_alternative<recipe::Lacking>(line))
    {
        delivery.lacks = true;
    }
    else if (const auto* const closing = std::get_if<recipe::Closing>(&line))
    {
        delivery.closing = *closing;
    }
    else if (const auto* const noise = std::get_if<recipe::Noise>(&line))
    {
        keep_last_words(delivery, noise->text);
    }
}

std::string how_it_ended(const ssh::Ended& how)
{
    return how.signal.empty() ? "exit status " + std::to_string(how.status) : "ended by the signal " + how.signal;
}

/// The script itself sees to it that it ends with the connection, if it is told which process that is: the parent of
/// the user's shell.
std::string command_for(const std::string& user, Mode mode)
{
    const std::string shell = user == "root" ? "exec sh" : "exec sudo -n sh";
    const std::string options = mode == Mode::check ? " --check" : "";
    return "exec sh -c " + ssh::shell_word(shell + " -s -- --ends-with \"$PPID\"" + options);
}

/// What the machine wrote, a line each.
void add_lines(std::string_view text, Diagnostic& fault)
{
    for (std::size_t begin = 0; begin < text.size();)
    {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        fault.related.push_back({.text = std::string(text.substr(begin, end - begin))});
        begin = end + 1;
    }
}

/// The first one is what the others may follow from.
Diagnostic failed(const std::string& machine, const Delivery& delivery)
{
    std::string detail = machine;
    std::string output;
    std::size_t others = delivery.closing->failed + delivery.closing->skipped;
    const auto first = std::ranges::find(delivery.ended, recipe::State::failed, &recipe::TaskReport::state);
    if (first != delivery.ended.end())
    {
        detail += ": " + first->name + ": " + first->why;
        output = first->output;
        --others;
    }
    else if (!delivery.last_words
                  .empty()) // nothing to do with a task: the machine could not keep what it is up to date with
    {
        detail += ": " + delivery.last_words;
        others = 0;
    }
    detail += others > 0 ? "; " + std::to_string(others) + " more failed, or waited for what failed" : "";
    Diagnostic fault =
        found(rules::task_failed, {}, std::move(detail),
              "mend that, then run 'edgepool configure " + machine + "'; what is done already stays done");
    add_lines(output, fault);
    return fault;
}

/// By what the script said (src/recipe/shell/frame.sh).
std::string hint_for(const std::string& machine, std::string_view refusal)
{
    if (refusal.starts_with("cannot "))
    {
        return "nothing was changed there; look for room with 'edgepool run " + machine +
               " -- df -h / /run', then run 'edgepool configure " + machine + "'";
    }
    if (refusal.starts_with("another run"))
    {
        return "see what it is doing: 'edgepool run " + machine + " -- ps -ef'; then run 'edgepool configure " +
               machine + "'";
    }
    return "it needs a shell for root: log in as root, or let the user run 'sudo' without a password";
}

Diagnostic not_begun(const std::string& machine, const Delivery& delivery)
{
    const std::string why = delivery.refusal.empty() ? how_it_ended(delivery.how) : delivery.refusal;
    Diagnostic fault = found(rules::not_begun, {}, machine + ": " + why, hint_for(machine, delivery.refusal));
    add_lines(delivery.last_words == delivery.refusal ? std::string_view() : delivery.last_words, fault);
    return fault;
}

Diagnostic cut_off(const std::string& machine, const Delivery& delivery)
{
    Diagnostic fault = found(rules::cut_off, {},
                             machine + " after " + std::to_string(delivery.ended.size()) + " of " +
                                 std::to_string(delivery.tasks) + " tasks: " + how_it_ended(delivery.how),
                             "run the same command again: it goes on from there");
    add_lines(delivery.last_words, fault);
    return fault;
}

Delivery send(ssh::Session& session, const std::string& command, std::string_view text, const OnLine& on_line,
              const ssh::Patience& patience)
{
    Account account(on_line);
    Lines out;
    Lines err;
    const auto read = [&](std::string_view line) { account.add(line); };
    const ssh::Streams streams{
        .out = [&](std::string_view piece) { out.add(piece, read); },
        .err = [&](std::string_view piece) { err.add(piece, read); },
        .in =
            [&] {
                constexpr std::size_t most = std::size_t{64} << 10U;
                const std::string_view piece = text.substr(0, most);
                text.remove_prefix(piece.size());
                return std::string(piece);
            },
    };
    return account.close(session.run(command, streams, patience));
}

} // namespace

void Account::add(std::string_view line)
{
    const recipe::Line read = recipe::parse_line(line);
    take(read, delivery_);
    on_line_(read);
}

Delivery Account::close(ssh::Ended how)
{
    delivery_.how = std::move(how);
    // Files that follow each other are told together.
    std::ranges::stable_sort(delivery_.ended, {}, &recipe::TaskReport::number);
    return std::exchange(delivery_, {});
}

Delivery deliver(ssh::Session& session, const std::string& user, const recipe::Script& script, Mode mode,
                 const OnLine& on_line, const ssh::Patience& patience)
{
    const std::string command = command_for(user, mode);
    if (!script.light.empty())
    {
        Delivery delivery = send(session, command, script.light.expose(), on_line, patience);
        if (!delivery.lacks)
        {
            return delivery;
        }
    }
    return send(session, command, script.text.expose(), on_line, patience);
}

std::optional<Diagnostic> fault_of(const std::string& machine, const Delivery& delivery)
{
    if (delivery.well())
    {
        return std::nullopt;
    }
    if (delivery.closing)
    {
        return failed(machine, delivery);
    }
    return delivery.tasks == 0 ? not_begun(machine, delivery) : cut_off(machine, delivery);
}

} // namespace edgepool::day1
