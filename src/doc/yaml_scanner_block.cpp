// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "doc/yaml_scalar_ends.h"
#include "doc/yaml_scanner.h"

namespace edgepool::doc
{

bool YamlScanner::scan_block_word()
{
    if (is_first_word_ && !unwind())
    {
        return false;
    }
    const char c = text_[at_];
    const bool stands_alone = is_blank_at(text_, at_ + 1);
    if (stands_alone && c == '-')
    {
        return scan_entry();
    }
    if (stands_alone && c == '?')
    {
        return scan_explicit_key();
    }
    if (stands_alone && c == ':')
    {
        return scan_lone_value();
    }
    return scan_node();
}

/// Leaves the collections that this line is not indented enough for.
bool YamlScanner::unwind()
{
    if (in_explicit_key_ && column() < indent())
    {
        return refuse(mistakes_.missing_key(result_.tokens.back().where.begin));
    }
    if (levels_.empty() || levels_.back().column <= column())
    {
        return true;
    }
    const std::size_t outermost = levels_.front().begin;
    while (!levels_.empty() && levels_.back().column > column())
    {
        levels_.pop_back();
    }
    slot_open_ = false;
    if (levels_.empty())
    {
        return refuse(mistakes_.indented_less(at_, outermost));
    }
    return levels_.back().column == column() || refuse(mistakes_.indented_between(at_, levels_.back().begin));
}

/// Whether a node may begin here; asked again at the node itself when its anchor or tag came before.
bool YamlScanner::begin_node()
{
    if (node_begin_ != nowhere)
    {
        return true;
    }
    node_begin_ = at_;
    if (is_first_word_)
    {
        return check_indentation();
    }
    return slot_open_ || refuse(mistakes_.after_value(at_, result_.tokens.back()));
}

bool YamlScanner::check_indentation()
{
    if (!levels_.empty() && column() == levels_.back().column)
    {
        Level& level = levels_.back();
        level.has_entries = false;
        level.waits_for_value = false;
        must_be_key_ = true;
        return level.kind == Kind::mapping || refuse(mistakes_.not_an_entry(at_, level.begin));
    }
    if (slot_open_)
    {
        return true;
    }
    return refuse(levels_.empty() ? mistakes_.after_document(at_)
                                  : mistakes_.indented_for_nothing(at_, result_.tokens.back()));
}

bool YamlScanner::scan_entry()
{
    if (!check_entry())
    {
        return false;
    }
    push(TokenKind::entry, 1);
    open_slot(true);
    return true;
}

bool YamlScanner::check_entry()
{
    if (in_explicit_key_)
    {
        return refuse(
            mistakes_.key_not_text({static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + 1)}, "a list"));
    }
    if (!is_first_word_)
    {
        const bool fits = slot_open_ && may_be_key_ && node_begin_ == nowhere;
        return fits ? push_level(Kind::sequence, column()) : refuse(mistakes_.entry_on_line_of_key(at_));
    }
    if (levels_.empty() || column() > levels_.back().column)
    {
        return check_indentation() && push_level(Kind::sequence, column());
    }
    Level& level = levels_.back();
    if (level.kind == Kind::mapping && !level.has_entries && !slot_open_)
    {
        return refuse(mistakes_.entry_among_keys(at_, level.begin));
    }
    level.has_entries = level.kind == Kind::mapping;
    return true;
}

bool YamlScanner::scan_explicit_key()
{
    if (in_explicit_key_)
    {
        return refuse(mistakes_.key_not_text({static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + 1)},
                                             "a mapping"));
    }
    const bool fits = is_first_word_ || (slot_open_ && may_be_key_ && node_begin_ == nowhere);
    if (!fits)
    {
        return refuse(mistakes_.cannot_begin(at_));
    }
    if (is_first_word_ && !check_indentation())
    {
        return false;
    }
    if ((levels_.empty() || column() > levels_.back().column) && !push_level(Kind::mapping, column()))
    {
        return false;
    }
    levels_.back().waits_for_value = true;
    push(TokenKind::explicit_key, 1);
    open_slot(true);
    in_explicit_key_ = true;
    return true;
}

/// A ':' with no key before it on its line: the value of a key that was announced by '?'.
bool YamlScanner::scan_lone_value()
{
    const bool fits = is_first_word_ && !in_explicit_key_ && !levels_.empty() && levels_.back().waits_for_value &&
                      levels_.back().column == column();
    if (!fits)
    {
        return refuse(is_first_word_ ? mistakes_.missing_key(at_) : mistakes_.cannot_begin(at_));
    }
    levels_.back().waits_for_value = false;
    push(TokenKind::value, 1);
    open_slot(true);
    return true;
}

bool YamlScanner::push_level(Kind kind, std::size_t column)
{
    if (levels_.size() + flows_.size() >= limits_.depth)
    {
        return refuse(mistakes_.too_deep(at_, limits_.depth));
    }
    levels_.push_back({.kind = kind, .column = column, .begin = line_start_ + column});
    return true;
}

/// A scalar outside of brackets is a key if a ':' follows, and a value otherwise.
bool YamlScanner::end_block_scalar(Token token)
{
    const std::size_t after = skip_spaces(token.where.end);
    if (token.style != Style::block && after < text_.size() && text_[after] == ':' && is_blank_at(text_, after + 1))
    {
        return take_key(token, after);
    }
    if (must_be_key_)
    {
        return refuse(mistakes_.missing_colon(token));
    }
    if (auto fault = mistakes_.lines_that_run_together(token))
    {
        return refuse(std::move(*fault));
    }
    result_.tokens.push_back(token);
    close_slot();
    return true;
}

bool YamlScanner::take_key(Token token, std::size_t colon)
{
    const std::string_view written = text_.substr(token.where.begin, colon - token.where.begin);
    if (written.find('\n') != std::string_view::npos)
    {
        return refuse(mistakes_.key_over_lines(token, colon, may_be_key_));
    }
    if (!may_be_key_)
    {
        return refuse(mistakes_.colon_in_value(token, colon));
    }
    if (in_explicit_key_)
    {
        return refuse(mistakes_.key_not_text(token.where, "a mapping"));
    }
    if (colon - node_begin_ > longest_key)
    {
        return refuse(mistakes_.long_key(token));
    }
    const std::size_t key_column = node_begin_ - line_start_;
    if ((levels_.empty() || key_column > levels_.back().column) && !push_level(Kind::mapping, key_column))
    {
        return false;
    }
    token.is_key = true;
    result_.tokens.push_back(token);
    at_ = colon;
    push(TokenKind::value, 1);
    open_slot(false);
    return true;
}

/// A node may follow, and perhaps a key on the same line.
void YamlScanner::open_slot(bool key_may_follow)
{
    slot_open_ = true;
    may_be_key_ = key_may_follow;
    must_be_key_ = false;
    node_begin_ = nowhere;
    has_anchor_ = false;
    has_tag_ = false;
}

/// The node is complete.
void YamlScanner::close_slot()
{
    open_slot(false);
    slot_open_ = false;
    in_explicit_key_ = false;
}

} // namespace edgepool::doc
