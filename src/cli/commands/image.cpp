// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <ostream>
#include <string>

#include "base/rule.h"
#include "base/suggest.h"
#include "cli/commands/commands.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/preparing.h"
#include "cli/views/table.h"
#include "doc/write.h"
#include "local/additions.h"
#include "local/folders.h"
#include "local/image_build.h"
#include "local/image_store.h"
#include "local/recipe.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule unknown_action{"usage.unknown-action", "unknown action"};
constexpr Rule missing_key{"usage.missing-image", "which image?"};
constexpr std::array options{
    Option{.name = "file",
           .letter = 'f',
           .value = "FILE",
           .says = "For 'build': the testbed file whose 'image' is added; without it, nothing is."},
};
constexpr std::array<std::string_view, 3> actions{"build", "list", "remove"};

Exit list(const local::ImageStore& store, const Arguments& arguments, Console& console)
{
    doc::List all;
    Table table({"IMAGE", "SIZE", "GOLDEN MACHINES"});
    for (const local::ImageListing& listing : store.list())
    {
        all.emplace_back(doc::Object{{"image", listing.image.key},
                                     {"folder", listing.image.folder},
                                     {"bytes", static_cast<std::int64_t>(listing.bytes)},
                                     {"built", listing.built},
                                     {"golden-machines", static_cast<std::int64_t>(listing.golden_machines)}});
        table.add({listing.image.key, std::to_string(listing.bytes >> 20U) + " MiB",
                   std::to_string(listing.golden_machines)});
    }
    if (arguments.has("json"))
    {
        console.out << to_json(doc::Object{{"images", std::move(all)}});
    }
    else if (table.empty())
    {
        console.out << "no images: 'edgepool image build' makes one\n";
    }
    else
    {
        console.out << table.text(console.out_color);
    }
    return Exit::done;
}

/// On a terminal the line is redrawn; elsewhere each stage has one.
local::OnProgress progress_to(Console& console)
{
    return [&console, last = std::string()](const local::Progress& progress) mutable {
        const std::string count =
            progress.total > 0 ? " " + std::to_string(progress.done) + " of " + std::to_string(progress.total) : "";
        if (console.err_is_terminal)
        {
            console.err << "\r\x1b[K" << progress.stage << count << std::flush;
        }
        else if (progress.stage != last)
        {
            console.err << progress.stage << "\n" << std::flush;
        }
        last = progress.stage;
    };
}

Exit build(const local::ImageStore& store, const Arguments& arguments, Console& console)
{
    const Interrupt interrupt;
    local::Additions additions;
    if (arguments.has("file"))
    {
        const auto testbed = load_testbed(arguments, console);
        if (!testbed)
        {
            return Exit::invalid;
        }
        additions = local::additions_of(testbed->image);
    }
    const local::Image image =
        local::build_image(store, local::make_recipe(local::find_own_programs(), prepared_machines(), additions),
                           progress_to(console), interrupt.token());
    console.err << (console.err_is_terminal ? "\r\x1b[K" : "");
    if (arguments.has("json"))
    {
        console.out << to_json(doc::Object{{"image", image.key}, {"folder", image.folder}});
    }
    else
    {
        console.out << image.key << "\n";
    }
    return Exit::done;
}

Exit remove(const local::ImageStore& store, const Arguments& arguments, Console& console)
{
    if (arguments.operands().size() < 2)
    {
        console.say(found(missing_key, {}, "'remove' needs the name of an image", "'edgepool image list' names them"));
        return Exit::usage;
    }
    for (std::size_t i = 1; i < arguments.operands().size(); ++i)
    {
        store.remove(arguments.operands()[i]);
    }
    return Exit::done;
}

Exit run_image(const Arguments& arguments, Console& console)
{
    const local::ImageStore store(local::own_folders().images);
    const std::string& action = arguments.operands().front();
    if (action == "build")
    {
        return build(store, arguments, console);
    }
    if (action == "list")
    {
        return list(store, arguments, console);
    }
    if (action == "remove")
    {
        return remove(store, arguments, console);
    }
    console.say(
        found(unknown_action, {}, "'" + action + "' is nothing to do with images", suggestion(action, actions)));
    return Exit::usage;
}

} // namespace

constexpr Command image_command{.name = "image",
                                .synopsis = "build, list and remove the images of local machines",
                                .options = options,
                                .operands = {.name = "ACTION", .least = 1, .most = 100},
                                .run = run_image};

} // namespace edgepool::cli
