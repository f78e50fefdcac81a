// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "drawing/grid.h"
#include "drawing/picture.h"
#include "drawing/scene.h"
#include "drawing/theme.h"
#include "drawing/topology.h"
#include "drawing/words.h"
#include "drawing/xml.h"

namespace edgepool::drawing
{

namespace
{

constexpr int card_radius = 6;

/// A step of at most `most` from one place towards another.
int towards(int from, int to, int most)
{
    return from + std::clamp(to - from, -most, most);
}

/// Joins the points by horizontal and vertical lines with rounded corners.
std::string path_of(std::span<const Point> points)
{
    constexpr int radius = grid::corner;
    std::string path = fmt::format("M{} {}", points.front().x, points.front().y);
    for (std::size_t i = 1; i < points.size(); ++i)
    {
        const Point& before = points[i - 1];
        const Point& here = points[i];
        const Point& after = points[std::min(i + 1, points.size() - 1)];
        const Point in{.x = towards(here.x, before.x, radius), .y = towards(here.y, before.y, radius)};
        const Point out{.x = towards(here.x, after.x, radius), .y = towards(here.y, after.y, radius)};
        const Point end = here == after ? here : in;
        path += before.y == here.y ? fmt::format("H{}", end.x) : fmt::format("V{}", end.y);
        path += here == after ? "" : fmt::format("Q{} {} {} {}", here.x, here.y, out.x, out.y);
    }
    return path;
}

/// What is read out instead of the picture; of a large testbed the beginning.
std::string described(const Scene& scene)
{
    constexpr std::size_t most_sites = 10;
    constexpr std::size_t most_groups = 12;
    std::string text = scene.summary + ".";
    for (std::size_t i = 0; i < scene.sites.size() && i < most_sites; ++i)
    {
        const SceneSite& site = scene.sites[i];
        std::vector<std::string> groups;
        for (std::size_t k = 0; k < site.groups.size() && k < most_groups; ++k)
        {
            const Group& group = scene.groups[site.groups[k]];
            groups.push_back(group.name + (group.count == 1 ? "" : " " + count_text(group)));
        }
        if (site.groups.size() > most_groups)
        {
            groups.push_back(fmt::format("{} more", site.groups.size() - most_groups));
        }
        text += fmt::format(" Site {} ({}): {}.", site.name, site.place,
                            groups.empty() ? "no machines" : joined(groups, ", "));
    }
    text += scene.sites.size() > most_sites ? fmt::format(" {} more sites.", scene.sites.size() - most_sites) : "";
    return text + (scene.has_pool() ? fmt::format(" Pool ‘{}’, policy {}.", scene.handle, scene.policy) : "");
}

class SvgWriter
{
public:
    SvgWriter(const Scene& scene, const Picture& picture) : scene_(scene), picture_(picture) {}

    std::string write()
    {
        begin();
        for (const SiteView& site : picture_.sites)
        {
            write_frame(site);
        }
        write_band();
        write_wires();
        for (const LinkView& link : picture_.links)
        {
            write_link(link);
        }
        for (const Rail& rail : picture_.rails)
        {
            write_rail(rail);
        }
        for (const CardView& card : picture_.cards)
        {
            write_card(card);
        }
        write_dots();
        for (const SiteView& site : picture_.sites)
        {
            write_distance(site);
        }
        write_words();
        xml_.close();
        return xml_.take();
    }

private:
    void begin()
    {
        const auto width = std::to_string(picture_.canvas.width);
        const auto height = std::to_string(picture_.canvas.height);
        xml_.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                          {"class", "ep"},
                          {"width", width},
                          {"height", height},
                          {"viewBox", "0 0 " + width + " " + height},
                          {"role", "img"},
                          {"aria-label", "Testbed " + scene_.name}});
        xml_.leaf("title", {}, "Testbed " + scene_.name);
        xml_.leaf("desc", {}, (scene_.description.empty() ? "" : scene_.description + " ") + described(scene_));
        xml_.raw_leaf("style", {}, style_sheet());
        write_box("page", {.x = 0, .y = 0, .width = picture_.canvas.width, .height = picture_.canvas.height}, 10);
    }

    void write_box(const std::string& classes, const Box& box, int radius)
    {
        // Half a pixel further in, a line of one pixel is sharp.
        xml_.empty("rect", {{"class", classes},
                            {"x", fmt::format("{}.5", box.x)},
                            {"y", fmt::format("{}.5", box.y)},
                            {"width", std::to_string(box.width - 1)},
                            {"height", std::to_string(box.height - 1)},
                            {"rx", std::to_string(radius)}});
    }

    void write_text(const Text& text)
    {
        if (text.pieces.empty())
        {
            return;
        }
        const std::string_view anchor = text.anchor == Anchor::middle ? " middle"
                                        : text.anchor == Anchor::end  ? " end"
                                                                      : "";
        std::string content = xml_escaped(text.pieces.front().text);
        for (std::size_t i = 1; i < text.pieces.size(); ++i)
        {
            const Piece& piece = text.pieces[i];
            content += fmt::format(R"(<tspan class="{}" dx="{}">{}</tspan>)", class_of(piece.style), piece.gap,
                                   xml_escaped(piece.text));
        }
        xml_.raw_leaf("text",
                      {{"class", fmt::format("{}{}", class_of(text.pieces.front().style), anchor)},
                       {"x", std::to_string(text.at.x)},
                       {"y", std::to_string(text.at.y)}},
                      content);
    }

    void write_texts(const std::vector<Text>& texts)
    {
        for (const Text& text : texts)
        {
            write_text(text);
        }
    }

    void write_frame(const SiteView& view)
    {
        const SceneSite& site = scene_.sites[view.site];
        xml_.open("g", {{"data-site", site.name}});
        xml_.leaf("title", {}, site.about);
        write_box("site", view.box, 10);
        write_text(view.header);
        if (view.note)
        {
            write_text(*view.note);
        }
        xml_.close();
    }

    void write_distance(const SiteView& view)
    {
        if (!view.distance)
        {
            return;
        }
        xml_.open("g");
        xml_.leaf("title", {}, scene_.sites[view.site].about);
        write_box("tag", view.distance->box, view.distance->box.height / 2);
        write_text(view.distance->text);
        xml_.close();
    }

    void write_band()
    {
        std::string path;
        for (const auto* const wires : {&picture_.wires, &picture_.band})
        {
            for (const Wire& wire : *wires)
            {
                path += wire.in_pool ? path_of(wire.points) : "";
            }
        }
        if (!path.empty())
        {
            xml_.open("g", {{"data-pool", scene_.handle}});
            xml_.leaf("title", {}, fmt::format("pool ‘{}’, policy {}", scene_.handle, scene_.policy));
            xml_.empty("path", {{"class", "band"}, {"d", path}});
            xml_.close();
        }
    }

    std::string wire_class(std::size_t network) const
    {
        return scene_.networks[network].plane == Plane::control ? "wire control" : "wire";
    }

    /// All of a network's lines are one path: lines that touch are painted once.
    void write_wires()
    {
        std::vector<std::string> paths(scene_.networks.size());
        for (const Wire& wire : picture_.wires)
        {
            paths[wire.network] += path_of(wire.points);
        }
        for (std::size_t i = 0; i < paths.size(); ++i)
        {
            if (!paths[i].empty())
            {
                xml_.empty("path", {{"class", wire_class(i)}, {"d", paths[i]}});
            }
        }
    }

    void write_link(const LinkView& link)
    {
        const SceneNetwork& network = scene_.networks[link.network];
        xml_.open("g", {{"data-network", network.name}});
        xml_.leaf("title", {}, network.about);
        xml_.empty("path", {{"class", wire_class(link.network)}, {"d", path_of(std::array{link.from, link.to})}});
        write_texts(link.texts);
        xml_.close();
    }

    void write_rail(const Rail& rail)
    {
        const SceneNetwork& network = scene_.networks[rail.network];
        xml_.open("g", {{"data-network", network.name}});
        xml_.leaf("title", {}, network.about);
        xml_.empty("path", {{"class", wire_class(rail.network)}, {"d", path_of(std::array{rail.from, rail.to})}});
        write_text(rail.label);
        xml_.close();
    }

    void write_dots()
    {
        for (const Dot& dot : picture_.dots)
        {
            xml_.empty(
                "circle",
                {{"class", "dot"}, {"cx", std::to_string(dot.at.x)}, {"cy", std::to_string(dot.at.y)}, {"r", "2.5"}});
        }
    }

    void write_card(const CardView& view)
    {
        const Group& group = scene_.groups[view.group];
        xml_.open("g", {{"class", std::string(look_of(group.role))}, {"data-group", group.name}});
        xml_.leaf("title", {}, group.about);
        Box face = view.box;
        face.height = grid::card_face;
        const bool is_many = group.count > 1 || group.range;
        for (int behind = is_many ? 2 : 0; behind > 0; --behind)
        {
            const Box card{.x = face.x + 4 * behind,
                           .y = face.y + 10,
                           .width = face.width - 8 * behind,
                           .height = face.height - 10 + 3 * behind};
            write_box("card", card, card_radius);
        }
        write_box("card", face, card_radius);
        xml_.empty("path", {{"class", "hue"},
                            {"d", fmt::format("M{0} {1}h-1a5.5 5.5 0 0 0 -5.5 5.5v{2}a5.5 5.5 0 0 0 5.5 5.5h1z",
                                              face.x + 7, fmt::format("{}.5", face.y), face.height - 12)}});
        write_texts(view.texts);
        xml_.close();
    }

    void write_words()
    {
        for (const Text& caption : picture_.captions)
        {
            xml_.open("g");
            xml_.leaf("title", {}, scene_.core);
            write_text(caption);
            xml_.close();
        }
        if (!picture_.pool.empty())
        {
            xml_.open("g");
            xml_.leaf("title", {}, fmt::format("pool ‘{}’, policy {}", scene_.handle, scene_.policy));
            write_texts(picture_.pool);
            xml_.close();
        }
        for (const LegendView& legend : picture_.legend)
        {
            xml_.open("g", {{"class", std::string(look_of(legend.role))}});
            write_text(legend.text);
            xml_.close();
        }
        write_texts(picture_.notes);
    }

    const Scene& scene_;
    const Picture& picture_;
    XmlWriter xml_{};
};

} // namespace

std::string topology_svg(const model::Testbed& testbed, const model::Layout& layout, const States& states)
{
    const Scene scene = make_scene(testbed, layout, states);
    return SvgWriter(scene, arrange(scene)).write();
}

} // namespace edgepool::drawing
