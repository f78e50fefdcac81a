// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "doc/yaml_scalar_ends.h"
#include "doc/yaml_scanner.h"

namespace edgepool::doc
{

bool YamlScanner::scan_flow_word()
{
    const char c = text_[at_];
    switch (c)
    {
    case ',':
        return scan_comma();
    case ']':
    case '}':
        return close_flow();
    case '?':
        return refuse_in_flow(mistakes_.question_mark_in_brackets(at_));
    case ':':
        return refuse_in_flow(mistakes_.missing_key(at_));
    case '-':
        if (is_blank_at(text_, at_ + 1))
        {
            return refuse_in_flow(mistakes_.entry_in_brackets(at_, flows_.back().begin));
        }
        break;
    default:
        break;
    }
    return scan_node();
}

bool YamlScanner::begin_flow_node()
{
    if (node_begin_ == nowhere)
    {
        node_begin_ = at_;
    }
    const FlowState state = flows_.back().state;
    if (state == FlowState::after_key || state == FlowState::after_item)
    {
        return refuse_in_flow(mistakes_.missing_comma(at_, result_.tokens.back()));
    }
    return true;
}

bool YamlScanner::open_flow()
{
    if (!begin_any_node())
    {
        return false;
    }
    const auto begin = static_cast<std::uint32_t>(at_);
    const bool is_key_of_braces =
        !flows_.empty() && flows_.back().kind == Kind::mapping && flows_.back().state != FlowState::value;
    if (in_explicit_key_ || is_key_of_braces)
    {
        return refuse(mistakes_.key_not_text({begin, begin + 1}, text_[at_] == '[' ? "a list" : "a mapping"));
    }
    if (must_be_key_)
    {
        return refuse(mistakes_.not_a_key(at_, levels_.back().begin));
    }
    if (levels_.size() + flows_.size() >= limits_.depth)
    {
        return refuse(mistakes_.too_deep(at_, limits_.depth));
    }
    flows_.push_back({.kind = text_[at_] == '[' ? Kind::sequence : Kind::mapping, .begin = at_});
    push(TokenKind::open, 1);
    open_slot(false);
    return true;
}

bool YamlScanner::close_flow()
{
    const Flow flow = flows_.back();
    if ((text_[at_] == ']') != (flow.kind == Kind::sequence))
    {
        return refuse(mistakes_.wrong_bracket(at_, flow.begin));
    }
    push(TokenKind::close, 1);
    flows_.pop_back();
    const std::size_t after = skip_spaces(at_);
    if (is_colon_at(after))
    {
        const Span key{static_cast<std::uint32_t>(flow.begin), static_cast<std::uint32_t>(at_)};
        return refuse(mistakes_.key_not_text(key, flow.kind == Kind::sequence ? "a list" : "a mapping"));
    }
    if (flows_.empty())
    {
        close_slot();
        return true;
    }
    flows_.back().state = FlowState::after_item;
    open_slot(false);
    return true;
}

bool YamlScanner::scan_comma()
{
    Flow& flow = flows_.back();
    const bool nothing_yet = flow.state == FlowState::first || flow.state == FlowState::item;
    if (nothing_yet && node_begin_ == nowhere)
    {
        return refuse_in_flow(mistakes_.nothing_between_commas(at_));
    }
    flow.state = FlowState::item;
    push(TokenKind::comma, 1);
    open_slot(false);
    return true;
}

bool YamlScanner::end_flow_scalar(Token token)
{
    Flow& flow = flows_.back();
    const bool is_value = flow.state == FlowState::value;
    const std::size_t after = skip_spaces(token.where.end);
    const bool is_adjacent = token.style == Style::quoted && after == token.where.end;
    const bool has_colon = after < text_.size() && text_[after] == ':' && (is_adjacent || is_colon_at(after));
    if (has_colon)
    {
        return take_flow_key(token, after);
    }
    if (auto fault = mistakes_.lines_that_run_together(token))
    {
        return refuse_in_flow(std::move(*fault));
    }
    const bool is_bare_key = flow.kind == Kind::mapping && !is_value;
    if (is_bare_key && token.style == Style::plain && mistakes_.has_colon_inside(token))
    {
        return refuse_in_flow(mistakes_.missing_space_in_braces(token));
    }
    flow.state = is_bare_key ? FlowState::after_key : FlowState::after_item;
    result_.tokens.push_back(token);
    open_slot(false);
    return true;
}

bool YamlScanner::take_flow_key(Token token, std::size_t colon)
{
    Flow& flow = flows_.back();
    const std::string_view written = text_.substr(token.where.begin, colon - token.where.begin);
    if (written.find('\n') != std::string_view::npos)
    {
        return refuse_in_flow(token.style == Style::plain ? mistakes_.missing_comma_at_line_end(token, colon)
                                                          : mistakes_.key_over_lines(token, colon, false));
    }
    if (flow.state == FlowState::value)
    {
        return refuse_in_flow(mistakes_.colon_in_value(token, colon));
    }
    if (colon - node_begin_ > longest_key)
    {
        return refuse(mistakes_.long_key(token));
    }
    token.is_key = true;
    result_.tokens.push_back(token);
    at_ = colon;
    push(TokenKind::value, 1);
    flow.state = FlowState::value;
    open_slot(false);
    return true;
}

/// A bracket that was not closed swallows the lines below it, and the fault shows itself there only.
bool YamlScanner::refuse_in_flow(YamlFault fault)
{
    for (const Flow& flow : flows_)
    {
        if (mistakes_.looks_like_block_line(fault.where.begin, flow.begin))
        {
            return refuse(mistakes_.unclosed(flow.begin, fault.where.begin));
        }
    }
    return refuse(std::move(fault));
}

} // namespace edgepool::doc
