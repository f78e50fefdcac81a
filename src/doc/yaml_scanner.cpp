// SPDX-License-Identifier: Apache-2.0
#include "doc/yaml_scanner.h"

#include <algorithm>
#include <string>
#include <utility>

#include "doc/yaml_encoding.h"
#include "doc/yaml_scalar_ends.h"

namespace edgepool::doc
{

YamlScanner::YamlScanner(const Source& source, const Limits& limits)
    : source_(source), text_(source.text()), limits_(limits), mistakes_(source)
{
}

Tokens YamlScanner::scan()
{
    if (text_.starts_with(byte_order_mark))
    {
        at_ = byte_order_mark.size();
        line_start_ = at_;
    }
    while (step())
    {
    }
    return std::move(result_);
}

/// Takes one word; false at the end or at a fault.
bool YamlScanner::step()
{
    if (!skip_blanks())
    {
        return false;
    }
    if (at_ >= text_.size())
    {
        return finish();
    }
    bool done = false;
    if (!scan_mark_at_line_start(done) || done)
    {
        return done;
    }
    if (has_end_)
    {
        return refuse(mistakes_.several_documents(at_, 1));
    }
    if (has_directive_ && !has_start_)
    {
        return refuse(mistakes_.directive(directive_begin_));
    }
    // Every node has at most a few words of its own, so this bounds what the words cost.
    constexpr std::size_t words_per_node = 4;
    if (result_.tokens.size() / words_per_node > limits_.nodes)
    {
        return refuse(mistakes_.too_many_values(at_, limits_.nodes));
    }
    const bool taken = flows_.empty() ? scan_block_word() : scan_flow_word();
    is_first_word_ = taken && is_first_word_ && at_ == line_start_;
    return taken;
}

/// Spaces, comments and line ends.
bool YamlScanner::skip_blanks()
{
    while (at_ < text_.size())
    {
        const char c = text_[at_];
        if (c == ' ' || c == '\r')
        {
            ++at_;
        }
        else if (c == '\n')
        {
            if (has_lone_property())
            {
                return refuse(mistakes_.lone_property(node_begin_));
            }
            start_line(at_ + 1);
        }
        else if (c == '#')
        {
            if (at_ > line_start_ && text_[at_ - 1] != ' ')
            {
                return refuse(mistakes_.comment_without_space(at_));
            }
            at_ = std::min(text_.find('\n', at_), text_.size());
        }
        else
        {
            return c != '\t' || refuse(mistakes_.tab(at_, is_first_word_));
        }
    }
    return true;
}

void YamlScanner::start_line(std::size_t offset)
{
    at_ = offset;
    line_start_ = offset;
    is_first_word_ = true;
    may_be_key_ = true;
    // What an earlier line said of the node, it said of the collection that begins here.
    must_be_key_ = false;
    node_begin_ = nowhere;
    has_anchor_ = false;
    has_tag_ = false;
}

/// "---", "..." and "%": they mean something in the first column only.
bool YamlScanner::scan_mark_at_line_start(bool& done)
{
    if (at_ != line_start_)
    {
        return true;
    }
    if (text_[at_] == '%')
    {
        done = scan_directive();
        return done;
    }
    if (text_.substr(at_).starts_with("<<<<<<< "))
    {
        return refuse(mistakes_.merge_conflict(at_));
    }
    if (!is_document_mark(text_, at_))
    {
        return true;
    }
    done = scan_document_mark();
    return done;
}

bool YamlScanner::scan_directive()
{
    const std::size_t end = std::min(text_.find_first_of("\r\n", at_), text_.size());
    const bool is_at_start = !has_directive_ && !has_start_ && !has_end_ && result_.tokens.empty();
    std::string_view line = text_.substr(at_, end - at_);
    line = line.substr(0, line.find(" #"));
    line = line.substr(0, line.find_last_not_of(' ') + 1);
    if (!is_at_start || !flows_.empty() || (line != "%YAML 1.1" && line != "%YAML 1.2"))
    {
        return refuse(mistakes_.directive(at_));
    }
    has_directive_ = true;
    directive_begin_ = at_;
    at_ = end;
    return true;
}

bool YamlScanner::scan_document_mark()
{
    if (!flows_.empty())
    {
        return refuse(mistakes_.unclosed(flows_.back().begin, at_));
    }
    const bool is_start = text_[at_] == '-';
    const bool nothing_before = result_.tokens.empty() && !has_start_ && !has_end_;
    if (is_start ? !nothing_before : (nothing_before || (has_directive_ && !has_start_)))
    {
        return is_start ? refuse(mistakes_.several_documents(at_, 3)) : refuse(mistakes_.lone_document_end(at_));
    }
    if (in_explicit_key_)
    {
        return refuse(mistakes_.missing_key(result_.tokens.back().where.begin));
    }
    has_start_ = has_start_ || is_start;
    has_end_ = !is_start;
    at_ += 3;
    is_first_word_ = false;
    may_be_key_ = false;
    return true;
}

bool YamlScanner::finish()
{
    if (!flows_.empty())
    {
        return refuse(mistakes_.unclosed(flows_.back().begin, text_.size()));
    }
    if (has_directive_ && !has_start_)
    {
        return refuse(mistakes_.directive(directive_begin_));
    }
    if (has_lone_property())
    {
        return refuse(mistakes_.lone_property(node_begin_));
    }
    if (in_explicit_key_)
    {
        return refuse(mistakes_.missing_key(result_.tokens.back().where.begin));
    }
    return false;
}

/// An anchor or tag in the column of the keys, without a key behind it.
bool YamlScanner::has_lone_property() const
{
    return flows_.empty() && must_be_key_ && node_begin_ != nowhere;
}

void YamlScanner::push(TokenKind kind, std::size_t size)
{
    result_.tokens.push_back(
        {.kind = kind, .where = {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + size)}});
    at_ += size;
}

bool YamlScanner::refuse(YamlFault fault)
{
    result_.fault = std::move(fault);
    return false;
}

Tokens scan_tokens(const Source& source, const Limits& limits)
{
    return YamlScanner(source, limits).scan();
}

} // namespace edgepool::doc
