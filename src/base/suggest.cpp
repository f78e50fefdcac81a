// SPDX-License-Identifier: Apache-2.0
#include "base/suggest.h"

#include <algorithm>
#include <vector>

namespace edgepool
{

namespace
{

constexpr std::size_t longest_word = 64;
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

} // namespace

std::size_t edit_distance(std::string_view from, std::string_view to)
{
    const std::string a = normalized(from.substr(0, longest_word));
    const std::string b = normalized(to.substr(0, longest_word));
    std::vector<std::vector<std::size_t>> distance(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
    {
        for (std::size_t j = 0; j <= b.size(); ++j)
        {
            if (i == 0 || j == 0)
            {
                distance[i][j] = i + j;
                continue;
            }
            const std::size_t replaced = distance[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            distance[i][j] = std::min({distance[i - 1][j] + 1, distance[i][j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            {
                distance[i][j] = std::min(distance[i][j], distance[i - 2][j - 2] + 1);
            }
        }
    }
    return distance[a.size()][b.size()];
}

std::optional<std::string_view> did_you_mean(std::string_view word, std::span<const std::string_view> candidates)
{
    std::optional<std::string_view> best;
    std::size_t best_distance = std::max<std::size_t>(1, std::min<std::size_t>(word.size() / 3, 3)) + 1;
    for (const std::string_view candidate : candidates)
    {
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < best_distance && distance < candidate.size())
        {
            best = candidate;
            best_distance = distance;
        }
    }
    if (!best)
    {
        const std::string plain = normalized(word);
        const auto match = std::ranges::find_if(candidates, [&plain](std::string_view candidate) {
            const std::string other = normalized(candidate);
            return extends(other, plain) || extends(plain, other);
        });
        best = match != candidates.end() ? std::optional(*match) : std::nullopt;
    }
    return best;
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
