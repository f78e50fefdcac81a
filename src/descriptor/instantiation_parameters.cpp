// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/suggest.h"
#include "descriptor/instantiation_asks.h"
#include "descriptor/instantiation_rules.h"
#include "descriptor/instantiation_values.h"
#include "descriptor/package_rules_catalogue.h"
#include "descriptor/scalar.h"

namespace edgepool::descriptor
{

namespace
{

using doc::Member;
using doc::Node;

/// The name that a parameter with a forbidden one is meant to have; that was told already.
std::string mended(std::string_view name)
{
    std::string better(name);
    std::ranges::replace_if(better, [](char c) { return c == '-' || c == '.' || c == ' '; }, '_');
    return is_parameter_name(better) ? better : std::string(name);
}

/// One set of parameters, and which of them something asks for.
class GivenParameters
{
public:
    explicit GivenParameters(const Node* node) : node_(node) {}

    bool given() const { return node_ != nullptr && !node_->members().empty(); }
    const Node* node() const { return node_; }

    /// Whether it is there; then it is asked for.
    bool take(const std::string& name)
    {
        for (const Member& member : node_ != nullptr ? node_->members() : std::span<const Member>{})
        {
            if (mended(member.key.text()) == name)
            {
                taken_.insert(&member.key);
                return true;
            }
        }
        return false;
    }

    /// One that nothing asks for and that is called nearly so.
    std::string meant_by(const std::string& name)
    {
        std::vector<std::string_view> free;
        for (const Node* const key : unused())
        {
            free.push_back(key->text());
        }
        const auto meant = did_you_mean(name, free);
        return meant && take(mended(*meant)) ? std::string(*meant) : std::string();
    }

    std::vector<const Node*> unused() const
    {
        std::vector<const Node*> keys;
        for (const Member& member : node_ != nullptr ? node_->members() : std::span<const Member>{})
        {
            if (!taken_.contains(&member.key))
            {
                keys.push_back(&member.key);
            }
        }
        return keys;
    }

private:
    const Node* node_;
    std::set<const Node*> taken_;
};

/// What is missing, to be told when it is known what nobody asked for.
struct Missing
{
    const Ask* ask = nullptr;
    GivenParameters* given = nullptr;
    SourceRange where{};
    std::string place{}; ///< in the parameters, in words
    bool given_to_vnf = false;
};

class ParameterRules
{
public:
    ParameterRules(const InstantiationForm& form, const Ns& ns) : form_(form), ns_(ns) {}

    void check()
    {
        check_ns();
        const bool is_readable = !form_.is_faulty(&form_.root(), "additionalParamsForVnf") &&
                                 !form_.has_faulty_items(&form_.root(), "additionalParamsForVnf");
        for (const NsMember& member : ns_.members())
        {
            if (member.vnfd != nullptr && is_readable)
            {
                check_member(member);
            }
        }
    }

private:
    SourceRange where_of(const Node* object, std::string_view key) const
    {
        return form_.where_key(object != nullptr ? *object : form_.root(), key);
    }

    void check_ns()
    {
        const Node& root = form_.root();
        if (form_.is_faulty(&root, "additionalParamsForNs"))
        {
            return;
        }
        GivenParameters given(form_.get(&root, "additionalParamsForNs"));
        std::vector<Missing> missing;
        const Asks asks = asks_of_ns(ns_.nsd().descriptor);
        for (const Ask& ask : asks.all)
        {
            if (!given.take(ask.name) && !ask.optional)
            {
                missing.push_back({.ask = &ask,
                                   .given = &given,
                                   .where = where_of(&root, "additionalParamsForNs"),
                                   .place = "'additionalParamsForNs'"});
            }
        }
        tell(missing);
        tell_unused(given, "the NSD's own primitives");
    }

    const Node* entry(const Node* item, std::string_view list, std::string_view key, const std::string& name) const
    {
        const auto entries = form_.items(item, list);
        const auto found =
            std::ranges::find_if(entries, [&](const Node* each) { return form_.text(each, key) == name; });
        return found != entries.end() ? *found : nullptr;
    }

    /// The parameters of a member: those of the VNF itself, and those that VDUs and KDUs have of their own.
    struct MemberParameters
    {
        const Node* item = nullptr;
        GivenParameters of_vnf{nullptr};
        std::map<std::pair<Owner, std::string>, GivenParameters> of_others{};
    };

    /// nullopt: something in them cannot be read.
    std::optional<MemberParameters> parameters_of(const NsMember& member) const
    {
        MemberParameters parameters{
            .item = entry(&form_.root(), "additionalParamsForVnf", "member-vnf-index", member.index)};
        if (form_.is_faulty(parameters.item, "additionalParams") ||
            form_.is_faulty(parameters.item, "additionalParamsForVdu") ||
            form_.has_faulty_items(parameters.item, "additionalParamsForVdu"))
        {
            return std::nullopt;
        }
        parameters.of_vnf = GivenParameters(form_.get(parameters.item, "additionalParams"));
        for (const Node* const vdu : form_.items(parameters.item, "additionalParamsForVdu"))
        {
            const std::string name = form_.text(vdu, "vdu_id");
            if (member.vnfd->entry("vdu", "id", name) != nullptr)
            {
                parameters.of_others.try_emplace({Owner::vdu, name}, form_.get(vdu, "additionalParams"));
            }
        }
        return parameters;
    }

    void check_member(const NsMember& member)
    {
        auto given = parameters_of(member);
        if (!given)
        {
            return;
        }
        std::vector<Missing> missing;
        std::set<std::pair<const GivenParameters*, std::string>> told;
        const Asks asks = asks_of_vnf(*member.vnfd);
        for (const Ask& ask : asks.all)
        {
            Missing lack = find(ask, member, *given);
            if (!lack.given->take(ask.name) && !ask.optional && told.emplace(lack.given, ask.name).second)
            {
                missing.push_back(std::move(lack));
            }
        }
        for (Missing& lack : missing)
        {
            lack.given_to_vnf = lack.given != &given->of_vnf && given->of_vnf.take(lack.ask->name);
        }
        tell(missing);
        if (asks.complete)
        {
            tell_unused(*given, member.vnfd_id);
        }
    }

    void tell_unused(const MemberParameters& given, const std::string& vnfd)
    {
        tell_unused(given.of_vnf, "VNFD '" + vnfd + "'");
        for (const auto& [owner, own] : given.of_others)
        {
            if (owner.first == Owner::vdu) // a KDU's are values for its helm chart
            {
                tell_unused(own, "VDU '" + owner.second + "' of VNFD '" + vnfd + "'");
            }
        }
    }

    /// The parameters that the asking thing gets: those of a VDU replace those of its VNF, all or none.
    Missing find(const Ask& ask, const NsMember& member, MemberParameters& given) const
    {
        const bool is_kdu = ask.owner == Owner::kdu;
        const Node* const own = ask.owner == Owner::vnf
                                    ? nullptr
                                    : entry(given.item, is_kdu ? "additionalParamsForKdu" : "additionalParamsForVdu",
                                            is_kdu ? "kdu_name" : "vdu_id", ask.owner_name);
        const Node* const own_parameters = form_.get(own, "additionalParams");
        const bool has_own = is_kdu || (own_parameters != nullptr && !own_parameters->members().empty());
        Missing lack{.ask = &ask, .given = &given.of_vnf};
        if (has_own)
        {
            lack.given = &given.of_others.try_emplace({ask.owner, ask.owner_name}, own_parameters).first->second;
        }
        const Node* const holder = has_own && own != nullptr ? own : given.item;
        lack.where =
            holder != nullptr ? where_of(holder, "additionalParams") : where_of(nullptr, "additionalParamsForVnf");
        lack.place = has_own ? "the parameters of '" + ask.owner_name + "' of member '" + member.index + "'"
                             : "the parameters of member '" + member.index + "'";
        return lack;
    }

    void tell(const std::vector<Missing>& missing)
    {
        for (const Missing& lack : missing)
        {
            const std::string meant = lack.given_to_vnf ? "" : lack.given->meant_by(lack.ask->name);
            form_.report(rules::missing_parameter, lack.where, "'" + lack.ask->name + "' is not among " + lack.place,
                         lack.given_to_vnf ? "repeat it there: a VDU's own parameters replace all those of its VNF"
                         : meant.empty()   ? "add '" + lack.ask->name + ": …'"
                                           : "did you mean it by '" + meant + "'?",
                         {{.text = "asked for here", .where = lack.ask->where}});
        }
    }

    void tell_unused(const GivenParameters& given, const std::string& who)
    {
        for (const Node* const key : given.unused())
        {
            form_.report(rules::unused_parameter, *key, who + " asks for no " + quoted(key->text()),
                         "take it away, or use it");
        }
    }

    const InstantiationForm& form_;
    const Ns& ns_;
};

} // namespace

void check_instantiation_parameters(const InstantiationForm& form, const Ns& ns)
{
    ParameterRules(form, ns).check();
}

} // namespace edgepool::descriptor
