// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>

#include "base/suggest.h"
#include "descriptor/rules.h"
#include "descriptor/scalar.h"
#include "descriptor/vnfd_flavour.h"
#include "descriptor/vnfd_rules.h"

namespace edgepool::descriptor
{

using doc::Node;

namespace
{

constexpr std::array<std::string_view, 2> path_to_vdu{"vdu", "id"};
constexpr std::size_t most_guesses = 20; ///< at what was meant: each costs time

constexpr std::array<std::string_view, 4> path_to_level{"df", "instantiation-level", "vdu-level", "vdu-id"};

/// The level that OSM works with: the first one of the first flavour, whatever default-instantiation-level says.
const Node* first_level(const Descriptor& descriptor)
{
    const auto flavours = descriptor.items(&descriptor.root(), "df");
    const auto levels = flavours.empty() ? flavours : descriptor.items(&flavours.front(), "instantiation-level");
    return levels.empty() ? nullptr : &levels.front();
}

/// The levels, and what hangs on them.
class Levels
{
public:
    explicit Levels(const Judging& judging)
        : judging_(judging),
          flavour_(judging.descriptor),
          vdus_(judging.references.names(path_to_vdu)),
          counted_(judging.references.names(path_to_level))
    {
    }

    void check()
    {
        const auto& [descriptor, references, report] = judging_;
        const Node* const first = first_level(descriptor);
        for (const Node& flavour : descriptor.items(&descriptor.root(), "df"))
        {
            for (const Node& level : descriptor.items(&flavour, "instantiation-level"))
            {
                for (const Node& vdu_level : descriptor.items(&level, "vdu-level"))
                {
                    check_name(vdu_level);
                    check_number(vdu_level, &level == first);
                }
            }
            check_bounds(flavour);
        }
        check_configured();
    }

private:
    /// A wrong name is as bad as what the right one would have been needed for.
    void check_name(const Node& vdu_level)
    {
        const auto& [descriptor, references, report] = judging_;
        const Node* const name = descriptor.get(&vdu_level, "vdu-id");
        if (name == nullptr || !name->is_scalar() || vdus_.entries.contains(text_of(*name)))
        {
            return;
        }
        const std::string meant = ++misnamed_ <= most_guesses ? meant_vdu(text_of(*name)) : std::string();
        const Rule& rule = flavour_.is_scaled(meant)                     ? rules::delta_of_unknown_vdu
                           : flavour_.configuration_of(meant) != nullptr ? rules::configured_vdu_without_level
                                                                         : rules::level_without_vdu;
        references.expect(*name, vdus_, rule);
        if (!meant.empty())
        {
            counted_.entries.emplace(meant, name);
        }
    }

    /// The VDU without a level that the name is a mistyped one of; "" if none is.
    std::string meant_vdu(const std::string& name) const
    {
        std::vector<std::string_view> candidates;
        for (const auto& [id, node] : vdus_.entries)
        {
            if (!counted_.entries.contains(id))
            {
                candidates.push_back(id);
            }
        }
        return candidates.size() == 1 ? std::string(candidates.front())
                                      : std::string(did_you_mean(name, candidates).value_or(std::string_view{}));
    }

    void check_number(const Node& vdu_level, bool is_first)
    {
        const auto& [descriptor, references, report] = judging_;
        if (is_first && vdu_level.is_mapping() && descriptor.get(&vdu_level, "number-of-instances") == nullptr &&
            vdus_.entries.contains(descriptor.text(&vdu_level, "vdu-id")))
        {
            report(rules::level_without_number, vdu_level,
                   "the level says not how many " + quoted(descriptor.text(&vdu_level, "vdu-id")) +
                       " there are; SOL006's default 1 is not applied",
                   "add 'number-of-instances: 1'");
        }
    }

    void check_bounds(const Node& flavour)
    {
        const auto& [descriptor, references, report] = judging_;
        for (const Node& profile : descriptor.items(&flavour, "vdu-profile"))
        {
            check_minimum(profile);
        }
        const Flavour of_this{descriptor, flavour};
        for (const Node& level : descriptor.items(&flavour, "instantiation-level"))
        {
            for (const Node& vdu_level : descriptor.items(&level, "vdu-level"))
            {
                check_count(vdu_level, of_this.profile_of(descriptor.text(&vdu_level, "vdu-id")));
            }
        }
    }

    void check_minimum(const Node& profile)
    {
        const auto& [descriptor, references, report] = judging_;
        const auto least = count(descriptor, &profile, "min-number-of-instances");
        const auto most = count(descriptor, &profile, "max-number-of-instances");
        if (least && most && *least > *most)
        {
            contradictory_.insert(&profile);
            report(rules::count_out_of_bounds, *descriptor.get(&profile, "min-number-of-instances"),
                   "the minimum " + std::to_string(*least) + " is more than the maximum " + std::to_string(*most), {},
                   {{.text = "the maximum",
                     .where = descriptor.range(*descriptor.get(&profile, "max-number-of-instances"))}});
        }
    }

    void check_count(const Node& vdu_level, const Node* profile)
    {
        const auto& [descriptor, references, report] = judging_;
        const auto number = count(descriptor, &vdu_level, "number-of-instances");
        for (const std::string_view key : {"min-number-of-instances", "max-number-of-instances"})
        {
            if (contradictory_.contains(profile))
            {
                continue; // the bounds are the fault
            }
            const auto bound = count(descriptor, profile, key);
            const bool is_beyond = number && bound && (key.starts_with("min") ? *number < *bound : *number > *bound);
            if (is_beyond)
            {
                report(rules::count_out_of_bounds, *descriptor.get(&vdu_level, "number-of-instances"),
                       std::to_string(*number) + " instances, but " + std::string(key) + " is " +
                           std::to_string(*bound),
                       {}, {{.text = "the bound", .where = descriptor.range(*descriptor.get(profile, key))}});
            }
        }
    }

    /// LCM counts the instances of a VDU with a configuration by its level, and fails if there is none.
    void check_configured()
    {
        const auto& [descriptor, references, report] = judging_;
        for (const Node& vdu : descriptor.items(&descriptor.root(), "vdu"))
        {
            const std::string id = descriptor.text(&vdu, "id");
            const Node* const configuration = flavour_.configuration_of(id);
            if (configuration != nullptr && misnamed_ == 0 && flavour_.level_of(id) == nullptr)
            {
                report(rules::configured_vdu_without_level, *descriptor.get(configuration, "id"),
                       "VDU " + quoted(id) + " is configured, but the first instantiation-level does not count it",
                       "add a vdu-level for it");
            }
        }
    }

    const Judging& judging_;
    Flavour flavour_;
    Names& vdus_;
    Names& counted_;
    std::set<const Node*> contradictory_{}; ///< profiles whose minimum is more than their maximum
    std::size_t misnamed_ = 0;              ///< levels whose VDU does not exist
};

} // namespace

void check_levels(const Judging& judging)
{
    if (!judging.descriptor.is_spoiled({"vdu"}) && !judging.descriptor.is_spoiled({"df"}))
    {
        Levels(judging).check();
    }
}

} // namespace edgepool::descriptor
