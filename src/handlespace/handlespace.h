// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "handlespace/report.h"

namespace edgepool::handlespace
{

using Clock = std::chrono::steady_clock;

enum class Life
{
    alive,
    stale, ///< silent for longer than its interval allows
    ended, ///< it said so
};

/// Associations with the same peer for the same purpose.
struct Link
{
    Name peer{};
    std::uint32_t payload_protocol = 0;
    unsigned count = 0;
    std::optional<std::chrono::microseconds> oldest{};

    friend bool operator==(const Link&, const Link&) = default;
};

/// A registrar, an element or a user, as it described itself last.
struct Component
{
    std::string source{}; ///< where its reports come from: two that bear the same name are told apart
    Name name{};
    Life life = Life::alive;
    Clock::time_point heard{};
    Clock::time_point started{};
    std::chrono::microseconds interval{};
    std::chrono::microseconds age{};
    std::string location{};
    std::string status{};
    std::optional<double> workload{};
    std::vector<Link> links{};
    std::uint64_t reports = 0;
    unsigned restarts = 0; ///< that were seen

    /// Of a user: with all elements. Elements and registrars report no sessions of theirs.
    unsigned sessions() const;
    /// The registrar that it has an association with; identifier 0 if it does not know who that is.
    std::optional<Name> registrar() const;
};

/// What became of reports.
struct Counts
{
    std::uint64_t taken = 0;
    std::uint64_t late = 0;    ///< overtaken by a later one of the same component
    std::uint64_t refused = 0; ///< there was no room for another component
    std::array<std::uint64_t, flaws> malformed{};

    std::uint64_t all_malformed() const;
};

/// Everybody who reports. It is told of reports and of the time; it looks at no clock. Its memory is bounded, whoever
/// sends.
class Handlespace
{
public:
    struct Bounds
    {
        std::size_t components = 4096;
        std::size_t of_a_source = 256; ///< whatever one machine makes up, there is room for the others
        std::size_t links = 256;       ///< of a component
    };

    Handlespace() = default;
    explicit Handlespace(Bounds bounds) : bounds_(bounds) {}

    /// Times do not go back.
    void take(std::string_view source, const Report& report, Clock::time_point now);
    /// A datagram as it came: read, and taken or counted.
    void take(std::string_view source, View datagram, Clock::time_point now);

    /// All components that are not gone, by role and identifier.
    std::vector<Component> look(Clock::time_point now);

    const Counts& counts() const { return counts_; }

private:
    using Key = std::pair<Name, std::string>;
    struct Order
    {
        using is_transparent = void;
        template <typename One, typename Other>
        bool operator()(const One& one, const Other& other) const
        {
            return std::pair<Name, std::string_view>(one) < std::pair<Name, std::string_view>(other);
        }
    };

    Component* place_for(std::string_view source, const Name& name, Clock::time_point now);
    bool has_room_for(std::string_view source) const;
    void forget(Clock::time_point now);
    void update(Component& component, const Report& report, Clock::time_point now) const;

    Bounds bounds_{};
    std::map<Key, Component, Order> components_{};
    std::map<std::string, std::size_t, std::less<>> of_source_{};
    std::optional<Clock::time_point> cleared_{};
    Counts counts_{};
};

/// For how long a component is alive, and then shown as stale, after a report with that interval.
struct Silence
{
    Clock::duration until_stale{};
    Clock::duration until_gone{};
};
Silence silence_of(std::chrono::microseconds interval);

/// How many sessions living users have with each element.
std::map<Name, unsigned> sessions_by_element(const std::vector<Component>& components);

} // namespace edgepool::handlespace
