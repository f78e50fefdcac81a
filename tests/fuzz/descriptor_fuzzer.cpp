// SPDX-License-Identifier: Apache-2.0
// Any text, read as a descriptor and judged, alone and beside itself: nothing crashes, and each diagnostic's place lies
// in the text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "base/render.h"
#include "descriptor/validate.h"
#include "doc/read_yaml.h"

namespace
{

using namespace edgepool;

void expect_inside(const Diagnostics& diagnostics, const Source& source)
{
    for (const Diagnostic& diagnostic : diagnostics.items())
    {
        const Span span = diagnostic.where.span;
        const bool is_inside =
            !diagnostic.where.known() || (span.begin <= span.end && span.end <= source.text().size());
        if (!is_inside || diagnostic.summary.empty() || render(diagnostic).empty())
        {
            std::abort();
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto source =
        std::make_shared<Source>("fuzzed.yaml", std::string(reinterpret_cast<const char*>(data), size)); // NOLINT
    Diagnostics diagnostics;
    auto read = doc::read_yaml(source, diagnostics, {.bytes = 65536, .nodes = 10000});
    if (!read)
    {
        return 0;
    }
    const auto document = std::make_shared<const doc::Document>(std::move(*read));
    const descriptor::Kind kind = descriptor::kind_of(*document);
    for (const auto as : {kind, descriptor::Kind::vnfd, descriptor::Kind::nsd})
    {
        Diagnostics found;
        const descriptor::Candidate candidates[] = {{.kind = as, .document = document},
                                                    {.kind = descriptor::Kind::vnfd, .document = document}};
        descriptor::validate(candidates, found);
        expect_inside(found, *source);
    }
    return 0;
}
