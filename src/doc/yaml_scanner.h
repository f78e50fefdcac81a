// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "doc/yaml_mistakes.h"
#include "doc/yaml_tokens.h"

namespace edgepool::doc
{

/// The work of scan_tokens(). It keeps the columns of the block collections that are open, and of each bracket what may
/// come next, and so knows for every word whether it may stand where it stands.
class YamlScanner
{
public:
    YamlScanner(const Source& source, const Limits& limits);

    Tokens scan();

private:
    struct Level
    {
        Kind kind = Kind::mapping;
        std::size_t column = 0;
        std::size_t begin = 0;        ///< of its first key or '-'
        bool has_entries = false;     ///< a mapping: a list without indentation is the value of its last key
        bool waits_for_value = false; ///< a mapping: its last key was announced by '?'
    };

    enum class FlowState
    {
        first,      ///< an item or the closing bracket
        item,       ///< behind a comma: an item or the closing bracket
        after_key,  ///< a key without a ':'
        value,      ///< behind the ':'
        after_item, ///< a comma or the closing bracket
    };

    struct Flow
    {
        Kind kind = Kind::sequence;
        std::size_t begin = 0;
        FlowState state = FlowState::first;
    };

    // Between the words
    bool step();
    bool skip_blanks();
    void start_line(std::size_t offset);
    bool scan_mark_at_line_start(bool& done);
    bool scan_directive();
    bool scan_document_mark();
    bool finish();
    bool has_lone_property() const;

    // Block collections
    bool scan_block_word();
    bool unwind();
    bool begin_node();
    bool check_indentation();
    bool scan_entry();
    bool check_entry();
    bool scan_explicit_key();
    bool scan_lone_value();
    bool push_level(Kind kind, std::size_t column);
    bool end_block_scalar(Token token);
    bool take_key(Token token, std::size_t colon);
    void open_slot(bool key_may_follow);
    void close_slot();

    // Flow collections
    bool scan_flow_word();
    bool begin_flow_node();
    bool open_flow();
    bool close_flow();
    bool scan_comma();
    bool end_flow_scalar(Token token);
    bool take_flow_key(Token token, std::size_t colon);
    bool refuse_in_flow(YamlFault fault);

    // Words that both have
    bool scan_node();
    bool begin_any_node() { return flows_.empty() ? begin_node() : begin_flow_node(); }
    bool end_scalar(const Token& token) { return flows_.empty() ? end_block_scalar(token) : end_flow_scalar(token); }
    bool scan_plain();
    bool scan_quoted();
    bool scan_block_text();
    bool scan_alias();
    bool scan_anchor();
    bool scan_tag();
    std::size_t name_end() const;
    bool ends_name(std::size_t at) const;
    void advance_to(std::size_t end);

    std::size_t column() const { return at_ - line_start_; }
    std::size_t indent() const { return levels_.empty() ? 0 : levels_.back().column + 1; }
    bool is_colon_at(std::size_t at) const;
    std::size_t skip_spaces(std::size_t at) const;
    void push(TokenKind kind, std::size_t size);
    bool refuse(YamlFault fault);

    const Source& source_;
    std::string_view text_;
    Limits limits_;
    YamlMistakes mistakes_;
    Tokens result_;
    std::size_t at_ = 0;
    std::size_t line_start_ = 0;
    bool is_first_word_ = true; ///< of its line

    // The document
    bool has_directive_ = false;
    std::size_t directive_begin_ = 0;
    bool has_start_ = false;
    bool has_end_ = false;

    // The place where the next node would stand
    bool slot_open_ = true;    ///< a node may begin
    bool may_be_key_ = true;   ///< on this line
    bool must_be_key_ = false; ///< it stands in the column of a mapping's keys
    bool in_explicit_key_ = false;
    /// From where a key begins to its ':', for every reader of YAML.
    static constexpr std::size_t longest_key = 1024;
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
    std::size_t node_begin_ = nowhere; ///< of the node's first property or word on this line
    bool has_anchor_ = false;          ///< of that node
    bool has_tag_ = false;

    std::vector<Level> levels_;
    std::vector<Flow> flows_;
    YamlMistakes::Anchors anchors_;
};

} // namespace edgepool::doc
