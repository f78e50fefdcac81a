// SPDX-License-Identifier: Apache-2.0
#include "drawing/theme.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace edgepool::drawing
{

namespace
{

struct Color
{
    std::string_view name{};
    std::string_view light{};
    std::string_view dark{};
};

// One hue per role; everything else is grey. The band is a highlighter's.
constexpr std::array colors{
    Color{"page", "#ffffff", "#0d1117"},    Color{"border", "#d8dee4", "#30363d"},
    Color{"site", "#f6f8fa", "#151b23"},    Color{"site-border", "#d1d9e0", "#343c46"},
    Color{"card", "#ffffff", "#0d1117"},    Color{"ink", "#1f2328", "#e6edf3"},
    Color{"muted", "#59636e", "#9198a1"},   Color{"wire", "#6e7781", "#8b949e"},
    Color{"core", "#2f66b8", "#6ea8fe"},    Color{"registrar", "#8250b8", "#bc8cff"},
    Color{"element", "#1a7f55", "#3fb984"}, Color{"user", "#b8501a", "#f0883e"},
    Color{"band", "#fbe7a2", "#57450d"},    Color{"pool", "#7a5a00", "#e3b341"},
    Color{"ready", "#1a7f37", "#3fb950"},   Color{"amiss", "#cf222e", "#f85149"},
};

struct Declaration
{
    std::string_view selector{};
    std::string_view property{};
    std::string_view color{};
};

constexpr std::array painted{
    Declaration{".page", "fill", "page"},
    Declaration{".page", "stroke", "border"},
    Declaration{".site", "fill", "site"},
    Declaration{".site", "stroke", "site-border"},
    Declaration{".tag", "fill", "page"},
    Declaration{".tag", "stroke", "site-border"},
    Declaration{".wire", "stroke", "wire"},
    Declaration{".dot", "fill", "wire"},
    Declaration{".band", "stroke", "band"},
    Declaration{".card", "fill", "card"},
    Declaration{"text", "fill", "ink"},
    Declaration{".muted", "fill", "muted"},
    Declaration{".pooled", "fill", "pool"},
    Declaration{".ready", "fill", "ready"},
    Declaration{".amiss", "fill", "amiss"},
    Declaration{".core .card", "stroke", "core"},
    Declaration{".registrar .card", "stroke", "registrar"},
    Declaration{".element .card", "stroke", "element"},
    Declaration{".user .card", "stroke", "user"},
    Declaration{".core .hue", "fill", "core"},
    Declaration{".registrar .hue", "fill", "registrar"},
    Declaration{".element .hue", "fill", "element"},
    Declaration{".user .hue", "fill", "user"},
};

constexpr std::string_view shapes =
    R"(.ep text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif }
.ep .wire, .ep .band { fill: none; stroke-linejoin: round }
.ep .wire { stroke-width: 1.5 }
.ep .control { stroke-width: 1; stroke-dasharray: 4 2.5 }
.ep .band { stroke-width: 10; stroke-linecap: round }
.ep .middle { text-anchor: middle }
.ep .end { text-anchor: end }
)";

constexpr std::array styles{
    std::pair{Style::title, "title"},          std::pair{Style::description, "description muted"},
    std::pair{Style::note, "note muted"},      std::pair{Style::site, "site-name"},
    std::pair{Style::place, "place muted"},    std::pair{Style::distance, "distance"},
    std::pair{Style::function, "function"},    std::pair{Style::name, "name"},
    std::pair{Style::range, "range muted"},    std::pair{Style::detail, "detail muted"},
    std::pair{Style::badge, "badge hue"},      std::pair{Style::network, "network"},
    std::pair{Style::cidr, "cidr muted"},      std::pair{Style::handle, "handle pooled"},
    std::pair{Style::policy, "policy pooled"}, std::pair{Style::ready, "ready"},
    std::pair{Style::amiss, "amiss"},          std::pair{Style::absent, "absent muted"},
};

std::string fonts()
{
    std::string out;
    for (const auto& [style, classes] : styles)
    {
        const Font font = font_of(style);
        std::string_view name = classes;
        name = name.substr(0, name.find(' '));
        out += fmt::format(".ep .{} {{ font-size: {}px; font-weight: {} }}\n", name, font.size,
                           font.weight == Weight::bold ? 600 : 400);
    }
    return out;
}

} // namespace

std::string_view class_of(Style style)
{
    return std::ranges::find(styles, style, [](const auto& entry) { return entry.first; })->second;
}

std::string style_sheet()
{
    std::string light;
    std::string dark;
    for (const Color& color : colors)
    {
        light += fmt::format(" --ep-{}: {};", color.name, color.light);
        dark += fmt::format(" --ep-{}: {};", color.name, color.dark);
    }
    std::string out =
        fmt::format("\n.ep {{{} }}\n@media (prefers-color-scheme: dark) {{ .ep {{{} }} }}\n", light, dark);
    for (const Declaration& it : painted)
    {
        const auto color = std::ranges::find(colors, it.color, &Color::name);
        out += fmt::format(".ep {0} {{ {1}: {2}; {1}: var(--ep-{3}) }}\n", it.selector, it.property, color->light,
                           it.color);
    }
    return out + std::string(shapes) + fonts();
}

} // namespace edgepool::drawing
