// SPDX-License-Identifier: Apache-2.0
#include "descriptor/cloud_init.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/rule.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "descriptor/cloud_init_config.h"
#include "descriptor/package_rules_catalogue.h"
#include "doc/read_yaml.h"

namespace edgepool::descriptor
{

namespace
{

/// Nova takes 65,535 bytes of base64.
constexpr std::size_t most_bytes = 49'149;

constexpr std::string_view cloud_config = "#cloud-config";

/// What RO and cloud-init both know a text by. The longer ones come first.
constexpr std::array<std::string_view, 10> beginnings{
    "#cloud-config-archive",
    "#cloud-config-jsonp",
    "#cloud-boothook",
    "#upstart-job",
    "#part-handler",
    "#include-once",
    "#include",
    "Content-Type:",
    "MIME-Version:",
    "#!",
};

bool begins_as_one_of(std::string_view text)
{
    return std::ranges::any_of(beginnings, [&](std::string_view start) { return text.starts_with(start); });
}

std::string_view first_line_of(std::string_view text)
{
    const std::string_view line = text.substr(0, text.find('\n'));
    return line.substr(0, line.find_last_not_of(" \t\r") + 1);
}

/// "# cloud-config", "#cloud_config", "#Cloud-Config:" are meant as it is.
bool is_meant_as_cloud_config(std::string_view line)
{
    line.remove_prefix(std::min(line.find_first_not_of("# \t"), line.size()));
    return edit_distance(line, "cloud-config") <= 2;
}

SourceRange range(const SourcePtr& source, std::size_t begin, std::size_t end)
{
    return {.source = source,
            .span = {.begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(end)}};
}

void refuse_beginning(const SourcePtr& source, Diagnostics& diagnostics)
{
    const std::string_view text = source->text();
    const std::size_t start = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    const std::string_view line = first_line_of(text.substr(start));
    const bool is_late = start > 0 && (line.starts_with(cloud_config) || begins_as_one_of(line));
    const bool is_meant = is_meant_as_cloud_config(line);
    Diagnostic diagnostic = found(
        rules::first_line, range(source, start, start + line.size()),
        is_late
            ? "it must be the very first thing in the file: with something before it OSM takes the text for a script"
            : "the first line must be '#cloud-config' (or '#!' of a script): OSM takes anything else for a script",
        is_late ? "take out the empty lines and blanks before it" : "let the first line be '#cloud-config'");
    if (is_late)
    {
        diagnostic.fix = Fix{.where = range(source, 0, start), .replacement = ""};
    }
    else if (is_meant)
    {
        diagnostic.fix =
            Fix{.where = range(source, start, start + line.size()), .replacement = std::string(cloud_config)};
    }
    diagnostics.add(std::move(diagnostic));
}

/// Whether it is a cloud-config, or meant as one.
bool check_beginning(const SourcePtr& source, Diagnostics& diagnostics)
{
    const std::string_view text = source->text();
    // OSM wants a file for each VDU that has a charm and is scaled, be it empty. A template may produce the first line.
    const bool is_open = text.find_first_not_of(" \t\r\n") == std::string_view::npos || text.starts_with("{");
    if (is_open || begins_as_one_of(text))
    {
        return false;
    }
    if (!text.starts_with(cloud_config))
    {
        refuse_beginning(source, diagnostics);
    }
    return true;
}

/// What was found in a text that is as long as another is said of that other one.
void hand_over(const Diagnostics& from, const SourcePtr& masked, const SourcePtr& source, Diagnostics& to)
{
    const auto move_place = [&](SourceRange& where) { where.source = where.source == masked ? source : where.source; };
    for (Diagnostic item : from.items())
    {
        move_place(item.where);
        for (RelatedPlace& related : item.related)
        {
            move_place(related.where);
        }
        if (item.fix)
        {
            move_place(item.fix->where);
        }
        to.add(std::move(item));
    }
}

void check_config(const SourcePtr& source, const Template& filled_in, Diagnostics& diagnostics)
{
    const auto masked = std::make_shared<const Source>(source->name(), filled_in.masked);
    Diagnostics found_in_masked;
    if (const auto document = doc::read_yaml(masked, found_in_masked))
    {
        check_cloud_config(*document, filled_in, found_in_masked);
    }
    hand_over(found_in_masked, masked, source, diagnostics);
}

} // namespace

void check_cloud_init(const SourcePtr& source, Diagnostics& diagnostics)
{
    const std::size_t size = source->text().size();
    if (size > most_bytes)
    {
        diagnostics.add(found(rules::cloud_init_too_large, range(source, 0, 0),
                              std::to_string(size) + " bytes; OpenStack takes " + std::to_string(most_bytes),
                              "let the machine fetch the large parts"));
        return;
    }
    const bool is_config = check_beginning(source, diagnostics);
    const Template filled_in = read_template(source, diagnostics);
    if (is_config && !filled_in.broken)
    {
        check_config(source, filled_in, diagnostics);
    }
}

std::vector<TemplateVariable> variables_of(const SourcePtr& source)
{
    if (source->text().size() > most_bytes)
    {
        return {};
    }
    Diagnostics reported_elsewhere;
    return read_template(source, reported_elsewhere).variables;
}

} // namespace edgepool::descriptor
