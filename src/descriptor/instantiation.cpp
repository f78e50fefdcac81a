// SPDX-License-Identifier: Apache-2.0
#include "descriptor/instantiation.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "descriptor/instantiation_asks.h"
#include "descriptor/instantiation_form.h"
#include "descriptor/instantiation_ns.h"
#include "descriptor/instantiation_rules.h"
#include "descriptor/package_rules_catalogue.h"

namespace edgepool::descriptor
{

namespace
{

/// The NSD that a comment names: "#! NSD SimulaMet-OAI-EPC_nsd".
std::string nsd_named_in(std::string_view text)
{
    constexpr std::string_view mark = "#! NSD ";
    const std::size_t at = text.starts_with(mark) ? 0 : text.find("\n" + std::string(mark));
    if (at == std::string_view::npos)
    {
        return {};
    }
    std::string_view name = text.substr(text.find(mark, at) + mark.size());
    name = name.substr(0, name.find_first_of("\r\n"));
    name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
    return std::string(name.substr(0, name.find_last_not_of(' ') + 1)); // npos + 1 is 0
}

/// The members that the parameters speak of.
std::vector<std::string> members_in(const InstantiationForm& form)
{
    std::vector<std::string> members;
    for (const std::string_view list : {"additionalParamsForVnf", "vnf"})
    {
        for (const doc::Node* const item : form.items(&form.root(), list))
        {
            members.push_back(form.text(item, "member-vnf-index"));
        }
    }
    for (const doc::Node* const link : form.items(&form.root(), "vld"))
    {
        for (const doc::Node* const point : form.items(link, "vnfd-connection-point-ref"))
        {
            members.push_back(form.text(point, "member-vnf-index-ref"));
        }
    }
    return members;
}

bool has_all_members(const GivenDescriptor& nsd, const GivenDescriptors& given, const std::vector<std::string>& members)
{
    const Ns ns(nsd, given);
    return std::ranges::all_of(members, [&](const std::string& index) { return ns.member(index) != nullptr; });
}

class Instantiation
{
public:
    Instantiation(const doc::Document& document, const GivenDescriptors& given, Diagnostics& diagnostics)
        : form_(document, diagnostics), given_(given)
    {
    }

    void check()
    {
        check_exclusive(form_);
        const GivenDescriptor* const nsd = find_nsd();
        if (nsd == nullptr)
        {
            check_instantiation_addresses(form_, nullptr);
            return;
        }
        const Ns ns(*nsd, given_);
        check_instantiation_names(form_, ns);
        check_instantiation_addresses(form_, &ns);
        check_instantiation_parameters(form_, ns);
        note_missing_vnfds(ns);
    }

private:
    SourceRange top() const { return form_.where_key(form_.root(), ""); }

    const GivenDescriptor* find_nsd()
    {
        std::string name = nsd_named_in(form_.document().source()->text());
        const doc::Node* const written = form_.root().find("nsdId");
        if (name.empty() && written != nullptr && written->is_scalar())
        {
            name = written->text();
        }
        const auto& nsds = given_.nsds();
        const auto is_named = [&](const GivenDescriptor& nsd) {
            return nsd.id() == name || nsd.descriptor.text(&nsd.descriptor.root(), "name") == name;
        };
        const auto named = std::ranges::find_if(nsds, is_named);
        if (!name.empty() && named != nsds.end())
        {
            return &*named;
        }
        const bool is_of_another = !nsd_named_in(form_.document().source()->text()).empty();
        if (nsds.size() == 1 && !is_of_another)
        {
            return &nsds.front();
        }
        return is_of_another || nsds.empty() ? note_no_nsd(name) : guess();
    }

    const GivenDescriptor* note_no_nsd(const std::string& name)
    {
        form_.report(rules::nsd_not_given, top(),
                     (name.empty() ? "no NSD" : "NSD " + quoted(name)) +
                         (name.empty() ? " was given with it" : " was not given with it") +
                         ": its names and parameters are not compared",
                     "name the NSD's file, too, and those of its VNFDs");
        return nullptr;
    }

    /// Of several NSDs the one that has all the members.
    const GivenDescriptor* guess()
    {
        const std::vector<std::string> members = members_in(form_);
        const GivenDescriptor* only = nullptr;
        std::size_t count = 0;
        for (const GivenDescriptor& nsd : given_.nsds())
        {
            if (has_all_members(nsd, given_, members))
            {
                only = &nsd;
                ++count;
            }
        }
        if (count == 1)
        {
            return only;
        }
        form_.report(rules::nsd_not_given, top(),
                     "nothing says for which of several NSDs it is: names are not compared",
                     "add a line '#! NSD ID' with the NSD's id");
        return nullptr;
    }

    void note_missing_vnfds(const Ns& ns)
    {
        std::string absent;
        std::string without_files;
        const auto add = [](std::string& list, const std::string& name) {
            if (list.find("'" + name + "'") == std::string::npos)
            {
                list += (list.empty() ? "'" : ", '") + name + "'";
            }
        };
        for (const NsMember& member : ns.members())
        {
            if (member.vnfd == nullptr)
            {
                add(absent, member.vnfd_id);
            }
            else if (!asks_of_vnf(*member.vnfd).complete)
            {
                add(without_files, member.vnfd_id);
            }
        }
        if (!absent.empty())
        {
            form_.report(rules::parameters_vnfd_not_given, top(),
                         "VNFD " + absent + ": not given, and what is for it is not compared",
                         "name its file or package, too");
        }
        if (!without_files.empty())
        {
            form_.report(rules::parameters_vnfd_not_given, top(),
                         "VNFD " + without_files +
                             ": given without its cloud-init files, which ask for parameters, too",
                         "name its package instead");
        }
    }

    InstantiationForm form_;
    const GivenDescriptors& given_;
};

} // namespace

void check_instantiations(std::span<const Candidate> candidates, Diagnostics& diagnostics)
{
    const auto is_instantiation = [](const Candidate& candidate) { return candidate.kind == Kind::instantiation; };
    if (std::ranges::none_of(candidates, is_instantiation))
    {
        return;
    }
    const GivenDescriptors given(candidates);
    for (const Candidate& candidate : candidates)
    {
        if (is_instantiation(candidate))
        {
            Instantiation(*candidate.document, given, diagnostics).check();
        }
    }
}

} // namespace edgepool::descriptor
