// SPDX-License-Identifier: Apache-2.0
#include "descriptor/cloud_init_expression.h"

#include <algorithm>
#include <array>
#include <span>

namespace edgepool::descriptor
{

namespace
{

constexpr std::array<std::string_view, 19> operators{"//", "**", "==", "!=", ">=", "<=", "+", "-", "*", "/",
                                                     "%",  "~",  "<",  ">",  "=",  ".",  ":", "|", ","};
constexpr std::array<std::string_view, 7> joining_words{"and", "or", "in", "is", "not", "if", "else"};
/// Names that Jinja itself gives a meaning.
constexpr std::array<std::string_view, 16> own_names{
    "true",   "false",  "none",   "True",      "False", "None", "range", "dict",
    "lipsum", "cycler", "joiner", "namespace", "loop",  "self", "super", "caller",
};

bool is_among(std::span<const std::string_view> words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Reads words one after the other, and refuses what Jinja refuses.
class WordReader
{
public:
    WordReader(std::string_view text, std::size_t begin, std::string_view closing)
        : text_(text), opening_(begin), at_(begin), closing_(closing)
    {
    }

    Expression read()
    {
        // "-" and "+" directly at the sign only say what becomes of the white space around.
        at_ += rest().starts_with('-') || rest().starts_with('+') ? 1 : 0;
        while (result_.fault.empty() && !at_end())
        {
            next();
        }
        result_.end = at_;
        return std::move(result_);
    }

private:
    std::string_view rest() const { return text_.substr(std::min(at_, text_.size())); }

    /// True behind the closing sign. One that closes a bracket of the expression's own does not count.
    bool at_end()
    {
        while (at_ < text_.size() && is_space(text_[at_]))
        {
            ++at_;
        }
        if (at_ >= text_.size())
        {
            fail("it is never closed", opening_ - 2, opening_, "close it with '" + std::string(closing_) + "'");
            return true;
        }
        const bool trims = rest().starts_with('-') && rest().substr(1).starts_with(closing_);
        if (open_.empty() && (trims || rest().starts_with(closing_)))
        {
            at_ += closing_.size() + (trims ? 1 : 0);
            return true;
        }
        return false;
    }

    void next()
    {
        const char c = text_[at_];
        if (is_name_start(c))
        {
            add(Word::Kind::name, length_while([](char d) { return is_name_start(d) || is_digit(d); }));
        }
        else if (is_digit(c))
        {
            add(Word::Kind::number, length_while([](char d) { return is_digit(d) || d == '.' || d == '_'; }));
        }
        else if (c == '\'' || c == '"')
        {
            add_text(c);
        }
        else
        {
            add_sign(c);
        }
    }

    template <typename Predicate>
    std::size_t length_while(const Predicate& predicate) const
    {
        std::size_t end = at_;
        while (end < text_.size() && predicate(text_[end]))
        {
            ++end;
        }
        return end - at_;
    }

    void add(Word::Kind kind, std::size_t size)
    {
        result_.words.push_back({.kind = kind, .text = text_.substr(at_, size), .begin = at_});
        at_ += size;
    }

    void add_text(char quote)
    {
        for (std::size_t end = at_ + 1; end < text_.size(); ++end)
        {
            if (text_[end] == '\\')
            {
                ++end;
            }
            else if (text_[end] == quote)
            {
                add(Word::Kind::text, end + 1 - at_);
                return;
            }
        }
        fail("its text is never closed", at_, at_ + 1, "close it with " + std::string(1, quote));
    }

    void add_sign(char c)
    {
        if (c == '(' || c == '[' || c == '{')
        {
            open_.push_back(c == '(' ? ')' : c == '[' ? ']' : '}');
            add(Word::Kind::sign, 1);
        }
        else if (c == ')' || c == ']' || c == '}')
        {
            close(c);
        }
        else if (const auto* const found = std::ranges::find_if(
                     operators, [this](std::string_view sign) { return rest().starts_with(sign); });
                 found != operators.end())
        {
            add(Word::Kind::sign, found->size());
        }
        else
        {
            fail("Jinja cannot read '" + std::string(1, c) + "' there", at_, at_ + 1, "take it out");
        }
    }

    void close(char c)
    {
        if (!open_.empty() && open_.back() == c)
        {
            open_.pop_back();
            add(Word::Kind::sign, 1);
            return;
        }
        const bool half = c == '}' && closing_ == "}}" && open_.empty();
        fail(half ? "it is closed by one '}'" : "'" + std::string(1, c) + "' closes nothing", at_, at_ + 1,
             half ? "write '}}'" : "take it out");
    }

    void fail(std::string what, std::size_t begin, std::size_t end, std::string hint)
    {
        result_.fault = std::move(what);
        result_.hint = std::move(hint);
        result_.fault_begin = begin;
        result_.fault_end = end;
    }

    std::string_view text_;
    std::size_t opening_;
    std::size_t at_;
    std::string_view closing_;
    std::string open_; ///< the brackets that must close what is open
    Expression result_;
};

bool is_sign(const Word& word, std::string_view sign)
{
    return word.kind == Word::Kind::sign && word.text == sign;
}

bool is_name(const Word& word, std::string_view name)
{
    return word.kind == Word::Kind::name && word.text == name;
}

bool is_value(const Word& word)
{
    const bool joins = word.kind == Word::Kind::name && is_among(joining_words, word.text);
    return (word.kind != Word::Kind::sign && !joins) || is_sign(word, ")") || is_sign(word, "]") || is_sign(word, "}");
}

/// The word that Jinja cannot make anything of behind the one before.
std::size_t first_misplaced(const std::vector<Word>& words)
{
    for (std::size_t i = 1; i < words.size(); ++i)
    {
        const bool begins_value = words[i].kind == Word::Kind::name ? !is_among(joining_words, words[i].text)
                                                                    : words[i].kind == Word::Kind::number;
        // `x is divisibleby 3`: a test's one argument needs no brackets.
        const bool is_argument = i >= 2 && (is_name(words[i - 2], "is") || is_name(words[i - 2], "not"));
        if (begins_value && is_value(words[i - 1]) && !is_argument)
        {
            return i;
        }
    }
    return words.size();
}

class UseReader
{
public:
    explicit UseReader(const std::vector<Word>& words) : words_(words) {}

    bool follows(std::size_t i, std::string_view sign) const { return i > 0 && is_sign(words_[i - 1], sign); }
    bool precedes(std::size_t i, std::string_view sign) const
    {
        return i + 1 < words_.size() && is_sign(words_[i + 1], sign);
    }
    /// The name of a test: `x is defined`, `x is not defined`.
    bool is_test(std::size_t i) const
    {
        return (i > 0 && is_name(words_[i - 1], "is")) ||
               (i > 1 && is_name(words_[i - 1], "not") && is_name(words_[i - 2], "is"));
    }
    bool is_variable(std::size_t i) const
    {
        const Word& word = words_[i];
        return word.kind == Word::Kind::name && !is_among(joining_words, word.text) &&
               !is_among(own_names, word.text) && !follows(i, ".") && !follows(i, "|") && !is_test(i) &&
               !precedes(i, "=");
    }
    bool may_be_undefined(std::size_t i) const
    {
        const auto name_at = [this](std::size_t at) {
            return at < words_.size() ? words_[at].text : std::string_view{};
        };
        const bool has_default = precedes(i, "|") && (name_at(i + 2) == "default" || name_at(i + 2) == "d");
        const std::string_view test = name_at(i + 2) == "not" ? name_at(i + 3) : name_at(i + 2);
        const bool is_tested = name_at(i + 1) == "is" && (test == "defined" || test == "undefined");
        return has_default || is_tested || has_condition();
    }

private:
    bool has_condition() const
    {
        return std::ranges::any_of(words_, [](const Word& word) { return is_name(word, "else"); });
    }

    const std::vector<Word>& words_;
};

} // namespace

Expression read_expression(std::string_view text, std::size_t begin, std::string_view closing)
{
    Expression expression = WordReader(text, begin, closing).read();
    const auto fail = [&expression](const Word& word, std::string fault, std::string hint) {
        expression.fault = std::move(fault);
        expression.hint = std::move(hint);
        expression.fault_begin = word.begin;
        expression.fault_end = word.end();
    };
    if (!expression.fault.empty() || closing != "}}")
    {
        return expression;
    }
    if (expression.words.empty())
    {
        fail({.text = text.substr(begin - 2, 2), .begin = begin - 2}, "it is empty", "name a variable in it");
        return expression;
    }
    const std::size_t misplaced = first_misplaced(expression.words);
    if (misplaced < expression.words.size())
    {
        const Word& word = expression.words[misplaced];
        fail(word, "'" + std::string(word.text) + "' stands where Jinja expects '}}'", "join the two, or take one out");
    }
    return expression;
}

std::vector<VariableUse> variables_in(const std::vector<Word>& words)
{
    const UseReader reader(words);
    std::vector<VariableUse> uses;
    for (std::size_t i = 0; i < words.size(); ++i)
    {
        if (reader.is_variable(i))
        {
            uses.push_back({.name = words[i].text, .begin = words[i].begin, .has_default = reader.may_be_undefined(i)});
        }
    }
    return uses;
}

std::vector<FilterUse> filters_in(const std::vector<Word>& words)
{
    const UseReader reader(words);
    std::vector<FilterUse> uses;
    for (std::size_t i = 0; i < words.size(); ++i)
    {
        if (words[i].kind == Word::Kind::name && reader.follows(i, "|"))
        {
            uses.push_back({.name = words[i].text, .begin = words[i].begin});
        }
    }
    return uses;
}

std::optional<std::size_t> end_of_raw(std::string_view text, std::size_t at)
{
    const auto skip = [text](std::size_t from, std::string_view what) {
        return std::min(text.find_first_not_of(what, from), text.size());
    };
    constexpr std::string_view name = "endraw";
    constexpr std::string_view blanks = " \t\r\n";
    at = skip(skip(at + 2, "-+"), blanks);
    if (!text.substr(at).starts_with(name))
    {
        return std::nullopt;
    }
    at = skip(skip(at + name.size(), blanks), "-+");
    return text.substr(at).starts_with("%}") ? std::optional(at + 2) : std::nullopt;
}

} // namespace edgepool::descriptor
