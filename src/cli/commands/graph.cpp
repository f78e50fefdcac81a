// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <ostream>
#include <string>
#include <string_view>

#include "cli/commands/commands.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/output_file.h"
#include "cli/sites.h"
#include "cli/states.h"
#include "doc/write.h"
#include "drawing/topology.h"
#include "model/layout.h"
#include "plan/wanted.h"

namespace edgepool::cli
{

namespace
{

constexpr std::array<std::string_view, 3> formats{"svg", "graphviz", "mermaid"};

constexpr std::array options{
    file_option,
    Option{.name = "format",
           .value = "FORMAT",
           .says = "svg, graphviz or mermaid; by default what the name of the output file says, else svg.",
           .choices = formats},
    Option{.name = "output",
           .letter = 'o',
           .value = "FILE",
           .says = "Where to write the picture; standard output by default."},
    Option{.name = "states", .letter = 's', .says = "Draw the testbed as it is now: ready, absent, broken, ..."},
};

std::string_view format_of(const Arguments& arguments)
{
    if (const auto format = arguments.value("format"))
    {
        return *format;
    }
    const std::string_view path = arguments.value("output").value_or("");
    if (path.ends_with(".dot") || path.ends_with(".gv"))
    {
        return "graphviz";
    }
    return path.ends_with(".mmd") || path.ends_with(".mermaid") ? "mermaid" : "svg";
}

/// The testbed with the machines that its groups have now, and how they are.
struct Subject
{
    model::Testbed testbed{};
    drawing::States states{};
};

Subject look_at(const model::Testbed& testbed)
{
    const Interrupt interrupt;
    TestbedSites sites(testbed);
    Subject subject{.testbed = sites.as_it_is(interrupt.token())};
    for (const plan::Action& action : sites.plan_up(interrupt.token()).actions)
    {
        if (action.id().kind == plan::machine_kind)
        {
            subject.states[action.id().name] = state_of(action);
        }
    }
    return subject;
}

std::string drawn(const Subject& subject, std::string_view format)
{
    const model::Layout layout = lay_out(subject.testbed);
    const auto draw = format == "graphviz"  ? drawing::topology_graphviz
                      : format == "mermaid" ? drawing::topology_mermaid
                                            : drawing::topology_svg;
    return draw(subject.testbed, layout, subject.states);
}

doc::Object states_json(const drawing::States& states)
{
    doc::Object object;
    for (const auto& [machine, state] : states)
    {
        object.emplace_back(machine, state);
    }
    return object;
}

Exit run_graph(const Arguments& arguments, Console& console)
{
    const auto testbed = load_testbed(arguments, console);
    if (!testbed)
    {
        return Exit::invalid;
    }
    const std::string_view format = format_of(arguments);
    const Subject subject = arguments.has("states") ? look_at(*testbed) : Subject{.testbed = *testbed};
    const std::string picture = drawn(subject, format);
    const auto path = arguments.value("output");
    if (path && *path != "-")
    {
        write_output_file(std::string(*path), picture, "-o FILE");
    }
    const bool to_file = path && *path != "-";
    if (arguments.has("json"))
    {
        doc::Object result{{"testbed", testbed->name}, {"format", format}};
        result.emplace_back(to_file ? "file" : "picture", to_file ? doc::Value(*path) : doc::Value(picture));
        if (arguments.has("states"))
        {
            result.emplace_back("states", states_json(subject.states));
        }
        console.out << to_json(std::move(result));
    }
    else
    {
        console.out << (to_file ? std::string(*path) + "\n" : picture);
    }
    return Exit::done;
}

} // namespace

constexpr Command graph_command{
    .name = "graph", .synopsis = "draw the testbed: SVG, Graphviz or Mermaid", .options = options, .run = run_graph};

} // namespace edgepool::cli
