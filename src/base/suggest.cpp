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
using Row = std::array<std::size_t, longest_word + 1>;
constexpr std::size_t most_listed = 12;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Words people write differently but mean alike: case, '-' and '_'.
std::string normalized(std::string_view word)
{
    std::string plain;
    for (const char c : word)
    {
        plain += c == '_' || c == ' ' ? '-' : lower(c);
    }
    return plain;
}

bool extends(const std::string& longer, const std::string& shorter)
{
    return shorter.size() >= 3 && (longer.starts_with(shorter) || longer.ends_with(shorter));
}

/// How many mistakes a word of that length may have.
std::size_t farthest(std::string_view word)
{
    return std::max<std::size_t>(1, std::min<std::size_t>(word.size() / 3, 3));
}

std::size_t differ_in_length(std::string_view a, std::string_view b)
{
    return std::max(a.size(), b.size()) - std::min(a.size(), b.size());
}

/// Two letters with one mistake are any other two letters.
bool are_too_short(std::string_view a, std::string_view b)
{
    return std::max(a.size(), b.size()) < 3 && normalized(a) != normalized(b);
}

std::optional<std::string_view> extended(std::string_view word, std::span<const std::string_view> candidates)
{
    const std::string plain = normalized(word.substr(0, longest_word));
    for (const std::string_view candidate : candidates)
    {
        const std::string other = normalized(candidate);
        if (extends(other, plain) || extends(plain, other))
        {
            return candidate;
        }
    }
    return std::nullopt;
}

} // namespace

std::size_t edit_distance(std::string_view from, std::string_view to)
{
    const std::string a = normalized(from.substr(0, longest_word));
    const std::string b = normalized(to.substr(0, longest_word));
    std::array<Row, 3> rows; // of the table of distances: this one and the two before it
    std::iota(rows[0].begin(), rows[0].end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i)
    {
        const Row& last_but_one = rows[(i + 1) % 3];
        const Row& last = rows[(i - 1) % 3];
        Row& row = rows[i % 3];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j)
        {
            const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            {
                row[j] = std::min(row[j], last_but_one[j - 2] + 1);
            }
        }
    }
    return rows[a.size() % 3][b.size()];
}

std::optional<std::string_view> did_you_mean(std::string_view word, std::span<const std::string_view> candidates)
{
    std::optional<std::string_view> best;
    std::size_t best_distance = farthest(word) + 1;
    for (const std::string_view candidate : candidates)
    {
        if (differ_in_length(word, candidate) < best_distance && !are_too_short(word, candidate))
        {
            const std::size_t distance = edit_distance(word, candidate);
            best = distance < best_distance ? candidate : best;
            best_distance = std::min(distance, best_distance);
        }
    }
    return best ? best : extended(word, candidates);
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
