// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cerrno>
#include <fstream>
#include <ostream>
#include <string>
#include <string_view>
#include <system_error>

#include "base/error.h"
#include "base/rule.h"
#include "cli/commands/commands.h"
#include "cli/input.h"
#include "doc/write.h"
#include "drawing/topology.h"
#include "model/layout.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule unwritable{"file.unwritable", "cannot write"};

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

std::string drawn(const model::Testbed& testbed, std::string_view format)
{
    const model::Layout layout = lay_out(testbed);
    if (format == "graphviz")
    {
        return drawing::topology_graphviz(testbed, layout);
    }
    return format == "mermaid" ? drawing::topology_mermaid(testbed, layout) : drawing::topology_svg(testbed, layout);
}

void write_file(const std::string& path, const std::string& text)
{
    errno = 0;
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file)
    {
        throw Error(found(unwritable, {}, "'" + path + "': " + std::generic_category().message(errno),
                          "name another one with -o FILE"));
    }
}

Exit run_graph(const Arguments& arguments, Console& console)
{
    const auto testbed = load_testbed(arguments, console);
    if (!testbed)
    {
        return Exit::invalid;
    }
    const std::string_view format = format_of(arguments);
    const std::string picture = drawn(*testbed, format);
    const auto path = arguments.value("output");
    if (path && *path != "-")
    {
        write_file(std::string(*path), picture);
    }
    const bool to_file = path && *path != "-";
    if (arguments.has("json"))
    {
        doc::Object result{{"testbed", testbed->name}, {"format", format}};
        result.emplace_back(to_file ? "file" : "picture", to_file ? doc::Value(*path) : doc::Value(picture));
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
