// SPDX-License-Identifier: Apache-2.0
#include "handlespace/report.h"

#include <array>
#include <charconv>

namespace edgepool::handlespace
{

namespace
{

/// Takes words and numbers from the front of a text.
class Words
{
public:
    explicit Words(std::string_view text) : rest_(text) {}

    Words& number(unsigned& number)
    {
        const auto [end, fault] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
        is_good_ = is_good_ && fault == std::errc();
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return *this;
    }

    Words& word(std::string_view word)
    {
        is_good_ = is_good_ && rest_.starts_with(word);
        rest_.remove_prefix(is_good_ ? word.size() : 0);
        return *this;
    }

    /// The word, of several with an 's' behind it.
    Words& word_of(unsigned number, std::string_view word) { return number == 1 ? this->word(word) : plural(word); }

    bool are_all() const { return is_good_ && rest_.empty(); }

private:
    Words& plural(std::string_view word) { return this->word(word).word("s"); }

    std::string_view rest_;
    bool is_good_ = true;
};

} // namespace

std::string_view to_string(Flaw flaw)
{
    constexpr std::array<std::string_view, flaws> texts{"too short", "wrong length", "another type", "another version",
                                                        "of nobody"};
    return texts.at(static_cast<std::size_t>(flaw));
}

std::string_view host_of(const Report& report)
{
    return std::string_view(report.location).substr(0, report.location.find(": "));
}

std::optional<unsigned> sessions_in(std::string_view status)
{
    unsigned sessions = 0;
    Words words(status);
    words.number(sessions).word(" ").word_of(sessions, "Session");
    return words.are_all() ? std::optional(sessions) : std::nullopt;
}

std::optional<RegistrarStatus> registrar_status(std::string_view status)
{
    RegistrarStatus said;
    Words words(status);
    words.number(said.elements).word("[").number(said.owned).word("] PEs in ");
    words.number(said.pools).word(" ").word_of(said.pools, "Pool").word(", ");
    words.number(said.peers).word(" ").word_of(said.peers, "Peer");
    return words.are_all() ? std::optional(said) : std::nullopt;
}

} // namespace edgepool::handlespace
