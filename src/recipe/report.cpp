// SPDX-License-Identifier: Apache-2.0
#include "recipe/report.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "base/utf8.h"
#include "recipe/flat_json.h"

namespace edgepool::recipe
{

namespace
{

constexpr std::size_t longest_line = 16384;
constexpr std::size_t longest_text = 300;
constexpr std::size_t longest_output = 4000;
constexpr double longest_time = 1e9;

constexpr auto states = std::to_array<std::pair<State, std::string_view>>({{State::started, "started"},
                                                                           {State::unchanged, "unchanged"},
                                                                           {State::changed, "changed"},
                                                                           {State::would_change, "would-change"},
                                                                           {State::failed, "failed"},
                                                                           {State::skipped, "skipped"}});

/// One line that can be shown.
std::string text_of(std::string_view text)
{
    return utf8::printable(text.size() <= longest_text ? text
                                                       : text.substr(0, utf8::character_start(text, longest_text)));
}

std::string lines_of(std::string_view text)
{
    text = text.substr(text.size() - std::min(text.size(), longest_output));
    std::string lines;
    while (!text.empty())
    {
        const std::size_t length = std::min(text.find('\n'), text.size());
        lines += (lines.empty() ? "" : "\n") + utf8::printable(text.substr(0, length));
        text.remove_prefix(std::min(length + 1, text.size()));
    }
    return lines;
}

/// Answers for the fields of a line; one that is missing or senseless spoils it.
class Fields
{
public:
    explicit Fields(FlatObject object) : object_(std::move(object)) {}

    bool spoilt() const { return spoilt_; }
    bool has(std::string_view key) const { return object_.contains(key); }

    std::string_view text(std::string_view key)
    {
        const auto found = object_.find(key);
        spoilt_ = spoilt_ || found == object_.end();
        return found != object_.end() ? std::string_view(found->second) : std::string_view();
    }

    std::string_view text_if_there(std::string_view key) { return has(key) ? text(key) : std::string_view(); }

    std::size_t count(std::string_view key) { return number<std::size_t>(key); }

    double seconds(std::string_view key)
    {
        const auto value = number<double>(key);
        const bool is_time = value >= 0 && value < longest_time; // which is also not so of what is no number
        spoilt_ = spoilt_ || !is_time;
        return value;
    }

    State state(std::string_view key)
    {
        const auto found = std::ranges::find(states, text(key), &std::pair<State, std::string_view>::second);
        spoilt_ = spoilt_ || found == states.end();
        return found != states.end() ? found->first : State::started;
    }

private:
    template <typename Number>
    Number number(std::string_view key)
    {
        const std::string_view written = text(key);
        Number value{};
        const auto [end, fault] = std::from_chars(written.data(), written.data() + written.size(), value);
        spoilt_ = spoilt_ || fault != std::errc() || end != written.data() + written.size();
        return value;
    }

    FlatObject object_;
    bool spoilt_ = false;
};

TaskReport task_report(Fields& fields)
{
    TaskReport report{.number = fields.count("task"),
                      .name = text_of(fields.text("name")),
                      .state = fields.state("state"),
                      .why = text_of(fields.text_if_there("why")),
                      .output = lines_of(fields.text_if_there("output"))};
    report.seconds = report.state == State::started ? 0 : fields.seconds("seconds");
    return report;
}

std::optional<Line> line_of(Fields& fields)
{
    if (fields.has("task"))
    {
        return task_report(fields);
    }
    if (fields.text_if_there("edgepool") == "day-1")
    {
        return Opening{.title = text_of(fields.text("title")),
                       .tasks = fields.count("tasks"),
                       .check = fields.text("check") == "yes"};
    }
    if (fields.text_if_there("end") == "day-1")
    {
        return Closing{.unchanged = fields.count("unchanged"),
                       .changed = fields.count("changed"),
                       .failed = fields.count("failed"),
                       .skipped = fields.count("skipped"),
                       .seconds = fields.seconds("seconds")};
    }
    if (fields.has("waiting"))
    {
        return Waiting{text_of(fields.text("waiting"))};
    }
    if (fields.has("refused"))
    {
        return Refusal{text_of(fields.text("refused"))};
    }
    if (fields.has("lacking"))
    {
        return Lacking{fields.count("lacking")};
    }
    return std::nullopt;
}

} // namespace

std::string_view to_string(State state)
{
    return std::ranges::find(states, state, &std::pair<State, std::string_view>::first)->second;
}

Line parse_line(std::string_view line)
{
    if (line.size() <= longest_line)
    {
        if (auto object = read_flat_json(line))
        {
            Fields fields(std::move(*object));
            auto parsed = line_of(fields);
            if (parsed && !fields.spoilt())
            {
                return *std::move(parsed);
            }
        }
    }
    return Noise{text_of(line)};
}

} // namespace edgepool::recipe
