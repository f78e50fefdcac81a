// SPDX-License-Identifier: Apache-2.0
#include "cli/explanations.h"

#include <algorithm>
#include <cstddef>

#include "cli/diagnostic_pages.h"

namespace edgepool::cli
{

namespace
{

constexpr std::string_view heading = "\n## ";

void add_sections(std::string_view page, std::vector<Explanation>& explanations)
{
    std::size_t start = page.find(heading);
    while (start != std::string_view::npos)
    {
        const std::size_t code = start + heading.size();
        const std::size_t line_end = std::min(page.find('\n', code), page.size());
        const std::size_t next = page.find(heading, line_end);
        const std::size_t end = next == std::string_view::npos ? page.size() : next + 1;
        explanations.push_back(
            {.code = page.substr(code, line_end - code),
             .text = page.substr(std::min(line_end + 1, page.size()), end - std::min(line_end + 1, end))});
        start = next;
    }
}

std::vector<Explanation> read_pages()
{
    std::vector<Explanation> explanations;
    for (const EmbeddedText& page : diagnostic_pages())
    {
        add_sections(page.text, explanations);
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

} // namespace edgepool::cli
