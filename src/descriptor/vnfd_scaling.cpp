// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

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
constexpr std::array<std::string_view, 4> path_to_level{"df", "instantiation-level", "vdu-level", "vdu-id"};

constexpr std::int64_t most_without_profile = 10; ///< LCM's limit where no max-number-of-instances is given

/// The scaling aspects of one flavour. Facts: B.4, C.6.
class Scaling
{
public:
    Scaling(const Judging& judging, const Node& flavour)
        : judging_(judging), flavour_(flavour), first_(judging.descriptor)
    {
        for (const Node& vdu : judging.descriptor.items(&judging.descriptor.root(), "vdu"))
        {
            if (judging.descriptor.has(&vdu, "cloud-init") || judging.descriptor.has(&vdu, "cloud-init-file"))
            {
                with_cloud_init_.insert(judging.descriptor.text(&vdu, "id"));
            }
        }
        count_primitives();
    }

    void check(const Node& aspect)
    {
        if (!aspect.is_mapping() || judging_.descriptor.text(&aspect, "id").empty())
        {
            return;
        }
        check_name(aspect);
        check_deltas(aspect);
        for (const Node& action : judging_.descriptor.items(&aspect, "scaling-config-action"))
        {
            check_action(action);
        }
    }

private:
    void check_name(const Node& aspect)
    {
        const auto& [descriptor, references, report] = judging_;
        const std::string id = descriptor.text(&aspect, "id");
        const Node* const name = descriptor.get(&aspect, "name");
        if (!id.empty() && (name == nullptr || (name->is_scalar() && text_of(*name) != id)))
        {
            report(rules::scaling_name, name == nullptr ? aspect : *name,
                   "the NBI looks for the aspect " + quoted(id) + ", the LCM for its name, which is " +
                       (name == nullptr ? "missing" : quoted(text_of(*name))) + ": no request to scale can succeed",
                   "write 'name: " + id + "'");
        }
    }

    void check_deltas(const Node& aspect)
    {
        const auto& [descriptor, references, report] = judging_;
        const Node* const details = descriptor.get(&aspect, "aspect-delta-details");
        if (details == nullptr)
        {
            report(rules::no_deltas, aspect, "the aspect has no 'aspect-delta-details'",
                   "add 'aspect-delta-details:', below it 'deltas:' with a vdu-delta");
            return;
        }
        const Node* first = nullptr;
        for (const Node& delta : descriptor.items(details, "deltas"))
        {
            for (const Node& vdu_delta : descriptor.items(&delta, "vdu-delta"))
            {
                const Node* const id = descriptor.get(&vdu_delta, "id");
                if (id == nullptr || !id->is_scalar() || descriptor.is_duplicate(delta) ||
                    descriptor.is_duplicate(vdu_delta))
                {
                    continue;
                }
                if (first != nullptr)
                {
                    report(rules::scaling_shared, *id,
                           "OSM counts the steps of all VDUs of an aspect together: limits go wrong",
                           "give each VDU an aspect of its own",
                           {{.text = "the first one", .where = descriptor.range(*first)}});
                }
                first = first == nullptr ? id : first;
                check_delta(vdu_delta, *id);
            }
        }
    }

    void check_delta(const Node& vdu_delta, const Node& id)
    {
        const auto& [descriptor, references, report] = judging_;
        const std::string vdu = text_of(id);
        const bool is_known = references.names(path_to_vdu).entries.contains(vdu);
        const bool is_counted = references.names(path_to_level).entries.contains(vdu);
        if (!is_known || !is_counted || descriptor.is_spoiled({"df"}))
        {
            return; // the model's reference says so, or the rules of levels
        }
        if (first_.level_of(vdu) == nullptr && is_level_well_named(vdu))
        {
            report(rules::scaled_vdu_without_level, id,
                   "VDU " + quoted(vdu) + " is not counted by the first level of the first flavour, where OSM looks",
                   "add a vdu-level for it there");
        }
        else if (!first_.has_profiles())
        {
            report(rules::scaled_without_profiles, id,
                   "the first flavour has no 'vdu-profile', where OSM looks for limits",
                   "add a vdu-profile for " + quoted(vdu));
        }
        check_limits(vdu_delta, id, vdu);
        const Node* const configuration = first_.configuration_of(vdu);
        if (configuration != nullptr && has_charm(descriptor, *configuration) && !with_cloud_init_.contains(vdu))
        {
            report(rules::scaling_without_cloud_init, id,
                   "VDU " + quoted(vdu) +
                       " has a charm, but no cloud-init: the charm does not reach machines that scaling adds",
                   "give the VDU a 'cloud-init-file', if only an empty one");
        }
    }

    /// Whether the VDU's level was not just taken to be meant by a mistyped one.
    bool is_level_well_named(const std::string& vdu) const
    {
        const Names& counted = judging_.references.names(path_to_level);
        return text_of(*counted.entries.at(vdu)) == vdu;
    }

    void check_limits(const Node& vdu_delta, const Node& id, const std::string& vdu)
    {
        const auto& [descriptor, references, report] = judging_;
        const Node* const profile = first_.profile_of(vdu);
        const auto most = count(descriptor, profile, "max-number-of-instances").value_or(most_without_profile);
        const auto initial = count(descriptor, first_.level_of(vdu), "number-of-instances").value_or(1);
        const auto step = count(descriptor, &vdu_delta, "number-of-instances").value_or(1);
        if (step == 0 || initial + step > most)
        {
            const bool is_default = descriptor.get(profile, "max-number-of-instances") == nullptr;
            report(rules::scaling_bounds, id,
                   step == 0 ? "each step adds 0 instances"
                             : "there are " + std::to_string(initial) + " to begin with, a step adds " +
                                   std::to_string(step) + ", and " + std::to_string(most) + " is the most" +
                                   (is_default ? " by default" : ""),
                   step == 0 ? "give 'number-of-instances' of the vdu-delta"
                             : "raise 'max-number-of-instances' of its vdu-profile");
        }
    }

    void check_action(const Node& action)
    {
        const auto& [descriptor, references, report] = judging_;
        if (!action.is_mapping() ||
            descriptor.is_spoiled({"df", "lcm-operations-configuration", "operate-vnf-op-config", "day1-2", "id"}))
        {
            return;
        }
        const auto configurations = configurations_of(descriptor, flavour_);
        const std::string vnf = descriptor.text(&descriptor.root(), "id");
        const auto is_of_vnf = [&](const Node& c) { return judging_.descriptor.text(&c, "id") == vnf; };
        if (std::ranges::none_of(configurations, is_of_vnf))
        {
            // A configuration of nothing is most likely the VNF's, and reported by itself.
            if (!told_ && !has_configuration_of_nothing())
            {
                told_ = true;
                report(rules::scaling_action_without_configuration, action,
                       "no day1-2 entry of this flavour has the VNF's id " + quoted(vnf),
                       "add one, with the primitive");
            }
            return;
        }
        const Node* const name = descriptor.get(&action, "vnf-config-primitive-name-ref");
        if (name == nullptr)
        {
            report(rules::unknown_scaling_primitive, action, "it names no 'vnf-config-primitive-name-ref'",
                   "name a config-primitive");
            return;
        }
        if (!name->is_scalar() || has_nameless_primitive(configurations))
        {
            return; // reported
        }
        if (const auto found = uses_.find(text_of(*name));
            found == uses_.end() || found->second < configurations.size())
        {
            report_primitive(*name, configurations);
        }
    }

    bool has_nameless_primitive(std::span<const Node> configurations) const
    {
        const Descriptor& descriptor = judging_.descriptor;
        bool is_nameless = descriptor.is_spoiled(
            {"df", "lcm-operations-configuration", "operate-vnf-op-config", "day1-2", "config-primitive", "name"});
        for (const Node& configuration : configurations)
        {
            for (const Node& primitive : descriptor.items(&configuration, "config-primitive"))
            {
                is_nameless |= descriptor.text(&primitive, "name").empty();
            }
        }
        return is_nameless;
    }

    bool has_configuration_of_nothing() const
    {
        const auto& [descriptor, references, report] = judging_;
        constexpr std::array<std::string_view, 2> path_to_kdu{"kdu", "name"};
        const Names& vdus = references.names(path_to_vdu);
        const Names& kdus = references.names(path_to_kdu);
        const auto configurations = configurations_of(descriptor, flavour_);
        return std::ranges::any_of(configurations, [&](const Node& c) {
            const std::string id = judging_.descriptor.text(&c, "id");
            return !vdus.entries.contains(id) && !kdus.entries.contains(id);
        });
    }

    /// How many configurations have a primitive of that name.
    void count_primitives()
    {
        const Descriptor& descriptor = judging_.descriptor;
        for (const Node& configuration : configurations_of(descriptor, flavour_))
        {
            for (const std::string& name : primitives_of(configuration))
            {
                ++uses_[name];
            }
        }
    }

    std::set<std::string> primitives_of(const Node& configuration) const
    {
        std::set<std::string> names;
        for (const Node& primitive : judging_.descriptor.items(&configuration, "config-primitive"))
        {
            names.insert(judging_.descriptor.text(&primitive, "name"));
        }
        return names;
    }

    /// The NBI wants it in each configuration of the flavour, an accident of its loop.
    void report_primitive(const Node& name, std::span<const Node> configurations) const
    {
        const auto& [descriptor, references, report] = judging_;
        const auto lacking = std::ranges::find_if(configurations, [&](const Node& configuration) {
            return !primitives_of(configuration).contains(text_of(name));
        });
        const auto known = primitives_of(*lacking);
        const std::vector<std::string_view> candidates(known.begin(), known.end());
        const Node* const id = descriptor.get(&*lacking, "id");
        report(rules::unknown_scaling_primitive, name,
               "day1-2 " + quoted(descriptor.text(&*lacking, "id")) + " has no config-primitive " +
                   quoted(text_of(name)) + "; the NBI wants it in every day1-2 entry",
               candidates.empty() ? "" : suggestion(text_of(name), candidates),
               {{.text = "the day1-2 entry", .where = descriptor.range(id == nullptr ? *lacking : *id)}});
    }

    const Judging& judging_;
    const Node& flavour_;
    Flavour first_;
    std::set<std::string> with_cloud_init_;
    std::map<std::string, std::size_t> uses_;
    bool told_ = false; ///< that there is no configuration: once is enough
};

} // namespace

void check_scaling(const Judging& judging)
{
    const Descriptor& descriptor = judging.descriptor;
    for (const Node& flavour : descriptor.items(&descriptor.root(), "df"))
    {
        const auto aspects = descriptor.items(&flavour, "scaling-aspect");
        if (aspects.empty())
        {
            continue;
        }
        Scaling scaling{judging, flavour};
        for (const Node& aspect : aspects)
        {
            scaling.check(aspect);
        }
    }
}

} // namespace edgepool::descriptor
