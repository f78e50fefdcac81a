// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "drawing/scene.h"
#include "drawing/topology.h"

namespace edgepool::drawing
{

namespace
{

/// A quoted string as dot reads it: backslashes and quotes are its own, and entities are replaced in labels.
std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (const char character : text)
    {
        switch (character)
        {
        case '"':
        case '\\':
            out += '\\';
            out += character;
            break;
        case '&':
            out += "&amp;";
            break;
        case '\n':
            out += "\\n";
            break;
        default:
            out += character;
        }
    }
    return out + '"';
}

// Groups are called as in the testbed; a blank keeps other things' names apart, since groups have none.
std::string network_id(const SceneNetwork& network)
{
    return quoted("network " + network.name);
}

constexpr std::string_view pool_id = "\"the pool\"";

std::string_view color_of(model::Role role)
{
    switch (role)
    {
    case model::Role::registrar:
        return "#8250b8";
    case model::Role::element:
        return "#1a7f55";
    case model::Role::user:
        return "#b8501a";
    default:
        return "#2f66b8";
    }
}

std::string lines(std::string_view first, std::string_view second)
{
    return second.empty() ? std::string(first) : fmt::format("{}\n{}", first, second);
}

class GraphvizWriter
{
public:
    explicit GraphvizWriter(const Scene& scene) : scene_(scene) {}

    std::string write()
    {
        out_ += fmt::format("graph {} {{\n", quoted(scene_.name));
        const std::string title = lines(scene_.name, scene_.description);
        out_ += fmt::format("  graph [label={}, labelloc=t, rankdir=LR, ranksep=0.9, nodesep=0.2, fontsize=16];\n",
                            quoted(lines(title, scene_.summary)));
        out_ += "  graph [fontname=\"Helvetica,Arial,sans-serif\", pad=0.2];\n"
                "  node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", fontsize=11,"
                " fontname=\"Helvetica,Arial,sans-serif\"];\n"
                "  edge [color=\"#6e7781\", fontsize=9, fontname=\"Helvetica,Arial,sans-serif\"];\n";
        for (const SceneSite& site : scene_.sites)
        {
            write_site(site);
        }
        for (std::size_t i = 0; i < scene_.networks.size(); ++i)
        {
            write_network(i);
        }
        for (const Link& link : scene_.links)
        {
            write_link(link);
        }
        write_pool();
        return std::move(out_) + "}\n";
    }

private:
    void write_site(const SceneSite& site)
    {
        out_ += fmt::format("  subgraph {} {{\n", quoted("cluster " + site.name));
        out_ += fmt::format("    graph [label={}, tooltip={}, style=\"rounded,filled\", color=\"#d1d9e0\", "
                            "fillcolor=\"#f6f8fa\", fontsize=12];\n",
                            quoted(lines(site.name, subtitle_of(site))), quoted(site.about));
        for (const std::size_t group : site.groups)
        {
            if (!scene_.chain.empty() && group == scene_.chain.front())
            {
                out_ += fmt::format("    subgraph \"cluster of the core\" {{\n    graph [label={}, tooltip=\"\", "
                                    "style=\"rounded,dashed\", fontsize=10];\n",
                                    quoted(lines("mobile core", scene_.core)));
            }
            write_group(scene_.groups[group]);
            out_ += !scene_.chain.empty() && group == scene_.chain.back() ? "    }\n" : "";
        }
        out_ += "  }\n";
    }

    void write_group(const Group& group)
    {
        const bool is_many = group.count > 1 || group.range;
        out_ += fmt::format("    {} [label={}, tooltip={}, color=\"{}\", class=\"{}\"{}{}];\n", quoted(group.name),
                            quoted(lines(title_of(group), detail_with_states(group))), quoted(group.about),
                            color_of(group.role), look_of(group.role), is_many ? ", style=filled, peripheries=2" : "",
                            font_of(group));
    }

    static std::string font_of(const Group& group)
    {
        return group.health == Health::unknown ? "" : fmt::format(", fontcolor=\"{}\"", color_of(group.health));
    }

    void write_network(std::size_t index)
    {
        const SceneNetwork& network = scene_.networks[index];
        if (scene_.is_link(index))
        {
            return;
        }
        std::string label = lines(network.name, network.cidr);
        label += scene_.management == index ? "\nevery machine is on it"
                 : network.groups.empty()   ? "\nno machine is on it"
                                            : "";
        out_ += fmt::format("  {} [label={}, tooltip={}, shape=plain, style=solid, margin=0.05];\n",
                            network_id(network), quoted(label), quoted(network.about));
        for (const std::size_t group : network.groups)
        {
            out_ += fmt::format("  {} -- {}{};\n", quoted(scene_.groups[group].name), network_id(network),
                                style_of(network));
        }
    }

    static std::string_view style_of(const SceneNetwork& network)
    {
        return network.plane == Plane::control ? " [style=dashed]" : "";
    }

    void write_link(const Link& link)
    {
        const SceneNetwork& network = scene_.networks[link.network];
        out_ += fmt::format("  {} -- {} [label={}, tooltip={}, style={}];\n", quoted(scene_.groups[link.from].name),
                            quoted(scene_.groups[link.to].name), quoted(lines(network.name, network.cidr)),
                            quoted(network.about), network.plane == Plane::control ? "dashed" : "solid");
    }

    void write_pool()
    {
        if (!scene_.has_pool())
        {
            return;
        }
        out_ += fmt::format("  {} [label={}, shape=ellipse, style=filled, color=\"#fbe7a2\", fillcolor=\"#fbe7a2\"];\n",
                            pool_id, quoted(lines("‘" + scene_.handle + "’", "pool · " + scene_.policy)));
        for (const Group& group : scene_.groups)
        {
            if (is_pool_member(group.role))
            {
                out_ += fmt::format("  {} -- {} [color=\"#fbe7a2\", penwidth=4];\n", pool_id, quoted(group.name));
            }
        }
    }

    const Scene& scene_;
    std::string out_{};
};

} // namespace

std::string topology_graphviz(const model::Testbed& testbed, const model::Layout& layout, const States& states)
{
    return GraphvizWriter(make_scene(testbed, layout, states)).write();
}

} // namespace edgepool::drawing
