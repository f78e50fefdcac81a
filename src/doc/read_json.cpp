// SPDX-License-Identifier: Apache-2.0
#include "doc/read_json.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "doc/read_yaml.h"
#include "doc/yaml_shapes.h"

namespace edgepool::doc
{

namespace
{

using Json = nlohmann::json;

/// Tells where the parser stands: its SAX interface does not say where a key is.
class CountingIterator
{
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, const char** last) : at_(at), last_(last) {}

    reference operator*() const { return *at_; }
    CountingIterator& operator++()
    {
        *last_ = ++at_;
        return *this;
    }
    CountingIterator operator++(int)
    {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const CountingIterator& left, const CountingIterator& right)
    {
        return left.at_ == right.at_;
    }

private:
    const char* at_;
    const char** last_;
};

/// What the parser expected, without its codes and positions: "unexpected '}'; expected string literal".
std::string reason_of(std::string_view message)
{
    constexpr std::string_view dash = " - ";
    const std::size_t begin = message.find(dash);
    const std::string_view reason =
        begin == std::string_view::npos ? "not readable" : message.substr(begin + dash.size());
    // What it has read is as long as the user's text; the place tells that better.
    const std::size_t last_read = reason.find("; last read: ");
    const std::size_t expected = reason.rfind("; expected ");
    const bool says_expected = expected != std::string_view::npos && expected > last_read;
    return std::string(reason.substr(0, last_read)) + std::string(says_expected ? reason.substr(expected) : "");
}

bool is_escaped(std::string_view text, std::size_t at)
{
    const std::size_t other = text.find_last_not_of('\\', at - 1);
    return (at - 1 - other) % 2 == 1;
}

/// The opening quote of the text whose closing quote is the last character before `end`.
std::size_t begin_of_text(std::string_view text, std::size_t end)
{
    std::size_t begin = end - 1;
    while (begin > 0)
    {
        begin = text.rfind('"', begin - 1);
        if (begin == std::string_view::npos)
        {
            return end - 1;
        }
        if (begin == 0 || !is_escaped(text, begin))
        {
            return begin;
        }
    }
    return begin;
}

/// The beginning of the word that ends there: a text, a number, a name, or else one character.
std::size_t begin_of_word(std::string_view text, std::size_t end)
{
    if (text[end - 1] == '"')
    {
        return begin_of_text(text, end);
    }
    constexpr std::string_view of_words = "+-.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const std::size_t before = text.substr(0, end).find_last_not_of(of_words);
    return std::min(before == std::string_view::npos ? 0 : before + 1, end - 1);
}

class JsonReader : public nlohmann::json_sax<Json>
{
public:
    JsonReader(const SourcePtr& source, Diagnostics& diagnostics, const Limits& limits)
        : source_(source), diagnostics_(diagnostics), limits_(limits), at_(source->text().data())
    {
    }

    std::optional<Value> read()
    {
        const std::string_view text = source_->text();
        if (text.size() > limits_.bytes)
        {
            report("json.too-large", "file is too large", "more than " + std::to_string(limits_.bytes) + " bytes",
                   "split it", {});
            return std::nullopt;
        }
        const CountingIterator begin(text.data(), &at_);
        const CountingIterator end(text.data() + text.size(), &at_);
        const bool complete = Json::sax_parse(begin, end, this);
        return complete && fault_count_ == 0 ? std::optional(std::move(root_)) : std::nullopt;
    }

    bool null() override { return add({}); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(std::int64_t value) override { return add(value); }
    bool number_unsigned(std::uint64_t value) override
    {
        return std::in_range<std::int64_t>(value) ? add(static_cast<std::int64_t>(value)) : add(std::to_string(value));
    }
    /// An integer that is beyond 64 bits comes here, too; as text it keeps its digits.
    bool number_float(double value, const std::string& written) override
    {
        return written.find_first_of(".eE") == std::string::npos ? add(written) : add(value);
    }
    bool string(std::string& value) override { return add(std::move(value)); }
    bool binary(Json::binary_t& /*value*/) override { return false; }

    bool start_object(std::size_t /*count*/) override { return open(Kind::mapping); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t /*count*/) override { return open(Kind::sequence); }
    bool end_array() override { return close(); }

    bool key(std::string& name) override
    {
        constexpr std::size_t enough_faults = 100; // nobody reads more
        Level& level = levels_.back();
        if (!level.keys.insert(name).second)
        {
            ++fault_count_;
            report("json.duplicate-key", "duplicate key", quoted_for_people(name) + " was already given in this object",
                   "keep one of them", place_of_key());
        }
        level.key = std::move(name);
        return fault_count_ < enough_faults;
    }

    bool parse_error(std::size_t position, const std::string& /*last_token*/, const Json::exception& error) override
    {
        constexpr int number_overflow = 406;
        const std::string_view text = source_->text();
        const std::string reason = reason_of(error.what());
        const std::size_t end = std::min(position, text.size());
        const bool is_at_end = end == 0 || reason.find("end of input") != std::string::npos;
        const Span where = is_at_end ? place(end, end) : place(begin_of_word(text, end), end);
        if (error.id == number_overflow)
        {
            report("json.number", "number is too large", "no floating point number can hold it",
                   "write it as text, in quotes", where);
        }
        else
        {
            report("json.syntax", "not valid JSON", reason, "correct it at this place", where);
        }
        return false;
    }

private:
    struct Level
    {
        Kind kind = Kind::sequence;
        List items{};
        Object members{};
        std::string key{};
        std::unordered_set<std::string> keys{};
    };

    static Span place(std::size_t begin, std::size_t end)
    {
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    /// The parser has just taken the key's closing quote.
    Span place_of_key() const
    {
        const std::string_view text = source_->text();
        const auto end = static_cast<std::size_t>(at_ - text.data());
        return place(begin_of_text(text, end), end);
    }

    bool open(Kind kind)
    {
        if (levels_.size() >= limits_.depth)
        {
            const auto at = static_cast<std::size_t>(at_ - source_->text().data());
            report("json.too-deep", "nested too deeply", "more than " + std::to_string(limits_.depth) + " levels",
                   "use fewer levels", place(at - 1, at));
            return false;
        }
        levels_.push_back({.kind = kind});
        return true;
    }

    bool close()
    {
        Level level = std::move(levels_.back());
        levels_.pop_back();
        return level.kind == Kind::mapping ? add(std::move(level.members)) : add(std::move(level.items));
    }

    bool add(Value value)
    {
        if (levels_.empty())
        {
            root_ = std::move(value);
            return true;
        }
        Level& level = levels_.back();
        if (level.kind == Kind::mapping)
        {
            level.members.emplace_back(std::move(level.key), std::move(value));
        }
        else
        {
            level.items.push_back(std::move(value));
        }
        return true;
    }

    void report(std::string code, std::string summary, std::string detail, std::string hint, Span where)
    {
        diagnostics_.add({.code = std::move(code),
                          .summary = std::move(summary),
                          .detail = std::move(detail),
                          .hint = std::move(hint),
                          .where = {.source = source_, .span = where}});
    }

    SourcePtr source_;
    Diagnostics& diagnostics_;
    Limits limits_;
    const char* at_;
    Value root_;
    std::vector<Level> levels_;
    std::size_t fault_count_ = 0;
};

} // namespace

std::optional<Value> read_json(const SourcePtr& source, Diagnostics& diagnostics)
{
    return JsonReader(source, diagnostics, Limits{}).read();
}

} // namespace edgepool::doc
