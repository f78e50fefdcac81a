// SPDX-License-Identifier: Apache-2.0
#include "descriptor/cloud_init_template.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>

#include "base/rule.h"
#include "base/suggest.h"
#include "descriptor/cloud_init_expression.h"
#include "descriptor/cloud_init_mask.h"
#include "descriptor/cloud_init_words.h"
#include "descriptor/package_rules_catalogue.h"

namespace edgepool::descriptor
{

namespace
{

/// What the variable `OSM` has comes from OSM itself.
constexpr std::string_view osm_variable = "OSM";

class TemplateReader
{
public:
    TemplateReader(const SourcePtr& source, Diagnostics& diagnostics)
        : source_(source), text_(source->text()), diagnostics_(diagnostics)
    {
        result_.source = source;
        result_.masked = text_;
    }

    Template read()
    {
        for (std::size_t at = next_sign(0); at != std::string_view::npos && !stopped_; at = next_sign(at))
        {
            at = text_[at + 1] == '#' ? comment(at) : text_[at + 1] == '%' ? statement(at) : variable(at);
        }
        for (const Open& open : open_)
        {
            fail(open.begin, open.begin + 2, "'" + std::string(open.statement->name) + "' is never ended",
                 "end it with '{% " + std::string(open.statement->end) + " %}'");
        }
        find_braces_with_blanks();
        settle_covers(result_.masked);
        drop_tested();
        return std::move(result_);
    }

private:
    struct Open
    {
        const JinjaStatement* statement = nullptr;
        std::size_t begin = 0;
        std::optional<std::size_t> alternative{}; ///< where what comes instead of the first branch begins
    };

    SourceRange range(std::size_t begin, std::size_t end) const
    {
        return {.source = source_,
                .span = {.begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(end)}};
    }

    void fail(std::size_t begin, std::size_t end, std::string detail, std::string hint)
    {
        result_.broken = true;
        diagnostics_.add(found(rules::template_fault, range(begin, end), std::move(detail), std::move(hint)));
    }

    std::size_t next_sign(std::size_t from) const
    {
        for (std::size_t at = text_.find('{', from); at != std::string_view::npos; at = text_.find('{', at + 1))
        {
            if (at + 1 < text_.size() && (text_[at + 1] == '{' || text_[at + 1] == '%' || text_[at + 1] == '#'))
            {
                return at;
            }
        }
        return std::string_view::npos;
    }

    std::size_t comment(std::size_t begin)
    {
        const std::size_t close = text_.find("#}", begin + 2);
        if (close == std::string_view::npos)
        {
            fail(begin, begin + 2, "the comment is never closed", "close it with '#}'; or write '{ #'");
            stopped_ = true;
            return begin;
        }
        mask(begin, close + 2, Cover::nothing);
        return close + 2;
    }

    void mask(std::size_t begin, std::size_t end, Cover with) { cover(result_.masked, begin, end, with); }

    Expression expression(std::size_t begin, std::string_view closing)
    {
        Expression read = read_expression(text_, begin + 2, closing);
        if (!read.fault.empty())
        {
            fail(read.fault_begin, read.fault_end, read.fault, read.hint);
            const std::size_t line_end = std::min(text_.find('\n', read.fault_begin), text_.size());
            read.end = std::max(read.end, line_end);
            return read;
        }
        for (const FilterUse& use : filters_in(read.words))
        {
            const auto known = jinja_filters();
            if (std::ranges::find(known, use.name) == known.end())
            {
                diagnostics_.add(found(rules::unknown_filter, range(use.begin, use.begin + use.name.size()),
                                       "Jinja2 has no filter '" + std::string(use.name) + "'",
                                       suggestion(use.name, known)));
            }
        }
        return read;
    }

    std::size_t variable(std::size_t begin)
    {
        const Expression read = expression(begin, "}}");
        if (read.fault.empty() && !has_minus_in_name(read.words))
        {
            use_variables(read.words);
            check_escaping(begin, read);
        }
        mask(begin, read.end, Cover::value);
        return read.end;
    }

    /// `{{ pool-handle }}` is a subtraction.
    bool has_minus_in_name(const std::vector<Word>& words)
    {
        for (std::size_t i = 1; i + 1 < words.size(); ++i)
        {
            const Word& left = words[i - 1];
            const Word& right = words[i + 1];
            if (words[i].text == "-" && left.kind == Word::Kind::name && right.kind == Word::Kind::name &&
                left.end() == words[i].begin && words[i].end() == right.begin)
            {
                fail(left.begin, right.end(),
                     "'" + std::string(text_.substr(left.begin, right.end() - left.begin)) + "' is '" +
                         std::string(left.text) + "' minus '" + std::string(right.text) + "' to Jinja2",
                     "use '_' in names: OSM allows no '-' in them");
                return true;
            }
        }
        return false;
    }

    void use_variables(const std::vector<Word>& words)
    {
        for (const VariableUse& use : variables_in(words))
        {
            if (use.name != osm_variable && !own_.contains(use.name))
            {
                result_.variables.push_back({.name = std::string(use.name),
                                             .where = range(use.begin, use.begin + use.name.size()),
                                             .optional = use.has_default || !open_.empty()});
            }
        }
    }

    void check_escaping(std::size_t begin, const Expression& read)
    {
        const auto used = filters_in(read.words);
        const bool is_safe = std::ranges::any_of(used, [](const FilterUse& use) {
            return use.name == "safe" || use.name == "int" || use.name == "float" || use.name == "tojson";
        });
        const auto variables = variables_in(read.words);
        const auto is_own = [](const VariableUse& use) { return use.name == osm_variable; };
        if (is_safe || variables.empty() || std::ranges::any_of(variables, is_own))
        {
            return;
        }
        const VariableUse& first = variables.front();
        if (is_delicate(first.name) || is_delicate(key_before(text_, begin)))
        {
            Diagnostic diagnostic = found(rules::escaped_value, range(first.begin, first.begin + first.name.size()),
                                          "of a value with & < > ' or \" in it, OSM makes &amp; and the like; '" +
                                              std::string(first.name) + "' looks as if it might have some",
                                          "write {{ " + std::string(first.name) + "|safe }}");
            const std::size_t end = read.words.back().end();
            diagnostic.fix = Fix{.where = range(end, end), .replacement = "|safe"};
            diagnostics_.add(std::move(diagnostic));
        }
    }

    std::size_t statement(std::size_t begin)
    {
        const Expression read = expression(begin, "%}");
        const std::size_t end = read.end;
        if (!read.fault.empty() || read.words.empty())
        {
            return end;
        }
        const std::string_view name = read.words.front().text;
        if (name == "raw")
        {
            return raw(begin, end);
        }
        mask(begin, end, Cover::statement);
        if (name.starts_with("end"))
        {
            close(name, begin, end);
        }
        else
        {
            begin_or_go_on(begin, read);
        }
        return end;
    }

    void begin_or_go_on(std::size_t begin, const Expression& read)
    {
        const std::string_view name = read.words.front().text;
        const std::vector<Word> rest(read.words.begin() + 1, read.words.end());
        const auto all = jinja_statements();
        const auto known = std::ranges::find(all, name, &JinjaStatement::name);
        if (known == all.end())
        {
            refuse_statement(read.words.front());
        }
        else if (known->name == "elif" || known->name == "else")
        {
            begin_alternative(begin, read.end, name);
            use_variables(rest);
        }
        else
        {
            begin_statement(*known, begin, rest);
        }
    }

    void refuse_statement(const Word& word)
    {
        if (loads_template(word.text))
        {
            fail(word.begin, word.end(),
                 "OSM gives Jinja2 this text only: nothing can be loaded by '" + std::string(word.text) + "'",
                 "put the text in here");
            return;
        }
        std::vector<std::string_view> names;
        std::ranges::transform(jinja_statements(), std::back_inserter(names), &JinjaStatement::name);
        fail(word.begin, word.end(), "Jinja2 has no statement '" + std::string(word.text) + "'",
             suggestion(word.text, names));
    }

    std::size_t raw(std::size_t begin, std::size_t end)
    {
        for (std::size_t at = text_.find("{%", end); at != std::string_view::npos; at = text_.find("{%", at + 2))
        {
            if (const auto close = end_of_raw(text_, at))
            {
                mask(begin, end, Cover::nothing);
                mask(at, *close, Cover::nothing);
                return *close;
            }
        }
        fail(begin, end, "'raw' is never ended", "end it with '{% endraw %}'");
        stopped_ = true;
        return end;
    }

    void begin_statement(const JinjaStatement& statement, std::size_t begin, const std::vector<Word>& rest)
    {
        const bool defines = statement.name == "set" || statement.name == "for" || statement.name == "with" ||
                             statement.name == "macro" || statement.name == "call";
        const auto is_end_of_names = [&](const Word& word) {
            return word.text == (statement.name == "for" ? "in" : "=");
        };
        const auto middle = defines ? std::ranges::find_if(rest, is_end_of_names) : rest.begin();
        const bool is_macro = statement.name == "macro" || statement.name == "call";
        std::for_each(rest.begin(), is_macro ? rest.end() : middle, [&](const Word& word) {
            if (defines && word.kind == Word::Kind::name)
            {
                own_.insert(word.text);
            }
        });
        if (!is_macro && statement.name != "filter" && statement.name != "block")
        {
            use_variables({middle, rest.end()});
        }
        const bool is_block_set = statement.name == "set" && middle == rest.end();
        if (!statement.end.empty() || is_block_set)
        {
            static constexpr JinjaStatement set_block{"set", "endset"};
            open_.push_back({.statement = is_block_set ? &set_block : &statement, .begin = begin});
            const bool is_not_output = is_macro || is_block_set;
            open_.back().alternative = is_not_output ? std::optional(begin) : std::nullopt;
        }
    }

    void begin_alternative(std::size_t begin, std::size_t end, std::string_view name)
    {
        const bool may_follow = !open_.empty() && (open_.back().statement->name == "if" ||
                                                   (name == "else" && open_.back().statement->name == "for"));
        if (!may_follow)
        {
            fail(begin, end, "'" + std::string(name) + "' without 'if'", "take it out, or begin with '{% if … %}'");
        }
        else if (!open_.back().alternative)
        {
            open_.back().alternative = begin;
        }
    }

    void close(std::string_view name, std::size_t begin, std::size_t end)
    {
        if (open_.empty() || open_.back().statement->end != name)
        {
            const std::string expected =
                open_.empty() ? "there is nothing to end" : "'" + std::string(open_.back().statement->end) + "' is due";
            fail(begin, end, "'" + std::string(name) + "', but " + expected, "take it out, or mend its name");
            return;
        }
        const Open closed = open_.back();
        open_.pop_back();
        if (closed.alternative)
        {
            mask(*closed.alternative, end, Cover::statement);
        }
    }

    /// `{ { x } }` is nothing to Jinja2 and refused by YAML.
    void find_braces_with_blanks()
    {
        for (std::size_t at = text_.find("{ {"); at != std::string_view::npos && !result_.broken;
             at = text_.find("{ {", at + 1))
        {
            const std::string_view near = text_.substr(at, 80);
            const std::size_t close = near.find("} }");
            const bool on_one_line = near.substr(0, close).find_first_of("\n:,") == std::string_view::npos;
            if (close != std::string_view::npos && on_one_line && result_.masked.compare(at, 3, "{ {") == 0)
            {
                fail(at, at + close + 3, "Jinja2 does not know braces with blanks between them", "write '{{' and '}}'");
            }
        }
    }

    /// A variable that is once asked whether it is defined may be undefined everywhere.
    void drop_tested()
    {
        std::set<std::string_view> tested;
        for (const TemplateVariable& variable : result_.variables)
        {
            if (is_tested(variable))
            {
                tested.insert(variable.name);
            }
        }
        for (TemplateVariable& variable : result_.variables)
        {
            variable.optional = variable.optional || tested.contains(variable.name);
        }
    }

    bool is_tested(const TemplateVariable& variable) const
    {
        std::string_view after = text_.substr(variable.where.span.end);
        after.remove_prefix(std::min(after.find_first_not_of(' '), after.size()));
        return after.starts_with("is defined") || after.starts_with("is not defined") ||
               after.starts_with("is undefined");
    }

    SourcePtr source_;
    std::string_view text_;
    Diagnostics& diagnostics_;
    Template result_;
    std::vector<Open> open_;
    std::set<std::string_view> own_; ///< names that the template itself defines
    bool stopped_ = false;
};

} // namespace

bool Template::is_filled(Span where) const
{
    const std::size_t size = where.end - where.begin;
    return source->text().substr(where.begin, size) != std::string_view(masked).substr(where.begin, size);
}

Template read_template(const SourcePtr& source, Diagnostics& diagnostics)
{
    return TemplateReader(source, diagnostics).read();
}

} // namespace edgepool::descriptor
