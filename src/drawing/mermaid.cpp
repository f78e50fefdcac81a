// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "drawing/scene.h"
#include "drawing/topology.h"

namespace edgepool::drawing
{

namespace
{

bool is_letter_or_digit(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9');
}

/// A label's text: what means something to Mermaid or to HTML is written as Mermaid's entities.
std::string escaped(std::string_view text)
{
    constexpr std::string_view harmless = " .,:/()+-=_'";
    std::string out;
    for (const char character : text)
    {
        const bool is_ascii = static_cast<unsigned char>(character) < 0x80;
        if (!is_ascii || is_letter_or_digit(character) || harmless.find(character) != std::string_view::npos)
        {
            out += character;
        }
        else
        {
            out += fmt::format("#{};", static_cast<int>(character));
        }
    }
    return out;
}

/// YAML's double-quoted form; the text has no control characters.
std::string yaml_quoted(std::string_view text)
{
    std::string out = "\"";
    for (const char character : text)
    {
        out += character == '"' || character == '\\' ? "\\" : "";
        out += character;
    }
    return out + '"';
}

/// Mermaid's identifiers know words of their own ("end") and characters that begin an arrow; with a prefix and without
/// other characters than letters, digits and "_" none is in the way. Names that differ give identifiers that differ.
std::string id(std::string_view prefix, std::string_view name)
{
    std::string out = fmt::format("{}_", prefix);
    for (const char character : name)
    {
        out += is_letter_or_digit(character) ? std::string(1, character)
               : character == '-'
                   ? std::string("_")
                   : fmt::format("_{:02x}_", static_cast<unsigned>(static_cast<unsigned char>(character)));
    }
    return out;
}

std::string id_of(const Group& group)
{
    return id("group", group.name);
}

std::string lines(std::string_view first, std::string_view second)
{
    return second.empty() ? escaped(first) : fmt::format("{}<br>{}", escaped(first), escaped(second));
}

class MermaidWriter
{
public:
    explicit MermaidWriter(const Scene& scene) : scene_(scene) {}

    std::string write()
    {
        out_ += fmt::format("---\ntitle: {}\n---\nflowchart LR\n",
                            yaml_quoted(fmt::format("{} ({})", scene_.name, scene_.summary)));
        if (!scene_.description.empty())
        {
            out_ += fmt::format("    accDescr: {}\n", escaped(scene_.description));
        }
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
            const SceneNetwork& network = scene_.networks[link.network];
            out_ += fmt::format("    {} {}|\"{}\"| {}\n", id_of(scene_.groups[link.from]), line_of(network),
                                lines(network.name, network.cidr), id_of(scene_.groups[link.to]));
        }
        write_pool();
        // Strokes only: fills and letters are left to the page's theme, light or dark.
        out_ += "    classDef core stroke:#2f66b8,stroke-width:2px\n"
                "    classDef registrar stroke:#8250b8,stroke-width:2px\n"
                "    classDef element stroke:#1a7f55,stroke-width:2px\n"
                "    classDef user stroke:#b8501a,stroke-width:2px\n"
                "    classDef pool stroke:#d4a72c,stroke-width:2px\n";
        write_states();
        return std::move(out_);
    }

private:
    void write_site(const SceneSite& site)
    {
        // One line: Mermaid keeps no room for a second one.
        out_ += fmt::format("    subgraph {}[\"{} · {}\"]\n", id("site", site.name), escaped(site.name),
                            escaped(subtitle_of(site)));
        for (const std::size_t group : site.groups)
        {
            if (!scene_.chain.empty() && group == scene_.chain.front())
            {
                out_ += fmt::format("        subgraph mobile_core[\"mobile core · {}\"]\n", escaped(scene_.core));
            }
            write_group(scene_.groups[group]);
            out_ += !scene_.chain.empty() && group == scene_.chain.back() ? "        end\n" : "";
        }
        if (site.groups.empty())
        {
            out_ += fmt::format("        {}[\"no machines\"]\n", id("nothing", site.name));
        }
        out_ += "    end\n";
    }

    void write_group(const Group& group)
    {
        const bool is_many = group.count > 1 || group.range;
        out_ +=
            fmt::format("        {}{}\"{}\"{}:::{}\n", id_of(group), is_many ? "[[" : "[",
                        lines(title_of(group), detail_with_states(group)), is_many ? "]]" : "]", look_of(group.role));
    }

    static std::string_view line_of(const SceneNetwork& network)
    {
        return network.plane == Plane::control ? "-.-" : "---";
    }

    void write_network(std::size_t index)
    {
        const SceneNetwork& network = scene_.networks[index];
        if (scene_.is_link(index))
        {
            return;
        }
        const std::string node = id("network", network.name);
        std::string label = lines(network.name, network.cidr);
        label += scene_.management == index ? "<br>every machine is on it"
                 : network.groups.empty()   ? "<br>no machine is on it"
                                            : "";
        out_ += fmt::format("    {}([\"{}\"])\n", node, label);
        for (const std::size_t group : network.groups)
        {
            out_ += fmt::format("    {} {} {}\n", id_of(scene_.groups[group]), line_of(network), node);
        }
    }

    void write_states()
    {
        for (const Group& group : scene_.groups)
        {
            if (group.health != Health::unknown)
            {
                out_ += fmt::format("    style {} color:{}\n", id_of(group), color_of(group.health));
            }
        }
    }

    void write_pool()
    {
        if (!scene_.has_pool())
        {
            return;
        }
        out_ += fmt::format("    the_pool{{{{\"{}\"}}}}:::pool\n",
                            lines("‘" + scene_.handle + "’", "pool · " + scene_.policy));
        for (const Group& group : scene_.groups)
        {
            if (is_pool_member(group.role))
            {
                out_ += fmt::format("    the_pool === {}\n", id_of(group));
            }
        }
    }

    const Scene& scene_;
    std::string out_{};
};

} // namespace

std::string topology_mermaid(const model::Testbed& testbed, const model::Layout& layout, const States& states)
{
    return MermaidWriter(make_scene(testbed, layout, states)).write();
}

} // namespace edgepool::drawing
