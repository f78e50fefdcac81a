// SPDX-License-Identifier: Apache-2.0
#include "base/suggest.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace edgepool
{

namespace
{

constexpr std::size_t longest_word = 64;
constexpr std::size_t most_listed = 12;

using Row = std::array<std::size_t, longest_word + 2>;

/// What people write differently but mean alike: case, '-', '_' and blanks.
char plain(char c)
{
    if (c >= 'A' && c <= 'Z')
    {
        return static_cast<char>(c - 'A' + 'a');
    }
    return c == '_' || c == ' ' ? '-' : c;
}

bool are_alike(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, plain, plain);
}

bool extends(std::string_view longer, std::string_view shorter)
{
    return shorter.size() >= 3 && shorter.size() <= longer.size() &&
           (are_alike(longer.substr(0, shorter.size()), shorter) ||
            are_alike(longer.substr(longer.size() - shorter.size()), shorter));
}

std::size_t differ_in_length(std::string_view a, std::string_view b)
{
    return std::max(a.size(), b.size()) - std::min(a.size(), b.size());
}

/// The distance, or more than `most` if it is more: then nobody asks how much, and only the table's cells that are at
/// most so far from its diagonal are filled.
std::size_t distance_within(std::string_view a, std::string_view b, std::size_t most)
{
    constexpr std::size_t far = 2 * longest_word;
    std::array<Row, 3> rows{}; // of the table: this one and the two before it
    std::iota(rows[0].begin(), rows[0].end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i)
    {
        const Row& last_but_one = rows[(i + 1) % 3];
        const Row& last = rows[(i - 1) % 3];
        Row& row = rows[i % 3];
        const std::size_t first = i > most ? i - most : 1;
        const std::size_t end = std::min(b.size(), i + most) + 1;
        row[first - 1] = first == 1 ? i : far;
        for (std::size_t j = first; j < end; ++j)
        {
            const std::size_t replaced = last[j - 1] + (plain(a[i - 1]) == plain(b[j - 1]) ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && plain(a[i - 1]) == plain(b[j - 2]) && plain(a[i - 2]) == plain(b[j - 1]))
            {
                row[j] = std::min(row[j], last_but_one[j - 2] + 1);
            }
        }
        row[end] = far;
    }
    const bool is_in_reach = differ_in_length(a, b) <= most;
    return is_in_reach ? rows[a.size() % 3][b.size()] : most + 1;
}

/// How many mistakes a word of that length may have.
std::size_t farthest(std::string_view word)
{
    return std::max<std::size_t>(1, std::min<std::size_t>(word.size() / 3, 3));
}

/// Two letters with one mistake are any other two letters.
bool are_too_short(std::string_view a, std::string_view b)
{
    return std::max(a.size(), b.size()) < 3 && !are_alike(a, b);
}

} // namespace

std::size_t edit_distance(std::string_view from, std::string_view to)
{
    return distance_within(from.substr(0, longest_word), to.substr(0, longest_word), longest_word);
}

std::optional<std::string_view> did_you_mean(std::string_view word, std::span<const std::string_view> candidates)
{
    std::optional<std::string_view> best;
    std::size_t nearest = farthest(word) + 1;
    const std::string_view beginning = word.substr(0, longest_word);
    for (const std::string_view candidate : candidates)
    {
        if (differ_in_length(word, candidate) < nearest && !are_too_short(word, candidate))
        {
            const std::size_t distance = distance_within(beginning, candidate.substr(0, longest_word), nearest - 1);
            best = distance < nearest ? candidate : best;
            nearest = std::min(distance, nearest);
        }
    }
    const auto extended = [word](std::string_view each) { return extends(each, word) || extends(word, each); };
    const auto match = best ? candidates.end() : std::ranges::find_if(candidates, extended);
    return match != candidates.end() ? *match : best;
}

std::string suggestion(std::string_view word, std::span<const std::string_view> candidates)
{
    if (const auto meant = did_you_mean(word, candidates))
    {
        return "did you mean '" + std::string(*meant) + "'?";
    }
    std::string list;
    for (std::size_t i = 0; i < std::min(candidates.size(), most_listed); ++i)
    {
        list += (i == 0 ? "" : ", ") + std::string(candidates[i]);
    }
    if (candidates.size() > most_listed)
    {
        list += ", and " + std::to_string(candidates.size() - most_listed) + " more";
    }
    return list.empty() ? "" : "one of: " + list;
}

} // namespace edgepool
