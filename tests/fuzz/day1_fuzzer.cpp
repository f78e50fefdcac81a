// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "recipe/report.h"

namespace
{

using namespace edgepool;

void check(const std::string& text, std::size_t most)
{
    if (text.size() > most || utf8::first_invalid(text))
    {
        std::abort();
    }
}

} // namespace

/// Whatever a machine says in a line can be shown.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const recipe::Line line = recipe::parse_line({reinterpret_cast<const char*>(data), size});
    if (const auto* const report = std::get_if<recipe::TaskReport>(&line))
    {
        check(report->name, 300);
        check(report->why, 300);
        check(report->output, 4000);
    }
    if (const auto* const noise = std::get_if<recipe::Noise>(&line))
    {
        check(noise->text, 300);
    }
    return 0;
}
