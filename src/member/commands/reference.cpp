// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <ostream>

#include "member/commands/commands.h"
#include "member/commands/fractal_options.h"
#include "member/gallery.h"
#include "member/picture.h"

#include "doc/write.h"

namespace edgepool::member
{

namespace
{

constexpr std::array options{
    Option{"output", Kind::text, "FILE", "the PNG", true},
    width_option,
    height_option,
    fractal_option,
    from_option,
    to_option,
    iterations_option,
};

Exit run(const Arguments& arguments, Console& console)
{
    const Picture picture = Picture::of(fractal_of(arguments));
    save(picture, arguments.text("output"));
    const doc::Value result =
        doc::Object{{"file", arguments.text("output")}, {"checksum", identifier_text(picture.checksum())}};
    console.out << doc::to_json(result, doc::JsonLayout::compact) << "\n";
    return Exit::done;
}

} // namespace

Command reference_command()
{
    return {.name = "reference",
            .summary = "the same picture as 'render' makes, computed here",
            .description = "Computes a picture without a pool, pixel by pixel as the elements do: what 'render' saves "
                           "with the same options is the same file.",
            .options = options,
            .example = "edgepool-member reference --width 400 --height 250 --output reference.png",
            .run = run};
}

} // namespace edgepool::member
