// SPDX-License-Identifier: Apache-2.0
#include "run/plain_sink.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <ostream>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/utf8.h"
#include "run/words.h"

namespace edgepool::run
{

namespace
{

constexpr Duration between_texts = std::chrono::seconds(10);
constexpr Duration longest_silence = std::chrono::seconds(30);

std::string what_is_waited_for(const std::vector<Tally::Active>& active)
{
    constexpr std::size_t most = 3;
    std::vector<std::string> parts;
    for (const Tally::Active& each : std::span(active).first(std::min(most, active.size())))
    {
        parts.push_back(fmt::format("{} ({})", each.last.id.name, state_of(each.last)));
    }
    const std::string text = fmt::format("{}", fmt::join(parts, ", "));
    return active.size() > most ? fmt::format("{} and {} more", text, active.size() - most) : text;
}

} // namespace

void PlainSink::take(const Event& event)
{
    tally_.take(event);
    say(event.at, narration_.take(event));
    if (is_news(event))
    {
        say(event.at, {fmt::format("{} {}: {}", present(event.kind), to_string(event.id), state_of(event))});
    }
    if (event.what == What::ended)
    {
        say(event.at, {fmt::format("{} in {}", tally_.text(), to_text(event.at))});
    }
}

void PlainSink::pass(Duration at)
{
    say(at, narration_.pass());
    if (at - last_ >= longest_silence && !tally_.active().empty())
    {
        say(at, {"still waiting for " + what_is_waited_for(tally_.active())});
    }
}

bool PlainSink::is_news(const Event& event)
{
    if (event.what != What::started && event.what != What::advanced)
    {
        return false;
    }
    const auto [said, is_new] = said_.try_emplace(event.task);
    if (!is_new && said->second.phase == event.phase && event.at - said->second.at < between_texts)
    {
        return false;
    }
    said->second = {.phase = event.phase, .at = event.at};
    return true;
}

void PlainSink::say(Duration at, const std::vector<std::string>& lines)
{
    for (const std::string& line : lines)
    {
        last_ = at;
        out_ << fmt::format("[{:>8}] {}\n", to_text(at), utf8::printable(line)) << std::flush;
    }
}

} // namespace edgepool::run
