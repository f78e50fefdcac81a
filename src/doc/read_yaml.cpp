// SPDX-License-Identifier: Apache-2.0
#include "doc/read_yaml.h"

#include <istream>
#include <sstream>
#include <string>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "doc/tree_builder.h"

namespace edgepool::doc
{

namespace
{

struct Stop
{
};

class Events : public YAML::EventHandler
{
public:
    Events(std::string_view text, TreeBuilder& builder) : text_(text), builder_(builder) {}
    void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { go(builder_.add_null(empty(mark), anchor)); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        go(builder_.add_alias(anchor, word(mark)));
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override
    {
        go(builder_.add_scalar(value, tag == "?" ? Style::plain : Style::quoted, word(mark), anchor));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override
    {
        go(builder_.begin(Kind::sequence, word(mark), anchor));
    }
    void OnSequenceEnd() override { go(builder_.end()); }
    void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override
    {
        go(builder_.begin(Kind::mapping, word(mark), anchor));
    }
    void OnMapEnd() override { go(builder_.end()); }

private:
    static void go(bool may_go_on)
    {
        if (!may_go_on)
        {
            throw Stop{};
        }
    }
    Span empty(const YAML::Mark& mark) const
    {
        const auto at = static_cast<std::uint32_t>(std::min<std::size_t>(text_.size(), std::size_t(mark.pos)));
        return {at, at};
    }
    Span word(const YAML::Mark& mark) const
    {
        const Span start = empty(mark);
        std::size_t end = start.begin;
        while (end < text_.size() && text_[end] != '\n' && text_[end] != ':' && text_[end] != ',')
        {
            ++end;
        }
        return {start.begin, static_cast<std::uint32_t>(end)};
    }
    std::string_view text_;
    TreeBuilder& builder_;
};

} // namespace

std::optional<Document> read_yaml(const SourcePtr& source, Diagnostics& diagnostics, const Limits& limits)
{
    TreeBuilder builder(source, diagnostics, limits);
    try
    {
        std::istringstream stream{std::string(source->text())};
        YAML::Parser parser(stream);
        Events events(source->text(), builder);
        parser.HandleNextDocument(events);
    }
    catch (const Stop&)
    {
        return std::nullopt;
    }
    catch (const YAML::Exception& error)
    {
        const auto at = static_cast<std::uint32_t>(std::max(0, error.mark.pos));
        diagnostics.add(to_diagnostic({.detail = error.msg, .where = {at, at}}, source));
        return std::nullopt;
    }
    return builder.finish();
}

} // namespace edgepool::doc
