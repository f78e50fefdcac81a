// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "wire/counters.h"
#include "wire/frame.h"
#include "wire/mac.h"

namespace edgepool::wire
{

/// Which port of a segment; not used again before the port is removed.
using PortId = std::uint32_t;

/// Decides to which ports of one L2 segment a frame goes. Values only: sockets are elsewhere.
///
/// A port that was given its addresses can send from these alone, and is given what is for these and for groups. A port
/// without addresses is learned from what it sends, and is also given what is for an address that nobody has; it can
/// never take an address that was given to another port.
class Segment
{
public:
    /// Of one port; the oldest is forgotten first. Whoever sends from endless addresses harms itself.
    static constexpr std::size_t most_learned = 1024;

    PortId add_port();
    void remove_port(PortId port);

    /// Replaces the port's addresses; without any, it learns. No address may be that of another port.
    void give_addresses(PortId port, const std::vector<Mac>& macs);

    /// The ports to give the frame to; good until the next call. Refused frames go nowhere and are counted.
    std::span<const PortId> forward(PortId from, Frame frame);

    Counters& counters(PortId port) { return at(port).counters; }
    const Counters& counters(PortId port) const { return ports_[port]->counters; }

private:
    struct Port
    {
        std::vector<Mac> given{};
        std::deque<Mac> learned{};
        Counters counters{};
    };
    struct Place
    {
        PortId port = 0;
        bool is_given = false;
    };

    Port& at(PortId port);
    bool may_send_from(PortId from, Mac source);
    void learn(PortId from, Mac source);
    void forget(const Port& port);
    template <typename Predicate>
    void choose(PortId from, const Predicate& wanted);

    std::deque<std::optional<Port>> ports_{}; ///< a deque: who counts for a port keeps a reference
    std::unordered_map<std::uint64_t, Place> places_{};
    std::vector<PortId> chosen_{};
};

} // namespace edgepool::wire
