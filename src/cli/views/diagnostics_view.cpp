// SPDX-License-Identifier: Apache-2.0
#include "cli/views/diagnostics_view.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <set>
#include <string_view>
#include <utility>

#include "cli/version.h"

namespace edgepool::cli
{

namespace
{

using doc::List;
using doc::Object;
using doc::Value;

std::string counted(std::size_t count, const std::string& noun)
{
    return (count == 0 ? "no" : std::to_string(count)) + " " + noun + (count == 1 ? "" : "s");
}

Value number(std::size_t value)
{
    return static_cast<std::int64_t>(value);
}

void add_place(Object& object, const SourceRange& where)
{
    if (where.known())
    {
        object.emplace_back("file", where.source->name());
        object.emplace_back("line", number(where.begin().line));
        object.emplace_back("column", number(where.begin().column));
        object.emplace_back("end-line", number(where.end().line));
        object.emplace_back("end-column", number(where.end().column));
    }
}

Value diagnostic_json(const Diagnostic& diagnostic)
{
    Object object;
    add_place(object, diagnostic.where);
    object.emplace_back("severity", to_string(diagnostic.severity));
    object.emplace_back("code", diagnostic.code);
    object.emplace_back("summary", diagnostic.summary);
    object.emplace_back("detail", diagnostic.detail);
    object.emplace_back("hint", diagnostic.hint);
    List related;
    for (const RelatedPlace& place : diagnostic.related)
    {
        Object entry{{"text", place.text}};
        add_place(entry, place.where);
        related.emplace_back(std::move(entry));
    }
    object.emplace_back("related", std::move(related));
    return object;
}

/// A file's name as the part of a URI that it is there.
std::string uri(std::string_view name)
{
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    constexpr std::string_view hexadecimal = "0123456789ABCDEF";
    std::string out;
    for (const char c : name)
    {
        if (plain.find(c) != std::string_view::npos)
        {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += {'%', hexadecimal[byte >> 4U], hexadecimal[byte & 0xfU]};
    }
    return out;
}

Value sarif_location(const SourceRange& where)
{
    Object region{{"startLine", number(where.begin().line)},
                  {"startColumn", number(where.begin().column)},
                  {"endLine", number(where.end().line)},
                  {"endColumn", number(where.end().column)}};
    Object physical{{"artifactLocation", Object{{"uri", uri(where.source->name())}}}, {"region", std::move(region)}};
    return Object{{"physicalLocation", std::move(physical)}};
}

/// Everything that a diagnostic says, in one line.
std::string message_text(const Diagnostic& diagnostic)
{
    return diagnostic.summary + (diagnostic.detail.empty() ? "" : ": " + diagnostic.detail) +
           (diagnostic.hint.empty() ? "" : " (" + diagnostic.hint + ")");
}

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    {
        text.replace(at, from.size(), to);
    }
    return text;
}

/// GitHub's escapes for the text of an annotation, and for the values before it.
std::string annotation_text(std::string text)
{
    text = replaced(std::move(text), "%", "%25");
    text = replaced(std::move(text), "\r", "%0D");
    return replaced(std::move(text), "\n", "%0A");
}

std::string annotation_value(std::string text)
{
    text = annotation_text(std::move(text));
    text = replaced(std::move(text), ":", "%3A");
    return replaced(std::move(text), ",", "%2C");
}

Value sarif_result(const Diagnostic& diagnostic)
{
    Object result{{"ruleId", diagnostic.code},
                  {"level", to_string(diagnostic.severity)},
                  {"message", Object{{"text", message_text(diagnostic)}}}};
    if (diagnostic.where.known())
    {
        result.emplace_back("locations", List{sarif_location(diagnostic.where)});
    }
    List related;
    for (const RelatedPlace& place : diagnostic.related)
    {
        Value location = sarif_location(place.where);
        location["message"] = Object{{"text", place.text}};
        related.push_back(std::move(location));
    }
    if (!related.empty())
    {
        result.emplace_back("relatedLocations", std::move(related));
    }
    return result;
}

List sarif_rules(const Diagnostics& diagnostics)
{
    List rules;
    std::set<std::string_view> seen;
    for (const Diagnostic& diagnostic : diagnostics.items())
    {
        if (seen.insert(diagnostic.code).second)
        {
            rules.emplace_back(
                Object{{"id", diagnostic.code}, {"shortDescription", Object{{"text", diagnostic.summary}}}});
        }
    }
    return rules;
}

} // namespace

std::string github_annotations(const Diagnostics& diagnostics)
{
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics.items())
    {
        text += diagnostic.severity == Severity::note ? "::notice "
                                                      : "::" + std::string(to_string(diagnostic.severity)) + " ";
        if (diagnostic.where.known())
        {
            const Position begin = diagnostic.where.begin();
            const Position end = diagnostic.where.end();
            text += "file=" + annotation_value(diagnostic.where.source->name()) +
                    ",line=" + std::to_string(begin.line) + ",endLine=" + std::to_string(end.line) +
                    ",col=" + std::to_string(begin.column) + ",endColumn=" + std::to_string(end.column) + ",";
        }
        text += "title=" + annotation_value(diagnostic.code) + "::" + annotation_text(message_text(diagnostic)) + "\n";
    }
    return text;
}

std::string verdict_line(const std::vector<FileVerdict>& verdicts)
{
    const auto sum = [&verdicts](std::size_t FileVerdict::* count) {
        return std::transform_reduce(verdicts.begin(), verdicts.end(), std::size_t{0}, std::plus{},
                                     [count](const FileVerdict& each) { return each.*count; });
    };
    return counted(verdicts.size(), "file") + ": " + counted(sum(&FileVerdict::errors), "error") + ", " +
           counted(sum(&FileVerdict::warnings), "warning");
}

Value verdicts_json(const std::vector<FileVerdict>& verdicts, const Diagnostics& diagnostics)
{
    List files;
    for (const FileVerdict& verdict : verdicts)
    {
        files.emplace_back(Object{{"file", verdict.file},
                                  {"valid", verdict.errors == 0},
                                  {"errors", number(verdict.errors)},
                                  {"warnings", number(verdict.warnings)}});
    }
    List all;
    for (const Diagnostic& diagnostic : diagnostics.items())
    {
        all.push_back(diagnostic_json(diagnostic));
    }
    return Object{{"files", std::move(files)}, {"diagnostics", std::move(all)}};
}

Value sarif(const Diagnostics& diagnostics)
{
    List results;
    for (const Diagnostic& diagnostic : diagnostics.items())
    {
        results.push_back(sarif_result(diagnostic));
    }
    Object driver{{"name", "edgepool"}, {"version", version}, {"rules", sarif_rules(diagnostics)}};
    Object run{{"tool", Object{{"driver", std::move(driver)}}},
               {"columnKind", "unicodeCodePoints"},
               {"results", std::move(results)}};
    return Object{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                  {"version", "2.1.0"},
                  {"runs", List{std::move(run)}}};
}

} // namespace edgepool::cli
