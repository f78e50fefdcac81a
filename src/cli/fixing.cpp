// SPDX-License-Identifier: Apache-2.0
#include "cli/fixing.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <system_error>

#include <unistd.h>

#include "base/error.h"
#include "cli/rules.h"

namespace edgepool::cli
{

namespace
{

std::string applied(const Source& source, std::vector<const Fix*> fixes)
{
    std::ranges::stable_sort(fixes, {}, [](const Fix* fix) { return fix->where.span.begin; });
    std::string text;
    std::uint32_t at = 0;
    for (const Fix* const fix : fixes)
    {
        if (fix->where.span.begin >= at)
        {
            text += source.text().substr(at, fix->where.span.begin - at);
            text += fix->replacement;
            at = fix->where.span.end;
        }
    }
    return text + std::string(source.text().substr(at));
}

[[noreturn]] void fail(const std::string& path, int fault)
{
    throw Error(found(rules::unwritable, {}, "'" + path + "': " + std::generic_category().message(fault),
                      "check that you may write to its folder"));
}

} // namespace

std::vector<FixedFile> fixed_files(const Diagnostics& diagnostics)
{
    std::vector<std::pair<SourcePtr, std::vector<const Fix*>>> by_source;
    for (const Diagnostic& diagnostic : diagnostics.items())
    {
        if (!diagnostic.fix || !diagnostic.fix->where.known())
        {
            continue;
        }
        const SourcePtr& source = diagnostic.fix->where.source;
        auto entry = std::ranges::find(by_source, source, [](const auto& each) { return each.first; });
        if (entry == by_source.end())
        {
            entry = by_source.insert(by_source.end(), {source, {}});
        }
        entry->second.push_back(&*diagnostic.fix);
    }
    std::vector<FixedFile> files;
    files.reserve(by_source.size());
    for (const auto& [source, fixes] : by_source)
    {
        files.push_back({.source = source, .text = applied(*source, fixes)});
    }
    return files;
}

std::string difference(const FixedFile& file)
{
    const Source fixed(file.source->name(), file.text);
    const std::uint32_t before = file.source->line_count();
    const std::uint32_t after = fixed.line_count();
    std::uint32_t same_head = 1;
    while (same_head <= std::min(before, after) && file.source->line(same_head) == fixed.line(same_head))
    {
        ++same_head;
    }
    std::string text = "--- " + file.source->name() + "\n+++ " + file.source->name() + "\n";
    if (before == after)
    {
        for (std::uint32_t line = same_head; line <= before; ++line)
        {
            if (file.source->line(line) != fixed.line(line))
            {
                text += "@@ -" + std::to_string(line) + " +" + std::to_string(line) + " @@\n-" +
                        std::string(file.source->line(line)) + "\n+" + std::string(fixed.line(line)) + "\n";
            }
        }
        return text;
    }
    std::uint32_t same_tail = 0;
    while (same_tail < std::min(before, after) - same_head + 1 &&
           file.source->line(before - same_tail) == fixed.line(after - same_tail))
    {
        ++same_tail;
    }
    text += "@@ -" + std::to_string(same_head) + "," + std::to_string(before - same_tail - same_head + 1) + " +" +
            std::to_string(same_head) + "," + std::to_string(after - same_tail - same_head + 1) + " @@\n";
    for (std::uint32_t line = same_head; line <= before - same_tail; ++line)
    {
        text += "-" + std::string(file.source->line(line)) + "\n";
    }
    for (std::uint32_t line = same_head; line <= after - same_tail; ++line)
    {
        text += "+" + std::string(fixed.line(line)) + "\n";
    }
    return text;
}

void write_fixed(const FixedFile& file)
{
    const std::string& path = file.source->name();
    const std::string beside = path + ".edgepool-" + std::to_string(::getpid());
    errno = 0;
    std::ofstream stream(beside, std::ios::binary | std::ios::trunc);
    stream << file.text;
    stream.close();
    std::error_code fault;
    if (stream)
    {
        std::filesystem::permissions(beside, std::filesystem::status(path).permissions(), fault);
        std::filesystem::rename(beside, path, fault);
    }
    if (!stream || fault)
    {
        const int reason = fault ? fault.value() : errno;
        std::error_code ignored;
        std::filesystem::remove(beside, ignored);
        fail(path, reason);
    }
}

} // namespace edgepool::cli
