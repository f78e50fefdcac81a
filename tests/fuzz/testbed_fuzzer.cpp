// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes are, read_testbed() answers with a testbed or with errors; every diagnostic lies in the file, is
// said once, in the order of the file, and can be shown on a terminal; what a secret holds is never said; and the
// machines of a testbed without errors have names and addresses of their own.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/render.h"
#include "model/layout.h"
#include "testbed/read.h"

namespace
{

using edgepool::Diagnostic;
using edgepool::Diagnostics;
using edgepool::Source;
using edgepool::SourcePtr;
using edgepool::SourceRange;
using edgepool::model::Testbed;

void require(bool condition, std::string_view what)
{
    if (!condition)
    {
        std::cerr << "broken: " << what << '\n';
        std::abort();
    }
}

void check_place(const SourceRange& where, const SourcePtr& source)
{
    require(where.source == source, "a place is in the file");
    require(where.span.begin <= where.span.end && where.span.end <= source->text().size(), "a place lies in the text");
}

void check_rendered(const std::string& text)
{
    const auto acts = [](char c) {
        return (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t') || c == 0x7f;
    };
    require(std::ranges::none_of(text, acts), "a terminal is not controlled by a file");
    require(text.ends_with('\n'), "a message ends its line");
}

void check_diagnostic(const Diagnostic& diagnostic, const SourcePtr& source)
{
    require(diagnostic.code.find('.') != std::string::npos, "a code");
    require(!diagnostic.summary.empty() && !diagnostic.detail.empty(), "a diagnostic says something");
    check_place(diagnostic.where, source);
    for (const auto& related : diagnostic.related)
    {
        check_place(related.where, source);
    }
    if (diagnostic.fix)
    {
        check_place(diagnostic.fix->where, source);
    }
    check_rendered(render(diagnostic));
}

void check_diagnostics(const Diagnostics& diagnostics, const SourcePtr& source)
{
    constexpr std::size_t most_checked = 200; // showing a place takes as long as its line
    std::set<std::tuple<std::uint32_t, std::uint32_t, std::string, std::string>> seen;
    std::uint32_t last = 0;
    for (const Diagnostic& each : diagnostics.items())
    {
        const auto span = each.where.span;
        require(span.begin >= last, "diagnostics are in the order of the file");
        require(seen.emplace(span.begin, span.end, each.code, each.detail).second, "nothing is said twice");
        last = span.begin;
        if (seen.size() <= most_checked)
        {
            check_diagnostic(each, source);
        }
    }
}

bool is_small(const Testbed& testbed)
{
    std::uint64_t machines = testbed.registrars.size();
    for (const auto& group : testbed.elements)
    {
        machines += group.initial;
    }
    for (const auto& group : testbed.users)
    {
        machines += group.count;
    }
    return machines <= 2000;
}

void check_layout(const Testbed& testbed)
{
    for (const auto& block : address_blocks(testbed))
    {
        require(fits(block, *testbed.network(block.network)), "a sound testbed's addresses fit");
    }
    if (!is_small(testbed))
    {
        return;
    }
    std::set<std::string> names;
    std::set<std::pair<std::string, edgepool::model::Ipv4>> taken;
    for (const auto& machine : lay_out(testbed).machines)
    {
        require(names.insert(machine.name).second, "a name of its own");
        for (const auto& interface : machine.interfaces)
        {
            const auto* const network = testbed.network(interface.network);
            require(network != nullptr, "an interface is on a network of the testbed");
            if (interface.ipv4)
            {
                require(network->ipv4.contains(*interface.ipv4), "an address lies in its network");
                require(taken.emplace(interface.network, *interface.ipv4).second, "an address of its own");
            }
        }
    }
}

/// Secrets that are there, and wrong.
const edgepool::testbed::SecretSources& secrets()
{
    using edgepool::Secret;
    using edgepool::testbed::SecretFile;
    static const edgepool::testbed::SecretSources sources{
        .environment = [](const std::string& variable) -> std::optional<Secret> {
            return variable.size() % 2 == 0 ? std::optional(Secret("Xyzzy!")) : std::nullopt;
        },
        .file = [](const std::string& path) -> std::optional<SecretFile> {
            return SecretFile{.content = Secret("Xyzzy!\n"), .readable_by_others = path.size() % 2 == 0};
        }};
    return sources;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto source = std::make_shared<const Source>("fuzz.yaml", std::string(data, data + size));
    Diagnostics diagnostics;
    const auto testbed = edgepool::testbed::read_testbed(source, diagnostics);
    require(testbed.has_value() != diagnostics.has_errors(), "a testbed or errors");
    check_diagnostics(diagnostics, source);
    if (testbed)
    {
        check_layout(*testbed);
        Diagnostics more;
        edgepool::testbed::read_testbed(source, more, &secrets());
        check_diagnostics(more, source);
        require(source->text().find("Xyzzy") != std::string_view::npos ||
                    std::ranges::none_of(
                        more.items(),
                        [](const Diagnostic& each) { return render(each).find("Xyzzy") != std::string::npos; }),
                "a secret is never said");
    }
    return 0;
}
