// SPDX-License-Identifier: Apache-2.0
#include "wire/wiring.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include <fmt/format.h>

#include "base/suggest.h"
#include "base/utf8.h"
#include "wire/rules.h"

namespace edgepool::wire
{

namespace
{

constexpr std::size_t longest_name = 64;
constexpr std::size_t longest_quote = 80;
constexpr std::array<std::string_view, 4> verbs{"segment", "no-segment", "port", "no-port"};

/// For messages: what somebody sent may be anything.
std::string quoted(std::string_view text)
{
    return "'" + utf8::printable(text.substr(0, longest_quote)) + "'";
}

std::vector<std::string_view> words_of(std::string_view line)
{
    std::vector<std::string_view> words;
    while (true)
    {
        const auto begin = line.find_first_not_of(' ');
        if (begin == std::string_view::npos)
        {
            return words;
        }
        line.remove_prefix(begin);
        const auto length = std::min(line.find(' '), line.size());
        words.push_back(line.substr(0, length));
        line.remove_prefix(length);
    }
}

auto segment_named(Wiring& wiring, std::string_view name)
{
    return std::ranges::find(wiring.segments, name, &PlannedSegment::name);
}

const PlannedPort* port_of(const Wiring& wiring, std::string_view segment, std::string_view member)
{
    for (const PlannedSegment& each : wiring.segments)
    {
        const auto port = std::ranges::find(each.ports, member, &PlannedPort::member);
        if (each.name == segment && port != each.ports.end())
        {
            return &*port;
        }
    }
    return nullptr;
}

/// One change of a line of words, and where to complain of them.
class ChangeReader
{
public:
    ChangeReader(std::string_view line, const SourceRange& where, Diagnostics& diagnostics)
        : words_(words_of(line)), where_(where), diagnostics_(diagnostics)
    {
    }

    std::optional<Change> read()
    {
        const std::string_view verb = words_.empty() ? std::string_view{} : words_.front();
        if (std::ranges::find(verbs, verb) == verbs.end())
        {
            return fail(rules::bad_request, quoted(verb), suggestion(verb, verbs));
        }
        const bool is_of_port = verb.ends_with("port");
        const std::size_t least = is_of_port ? 3 : 2;
        if (words_.size() < least || (words_.size() > least && verb != "port"))
        {
            return fail(rules::bad_request, fmt::format("'{}' with {} words", verb, words_.size() - 1),
                        "segment NAME, no-segment NAME, port SEGMENT MEMBER [MAC...], no-port SEGMENT MEMBER");
        }
        if (!names_are_good(least))
        {
            return std::nullopt;
        }
        if (verb == "port")
        {
            return read_port();
        }
        if (verb == "no-port")
        {
            return RemovePort{.segment = word(1), .member = word(2)};
        }
        return verb == "segment" ? Change{AddSegment{.name = word(1)}} : RemoveSegment{.name = word(1)};
    }

private:
    std::string word(std::size_t number) const { return std::string(words_[number]); }

    std::nullopt_t fail(const Rule& rule, std::string detail, std::string hint)
    {
        diagnostics_.add(found(rule, where_, std::move(detail), std::move(hint)));
        return std::nullopt;
    }

    bool names_are_good(std::size_t count)
    {
        for (std::size_t i = 1; i < count; ++i)
        {
            if (!is_good_name(words_[i]))
            {
                fail(rules::bad_name, quoted(words_[i]), "use 1 to 64 letters, digits, '.', '_' and '-'");
                return false;
            }
        }
        return true;
    }

    std::optional<Change> read_port()
    {
        AddPort change{.segment = word(1), .port = {.member = word(2)}};
        for (std::size_t i = 3; i < words_.size(); ++i)
        {
            const auto mac = parse_mac(words_[i]);
            if (!mac || mac->is_group() || mac->bits == 0)
            {
                return fail(rules::bad_mac, quoted(words_[i]), "an address is written like 52:54:00:12:34:56");
            }
            change.port.macs.push_back(*mac);
        }
        return change;
    }

    std::vector<std::string_view> words_;
    const SourceRange& where_;
    Diagnostics& diagnostics_;
};

/// Carries out one kind of change each.
class Applying
{
public:
    Applying(Wiring& wiring, const SourceRange& where, Diagnostics& diagnostics)
        : wiring_(wiring), where_(where), diagnostics_(diagnostics)
    {
    }

    bool operator()(const AddSegment& change)
    {
        if (segment_named(wiring_, change.name) == wiring_.segments.end())
        {
            wiring_.segments.push_back({.name = change.name});
        }
        return true;
    }

    bool operator()(const RemoveSegment& change)
    {
        std::erase_if(wiring_.segments, [&](const PlannedSegment& each) { return each.name == change.name; });
        return true;
    }

    bool operator()(const AddPort& change)
    {
        const auto segment = segment_named(wiring_, change.segment);
        if (segment == wiring_.segments.end())
        {
            return fail(rules::no_segment, quoted(change.segment), "add the segment first");
        }
        if (clashes(change))
        {
            return false;
        }
        const auto port = std::ranges::find(segment->ports, change.port.member, &PlannedPort::member);
        if (port == segment->ports.end())
        {
            segment->ports.push_back(change.port);
        }
        else
        {
            port->macs = change.port.macs;
        }
        return true;
    }

    bool operator()(const RemovePort& change)
    {
        const auto segment = segment_named(wiring_, change.segment);
        if (segment != wiring_.segments.end())
        {
            std::erase_if(segment->ports, [&](const PlannedPort& each) { return each.member == change.member; });
        }
        return true;
    }

private:
    bool fail(const Rule& rule, std::string detail, std::string hint)
    {
        diagnostics_.add(found(rule, where_, std::move(detail), std::move(hint)));
        return false;
    }

    bool clashes(const AddPort& change)
    {
        for (const PlannedSegment& segment : wiring_.segments)
        {
            for (const PlannedPort& port : segment.ports)
            {
                if (clashes(change, segment, port))
                {
                    return true;
                }
            }
        }
        for (auto mac = change.port.macs.begin(); mac != change.port.macs.end(); ++mac)
        {
            if (std::find(change.port.macs.begin(), mac, *mac) != mac)
            {
                return !fail(rules::mac_taken, to_string(*mac), "say each address once");
            }
        }
        return false;
    }

    bool clashes(const AddPort& change, const PlannedSegment& segment, const PlannedPort& port)
    {
        if (port.member == change.port.member)
        {
            return segment.name != change.segment &&
                   !fail(rules::member_taken, fmt::format("'{}' is in '{}'", port.member, segment.name),
                         "each network card has a socket of its own");
        }
        const auto shared = std::ranges::find_first_of(port.macs, change.port.macs);
        return segment.name == change.segment && shared != port.macs.end() &&
               !fail(rules::mac_taken, fmt::format("{} is that of '{}'", to_string(*shared), port.member),
                     "give each network card an address of its own");
    }

    Wiring& wiring_;
    const SourceRange& where_;
    Diagnostics& diagnostics_;
};

struct ToLine
{
    std::string operator()(const AddSegment& change) const { return "segment " + change.name; }
    std::string operator()(const RemoveSegment& change) const { return "no-segment " + change.name; }
    std::string operator()(const RemovePort& change) const { return "no-port " + change.segment + " " + change.member; }
    std::string operator()(const AddPort& change) const
    {
        std::string line = "port " + change.segment + " " + change.port.member;
        for (const Mac mac : change.port.macs)
        {
            line += " " + to_string(mac);
        }
        return line;
    }
};

} // namespace

bool is_good_name(std::string_view name)
{
    const auto is_good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-';
    };
    const bool is_ours = name.starts_with("switch.") || name.ends_with(".net");
    return !name.empty() && name.size() <= longest_name && name.front() != '.' && std::ranges::all_of(name, is_good) &&
           !is_ours;
}

std::string to_line(const Change& change)
{
    return std::visit(ToLine{}, change);
}

std::optional<Change> parse_change(std::string_view line, const SourceRange& where, Diagnostics& diagnostics)
{
    return ChangeReader(line, where, diagnostics).read();
}

bool apply(const Change& change, const SourceRange& where, Wiring& wiring, Diagnostics& diagnostics)
{
    return std::visit(Applying(wiring, where, diagnostics), change);
}

std::vector<Change> changes_between(const Wiring& from, const Wiring& to)
{
    std::vector<Change> changes;
    const auto has_segment = [](const Wiring& wiring, const std::string& name) {
        return std::ranges::find(wiring.segments, name, &PlannedSegment::name) != wiring.segments.end();
    };
    for (const PlannedSegment& segment : from.segments)
    {
        if (!has_segment(to, segment.name))
        {
            changes.emplace_back(RemoveSegment{.name = segment.name});
            continue;
        }
        for (const PlannedPort& port : segment.ports)
        {
            // A port with other addresses goes first as well, so that two can exchange theirs.
            const PlannedPort* const wanted = port_of(to, segment.name, port.member);
            if (wanted == nullptr || wanted->macs != port.macs)
            {
                changes.emplace_back(RemovePort{.segment = segment.name, .member = port.member});
            }
        }
    }
    for (const PlannedSegment& segment : to.segments)
    {
        if (!has_segment(from, segment.name))
        {
            changes.emplace_back(AddSegment{.name = segment.name});
        }
        for (const PlannedPort& port : segment.ports)
        {
            const PlannedPort* const known = port_of(from, segment.name, port.member);
            if (known == nullptr || known->macs != port.macs)
            {
                changes.emplace_back(AddPort{.segment = segment.name, .port = port});
            }
        }
    }
    return changes;
}

std::string to_text(const Wiring& wiring)
{
    assert(is_good_name(wiring.testbed));
    std::string text = "testbed " + wiring.testbed + "\n";
    for (const Change& change : changes_between({}, wiring))
    {
        text += to_line(change) + "\n";
    }
    return text;
}

std::optional<Wiring> parse_wiring(const SourcePtr& source, Diagnostics& diagnostics)
{
    constexpr std::string_view head = "testbed ";
    Wiring wiring;
    bool is_good = true;
    for (std::uint32_t number = 1; number <= source->line_count(); ++number)
    {
        const std::string_view line = source->line(number);
        const std::uint32_t begin = source->line_start(number);
        const SourceRange where{.source = source, .span = {begin, begin + static_cast<std::uint32_t>(line.size())}};
        if (number == 1 && line.starts_with(head) && is_good_name(line.substr(head.size())))
        {
            wiring.testbed = line.substr(head.size());
        }
        else if (number == 1)
        {
            diagnostics.add(found(rules::no_testbed, where, quoted(line), "the first line is 'testbed NAME'"));
            is_good = false;
        }
        else if (!line.empty())
        {
            const auto change = parse_change(line, where, diagnostics);
            is_good = change && apply(*change, where, wiring, diagnostics) && is_good;
        }
    }
    return is_good ? std::optional(std::move(wiring)) : std::nullopt;
}

} // namespace edgepool::wire
