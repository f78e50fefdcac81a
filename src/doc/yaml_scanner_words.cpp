// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "doc/characters.h"
#include "doc/yaml_scalar_ends.h"
#include "doc/yaml_scanner.h"

namespace edgepool::doc
{

/// A word that is a node, or says something of one.
bool YamlScanner::scan_node()
{
    switch (text_[at_])
    {
    case '[':
    case '{':
        return open_flow();
    case '"':
    case '\'':
        return scan_quoted();
    case '|':
    case '>':
        return flows_.empty() ? scan_block_text() : refuse(mistakes_.cannot_begin(at_));
    case '*':
        return scan_alias();
    case '&':
        return scan_anchor();
    case '!':
        return scan_tag();
    case ']':
    case '}':
        return refuse(mistakes_.cannot_begin(at_));
    case ',':
    case '%':
    case '@':
    case '`':
        return begin_any_node() && refuse(mistakes_.cannot_begin(at_));
    default:
        return scan_plain();
    }
}

bool YamlScanner::scan_plain()
{
    if (!is_visible(first_character(text_.substr(at_)).code))
    {
        return refuse(mistakes_.cannot_begin(at_));
    }
    if (!begin_any_node())
    {
        return false;
    }
    const auto surroundings = flows_.empty() ? Surroundings::block : Surroundings::flow;
    Token token{.kind = TokenKind::scalar};
    token.where.begin = static_cast<std::uint32_t>(at_);
    token.where.end = static_cast<std::uint32_t>(end_of_plain(text_, at_, indent(), surroundings));
    advance_to(token.where.end);
    return end_scalar(token);
}

bool YamlScanner::scan_quoted()
{
    if (!begin_any_node())
    {
        return false;
    }
    const auto end = end_of_quoted(text_, at_);
    if (!end)
    {
        return refuse(mistakes_.unterminated(at_));
    }
    Token token{.kind = TokenKind::scalar, .style = Style::quoted};
    token.where = {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(*end)};
    if (text_[at_] == '"')
    {
        if (auto fault = find_bad_escape(text_, at_, *end))
        {
            return refuse(std::move(*fault));
        }
    }
    advance_to(*end);
    return end_scalar(token);
}

/// To the end of a scalar, which may have ended on a later line.
void YamlScanner::advance_to(std::size_t end)
{
    const std::string_view passed = text_.substr(at_, end - at_);
    const std::size_t last_line = passed.rfind('\n');
    line_start_ = last_line == std::string_view::npos ? line_start_ : at_ + last_line + 1;
    at_ = end;
}

bool YamlScanner::scan_block_text()
{
    if (!begin_node())
    {
        return false;
    }
    BlockScalar scalar = scan_block_scalar(text_, at_, std::max<std::size_t>(indent(), 1));
    if (scalar.fault)
    {
        return refuse(std::move(*scalar.fault));
    }
    Token token{.kind = TokenKind::scalar, .style = Style::block};
    token.indent = static_cast<std::uint32_t>(scalar.indent);
    token.where = {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(scalar.end)};
    if (!end_scalar(token))
    {
        return false;
    }
    start_line(scalar.next);
    return true;
}

/// Anchors are named by letters, digits, '-' and '_' for every reader.
std::size_t YamlScanner::name_end() const
{
    const auto is_of_name = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    const auto rest = text_.substr(at_ + 1);
    const auto end = std::ranges::find_if_not(rest, is_of_name);
    return at_ + 1 + static_cast<std::size_t>(end - rest.begin());
}

bool YamlScanner::ends_name(std::size_t at) const
{
    constexpr std::string_view ends = ",]}";
    return is_blank_at(text_, at) || (!flows_.empty() && ends.find(text_[at]) != std::string_view::npos);
}

bool YamlScanner::scan_alias()
{
    const std::size_t end = name_end();
    const Span where{static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)};
    if (end == at_ + 1 || !ends_name(end))
    {
        return refuse(mistakes_.alias_name(at_, end));
    }
    if (has_anchor_ || has_tag_)
    {
        return refuse(mistakes_.alias_with_property(where));
    }
    if (!begin_any_node())
    {
        return false;
    }
    if (!anchors_.contains(text_.substr(at_ + 1, end - at_ - 1)))
    {
        return refuse(mistakes_.unknown_alias(where, anchors_));
    }
    const bool is_key_of_braces =
        !flows_.empty() && flows_.back().kind == Kind::mapping && flows_.back().state != FlowState::value;
    if (in_explicit_key_ || is_key_of_braces || is_colon_at(skip_spaces(end)))
    {
        return refuse(mistakes_.key_not_text(where, "an alias"));
    }
    if (must_be_key_)
    {
        return refuse(mistakes_.not_a_key(at_, levels_.back().begin));
    }
    push(TokenKind::alias, end - at_);
    if (flows_.empty())
    {
        close_slot();
        return true;
    }
    flows_.back().state = FlowState::after_item;
    open_slot(false);
    return true;
}

bool YamlScanner::scan_anchor()
{
    const std::size_t end = name_end();
    const Span where{static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)};
    if (end == at_ + 1 || !ends_name(end))
    {
        return refuse(mistakes_.anchor_name(at_, end));
    }
    if (!begin_any_node())
    {
        return false;
    }
    if (has_anchor_)
    {
        return refuse(mistakes_.second_property(where));
    }
    const auto [first, is_new] = anchors_.try_emplace(text_.substr(at_ + 1, end - at_ - 1), at_);
    if (!is_new)
    {
        return refuse(mistakes_.anchor_twice(where, first->second));
    }
    has_anchor_ = true;
    push(TokenKind::anchor, end - at_);
    return true;
}

bool YamlScanner::scan_tag()
{
    constexpr std::array<std::string_view, 7> known{"!!str", "!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq"};
    std::size_t end = at_;
    while (!ends_name(end))
    {
        ++end;
    }
    const Span where{static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)};
    if (std::ranges::find(known, text_.substr(at_, end - at_)) == known.end())
    {
        return refuse(mistakes_.tag(where));
    }
    if (!begin_any_node())
    {
        return false;
    }
    if (has_tag_)
    {
        return refuse(mistakes_.second_property(where));
    }
    has_tag_ = true;
    push(TokenKind::tag, end - at_);
    return true;
}

bool YamlScanner::is_colon_at(std::size_t at) const
{
    if (at >= text_.size() || text_[at] != ':')
    {
        return false;
    }
    constexpr std::string_view ends = ",]}";
    return is_blank_at(text_, at + 1) || (!flows_.empty() && ends.find(text_[at + 1]) != std::string_view::npos);
}

std::size_t YamlScanner::skip_spaces(std::size_t at) const
{
    return std::min(text_.find_first_not_of(' ', at), text_.size());
}

} // namespace edgepool::doc
