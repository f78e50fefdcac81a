// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "drawing/geometry.h"
#include "drawing/scene.h"
#include "drawing/text.h"

/// A scene whose parts have got their places: what remains is to write it down.
///
/// Sites stand in rows. Between the first and the second row, the third and the fourth and so on run the networks, as
/// rails; each card is connected to them by a line in the gutter to its right, so that no line ever crosses a card, and
/// the space to the left of the first gutter is free for the networks' names. The functions of the mobile core stand in
/// a chain, as the reference points between them do. What the pool's messages travel along is underlaid with a band.
namespace edgepool::drawing
{

struct Tag
{
    Box box{};
    Text text{};
};

struct SiteView
{
    std::size_t site = 0;
    Box box{};
    Text header{};
    std::optional<Tag> distance{};
    std::optional<Text> note{};
};

struct CardView
{
    std::size_t group = 0;
    Box box{};
    std::vector<Text> texts{};
};

struct LinkView
{
    std::size_t network = 0;
    Point from{};
    Point to{};
    std::vector<Text> texts{};
};

/// A connected piece of a network; the points are joined by horizontal and vertical lines.
struct Wire
{
    std::size_t network = 0;
    bool in_pool = false;
    std::vector<Point> points{};
};

struct Rail
{
    std::size_t network = 0;
    Point from{};
    Point to{};
    Text label{};
};

struct Dot
{
    std::size_t network = 0;
    Point at{};
};

struct LegendView
{
    model::Role role = model::Role::element;
    Text text{};
};

struct Picture
{
    Box canvas{};
    std::vector<Text> notes{}; ///< title, description, summary; what is said below everything
    std::vector<SiteView> sites{};
    std::vector<CardView> cards{};
    std::vector<LinkView> links{};
    std::vector<Rail> rails{};
    std::vector<Wire> wires{};
    std::vector<Wire> band{}; ///< the rails' share of the pool's band
    std::vector<Dot> dots{};
    std::vector<LegendView> legend{};
    std::vector<Text> captions{}; ///< of the mobile core
    std::vector<Text> pool{};     ///< the pool's name, beside its band
};

Picture arrange(const Scene& scene);

/// Every text of the picture, in the order in which it is written.
std::vector<const Text*> texts_of(const Picture& picture);

} // namespace edgepool::drawing
