// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

/// Words of other tools and of the trade for words of ours.
namespace edgepool::testbed
{

struct Synonym
{
    std::string_view written{};
    std::string_view meant{};
    std::string_view note{}; ///< what to do where the other name alone does not say it
};

std::span<const Synonym> key_synonyms();
std::span<const Synonym> choice_synonyms();
std::span<const Synonym> secret_source_synonyms();

/// nullptr if the word is none, or stands for none of these.
const Synonym* find_synonym(std::string_view written, std::span<const Synonym> synonyms,
                            std::span<const std::string_view> words);

} // namespace edgepool::testbed
