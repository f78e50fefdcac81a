// SPDX-License-Identifier: Apache-2.0
#include "doc/yaml_events.h"

#include <algorithm>
#include <cstdint>
#include <istream>
#include <streambuf>
#include <string>
#include <utility>
#include <variant>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "doc/token_cursor.h"
#include "doc/yaml_encoding.h"
#include "doc/yaml_scalar_text.h"
#include "doc/yaml_types.h"

namespace edgepool::doc
{

namespace
{

/// Ends the parser, which has no other way out. Never leaves this file.
struct Stop
{
};

/// A stream over a text that is not copied.
class TextBuffer : public std::streambuf
{
public:
    explicit TextBuffer(std::string_view text)
    {
        // setg() wants it without const; nobody writes.
        auto* begin = const_cast<char*>(text.data()); // NOLINT(cppcoreguidelines-pro-type-const-cast)
        setg(begin, begin, begin + text.size());
    }
};

bool has_type(const Value& value, std::string_view tag)
{
    return (tag == "!!null" && std::holds_alternative<std::monostate>(value.data())) ||
           (tag == "!!bool" && std::holds_alternative<bool>(value.data())) ||
           (tag == "!!int" && std::holds_alternative<std::int64_t>(value.data())) ||
           (tag == "!!float" && std::holds_alternative<double>(value.data()));
}

YamlFault readers_disagree(Span where)
{
    return {.detail = "YAML readers disagree about what this means",
            .hint = "write it in another way, such as with quotes",
            .where = where};
}

class Events : public YAML::EventHandler
{
public:
    Events(std::string_view text, const std::vector<Token>& tokens, TreeBuilder& builder)
        : text_(text), words_(text, tokens), builder_(builder)
    {
    }

    std::optional<YamlFault> fault() && { return std::move(fault_); }
    void check_end()
    {
        if (!words_.at_end())
        {
            disagree();
        }
    }

    // The marks of yaml-cpp are not used: those of nulls and aliases are wrong, and none says where a value ends.
    void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { end_collection(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { end_collection(); }

private:
    enum class Position
    {
        item, ///< of a list, or the root
        key,
        value,
        missing_value, ///< of a key without ':'
    };

    /// A collection that is open. In [key: value] there is a mapping without brackets inside of a list in brackets.
    struct Frame
    {
        Kind kind = Kind::sequence;
        bool has_brackets = false;
        bool is_first = true;
        bool waits_for_value = false;
    };

    void begin_node();
    Position take_what_stands_before();
    Span take_properties(YAML::anchor_t anchor, bool has_tag);
    bool is_scalar_next() const;
    const Token& take(TokenKind kind);
    void add_tagged(const Token& scalar, Span tag, YAML::anchor_t anchor);
    void begin_collection(Kind kind, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style);
    void end_collection();
    void end_node();

    static void go(bool may_go_on);
    [[noreturn]] void disagree() { refuse(readers_disagree(words_.place())); }
    [[noreturn]] void refuse_tag(Span tag);
    [[noreturn]] void refuse(YamlFault fault);

    std::string_view text_;
    TokenCursor words_;
    TreeBuilder& builder_;
    std::vector<Frame> frames_;
    Position position_ = Position::item; ///< of the node that has begun
    std::optional<YamlFault> fault_;
};

void Events::OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t anchor)
{
    begin_node();
    take_properties(anchor, false);
    if (position_ == Position::key)
    {
        const Span where = take(TokenKind::scalar).where;
        go(builder_.add_scalar(words_.written(where), Style::plain, where, anchor));
    }
    else
    {
        go(builder_.add_null(is_scalar_next() ? take(TokenKind::scalar).where : words_.empty_place(), anchor));
    }
    end_node();
}

void Events::OnAlias(const YAML::Mark& /*mark*/, YAML::anchor_t anchor)
{
    begin_node();
    go(builder_.add_alias(anchor, take(TokenKind::alias).where));
    end_node();
}

void Events::OnScalar(const YAML::Mark& /*mark*/, const std::string& tag, YAML::anchor_t anchor,
                      const std::string& value)
{
    begin_node();
    const bool has_tag = tag != "?" && tag != "!";
    const Span tag_place = take_properties(anchor, has_tag);
    if (has_tag && !is_scalar_next())
    {
        add_tagged({.where = words_.empty_place()}, tag_place, anchor);
        end_node();
        return;
    }
    if (!is_scalar_next())
    {
        disagree();
    }
    const Token scalar = take(TokenKind::scalar);
    const std::string text = scalar_text(text_, scalar);
    if (scalar.style == Style::plain && text != value)
    {
        disagree();
    }
    if (has_tag)
    {
        add_tagged(scalar, tag_place, anchor);
    }
    else
    {
        go(builder_.add_scalar(text, scalar.style, scalar.where, anchor));
    }
    end_node();
}

/// A tag may say what the value is anyway, or that it is text; it changes nothing else.
void Events::add_tagged(const Token& scalar, Span tag, YAML::anchor_t anchor)
{
    const std::string text = scalar.where.begin < scalar.where.end ? scalar_text(text_, scalar) : std::string();
    if (words_.written(tag) == "!!str" || position_ == Position::key)
    {
        const Style style = scalar.style == Style::plain ? Style::quoted : scalar.style;
        go(builder_.add_scalar(text, style, scalar.where, anchor));
        return;
    }
    if (!has_type(type_of_plain(text), words_.written(tag)))
    {
        refuse_tag(tag);
    }
    go(words_.written(tag) == "!!null" ? builder_.add_null(scalar.where, anchor)
                                       : builder_.add_scalar(text, Style::plain, scalar.where, anchor));
}

void Events::OnSequenceStart(const YAML::Mark& /*mark*/, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value style)
{
    begin_collection(Kind::sequence, tag, anchor, style);
}

void Events::OnMapStart(const YAML::Mark& /*mark*/, const std::string& tag, YAML::anchor_t anchor,
                        YAML::EmitterStyle::value style)
{
    begin_collection(Kind::mapping, tag, anchor, style);
}

void Events::begin_collection(Kind kind, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style)
{
    begin_node();
    const bool has_tag = tag != "?";
    const Span tag_place = take_properties(anchor, has_tag);
    if (has_tag && words_.written(tag_place) != (kind == Kind::mapping ? "!!map" : "!!seq"))
    {
        refuse_tag(tag_place);
    }
    go(builder_.begin(kind, words_.place_of_collection(), anchor));
    const bool has_brackets = style == YAML::EmitterStyle::Flow && words_.skip(TokenKind::open);
    frames_.push_back({.kind = kind, .has_brackets = has_brackets});
}

void Events::end_collection()
{
    if (frames_.back().has_brackets)
    {
        words_.skip(TokenKind::comma);
        take(TokenKind::close);
    }
    frames_.pop_back();
    go(builder_.end());
    end_node();
}

void Events::begin_node()
{
    position_ = frames_.empty() ? Position::item : take_what_stands_before();
}

/// '-', '?', ':' or a comma.
Events::Position Events::take_what_stands_before()
{
    Frame& frame = frames_.back();
    if (frame.kind == Kind::mapping && frame.waits_for_value)
    {
        return words_.skip(TokenKind::value) ? Position::value : Position::missing_value;
    }
    if (frame.has_brackets && !frame.is_first)
    {
        take(TokenKind::comma);
    }
    frame.is_first = false;
    if (frame.kind == Kind::mapping)
    {
        words_.skip(TokenKind::explicit_key);
        return Position::key;
    }
    if (!frame.has_brackets)
    {
        take(TokenKind::entry);
    }
    return Position::item;
}

void Events::end_node()
{
    if (!frames_.empty() && frames_.back().kind == Kind::mapping)
    {
        frames_.back().waits_for_value = !frames_.back().waits_for_value;
    }
}

/// Whether the node is written as a scalar. Behind a ':' a scalar that is itself a key belongs to the next member.
bool Events::is_scalar_next() const
{
    if (position_ == Position::missing_value || !words_.is_next(TokenKind::scalar))
    {
        return false;
    }
    return position_ == Position::key || !words_.next()->is_key;
}

/// The anchor and the tag of the node, which come in either order. Returns the place of the tag.
Span Events::take_properties(YAML::anchor_t anchor, bool has_tag)
{
    Span tag{};
    bool waits_for_anchor = anchor != 0;
    bool waits_for_tag = has_tag;
    while (waits_for_anchor || waits_for_tag)
    {
        if (waits_for_anchor && words_.skip(TokenKind::anchor))
        {
            waits_for_anchor = false;
        }
        else if (waits_for_tag && words_.is_next(TokenKind::tag))
        {
            waits_for_tag = false;
            tag = take(TokenKind::tag).where;
        }
        else
        {
            disagree();
        }
    }
    return tag;
}

const Token& Events::take(TokenKind kind)
{
    const Token* token = words_.take(kind);
    if (token == nullptr)
    {
        disagree();
    }
    return *token;
}

void Events::go(bool may_go_on)
{
    if (!may_go_on)
    {
        throw Stop{};
    }
}

void Events::refuse_tag(Span tag)
{
    refuse({.code = "yaml.tag",
            .detail = "the value is not what '" + std::string(words_.written(tag)) + "' says",
            .hint = "remove the tag",
            .where = tag});
}

void Events::refuse(YamlFault fault)
{
    fault_ = std::move(fault);
    throw Stop{};
}

} // namespace

std::optional<YamlFault> read_events(std::string_view text, const std::vector<Token>& tokens, TreeBuilder& builder)
{
    const std::size_t start = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    const auto place = [text](std::size_t offset) {
        const auto at = static_cast<std::uint32_t>(std::min(offset, text.size()));
        return Span{at, at};
    };
    Events events(text, tokens, builder);
    try
    {
        TextBuffer buffer(text.substr(start));
        std::istream stream(&buffer);
        YAML::Parser parser(stream);
        parser.HandleNextDocument(events);
        events.check_end();
        return parser ? std::optional(readers_disagree(place(text.size()))) : std::nullopt;
    }
    catch (const Stop&)
    {
        return std::move(events).fault();
    }
    catch (const YAML::Exception& error)
    {
        YamlFault fault = readers_disagree(place(start + static_cast<std::size_t>(std::max(error.mark.pos, 0))));
        fault.detail += " (yaml-cpp: " + error.msg + ")";
        return fault;
    }
}

} // namespace edgepool::doc
