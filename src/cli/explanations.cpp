// SPDX-License-Identifier: Apache-2.0
#include "cli/explanations.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "cli/diagnostic_pages.h"

namespace edgepool::cli
{

namespace
{

constexpr std::string_view heading = "\n## ";
constexpr std::string_view title_mark = "\n# ";

/// Takes the first line off.
std::string_view take_line(std::string_view& text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::string_view title_of(std::string_view page)
{
    const std::size_t title = page.find(title_mark);
    std::string_view rest = title == std::string_view::npos ? std::string_view{} : page.substr(title);
    rest.remove_prefix(std::min(title_mark.size(), rest.size()));
    return take_line(rest);
}

std::string_view without_blank_ends(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of('\n'), text.size()));
    return text.substr(0, text.find_last_not_of('\n') + 1);
}

/// A section begins with its code, and goes on with a line such as "Warning: two registrars".
Explanation read_section(std::string_view section)
{
    Explanation explanation{.code = take_line(section), .text = section};
    const std::string_view first = take_line(section);
    constexpr std::array<std::pair<std::string_view, Severity>, 3> words{
        {{"Error: ", Severity::error}, {"Warning: ", Severity::warning}, {"Note: ", Severity::note}}};
    for (const auto& [word, severity] : words)
    {
        if (first.starts_with(word))
        {
            explanation.severity = severity;
            explanation.summary = first.substr(word.size());
            explanation.text = section;
        }
    }
    return explanation;
}

void add_sections(const EmbeddedText& page, std::vector<Explanation>& explanations)
{
    const std::string_view text = page.text;
    std::size_t start = text.find(heading);
    while (start != std::string_view::npos)
    {
        const std::size_t next = text.find(heading, start + 1);
        const std::size_t end = next == std::string_view::npos ? text.size() : next + 1;
        const std::size_t code = start + heading.size();
        Explanation explanation = read_section(text.substr(code, end - code));
        explanation.text = without_blank_ends(explanation.text);
        explanation.page = page.name.substr(0, page.name.find('.'));
        explanation.title = title_of(text);
        explanations.push_back(explanation);
        start = next;
    }
}

std::vector<Explanation> read_pages()
{
    std::vector<Explanation> explanations;
    for (const EmbeddedText& page : diagnostic_pages())
    {
        add_sections(page, explanations);
    }
    std::ranges::sort(explanations, {}, &Explanation::code);
    return explanations;
}

} // namespace

const std::vector<Explanation>& explanations()
{
    static const std::vector<Explanation> all = read_pages();
    return all;
}

const Explanation* find_explanation(std::string_view code)
{
    const auto found = std::ranges::find(explanations(), code, &Explanation::code);
    return found != explanations().end() ? &*found : nullptr;
}

std::vector<const Explanation*> explanations_of(std::string_view area)
{
    std::vector<const Explanation*> found;
    for (const Explanation& each : explanations())
    {
        if (each.page == area || each.code.substr(0, each.code.find('.')) == area)
        {
            found.push_back(&each);
        }
    }
    return found;
}

} // namespace edgepool::cli
