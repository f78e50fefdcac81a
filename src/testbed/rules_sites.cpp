// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <vector>

#include "base/rule.h"
#include "base/suggest.h"
#include "model/layout.h"
#include "testbed/rules.h"

namespace edgepool::testbed
{

namespace
{

using model::Via;

constexpr Rule duplicate_name{"site.duplicate-name", "two sites of one name"};
constexpr Rule lacks{"site.lacks", "incomplete site"};
constexpr Rule key_not_for_via{"site.key-not-for-via", "key of another kind of site"};
constexpr Rule unused{"site.unused", "unused site", Severity::warning};
constexpr Rule unknown_site{"site.unknown", "unknown site"};
constexpr Rule site_needed{"site.needed", "which site?"};
constexpr Rule duplicate_host{"site.duplicate-host", "host given twice"};
constexpr Rule too_few_hosts{"site.too-few-hosts", "too few hosts"};

struct ViaKey
{
    std::string_view key;
    Via via;
    bool needed;
    std::string_view hint;
};

constexpr std::array via_keys{
    ViaKey{"vim", Via::osm, true, "name the VIM account, as 'osm vim-list' shows it"},
    ViaKey{"cloud", Via::openstack, true, "name the entry of clouds.yaml"},
    ViaKey{"hosts", Via::hosts, true, "list the machines, each with address and host-key"},
    ViaKey{"delay", Via::local, false, ""},
    ViaKey{"jitter", Via::local, false, ""},
    ViaKey{"rate", Via::local, false, ""},
    ViaKey{"loss", Via::local, false, ""},
};

void check_keys(const Case& look, const Form& form, Via via)
{
    for (const ViaKey& each : via_keys)
    {
        if (each.via == via && each.needed && !form.given(each.key) && !form.faulty(each.key))
        {
            look.diagnostics.add(found(lacks, form.where("via"),
                                       "a site via " + std::string(name_of(via)) + " needs the key " + quoted(each.key),
                                       std::string(each.hint)));
        }
        if (each.via != via && form.given(each.key))
        {
            look.diagnostics.add(found(key_not_for_via, form.where_key(each.key),
                                       quoted(each.key) + " is for sites via " + std::string(name_of(each.via)) +
                                           ", and this one is via " + std::string(name_of(via)),
                                       "remove it, or write 'via: " + std::string(name_of(each.via)) + "'"));
        }
    }
}

void check_hosts(const Case& look, const Form& form)
{
    std::map<std::string, SourceRange> seen;
    for (const Form& host : form.objects("hosts"))
    {
        if (!host.given("address"))
        {
            continue;
        }
        const std::string name = std::string(*host.text("address")) + ":" + std::string(host.text("port").value_or(""));
        const auto [earlier, is_new] = seen.emplace(name, host.where("address"));
        if (!is_new)
        {
            Diagnostic diagnostic = found(duplicate_host, host.where("address"), quoted(*host.text("address")) + " is a machine of this site already", "keep one of them");
            diagnostic.related.push_back({.text = "first given here", .where = earlier->second});
            look.diagnostics.add(std::move(diagnostic));
        }
    }
}

/// Whatever stands at a site: where that is said, and how many machines it may become.
struct Tenant
{
    Form form;
    std::uint64_t machines = 0;
};

std::vector<Tenant> tenants_of(const Case& look)
{
    std::vector<Tenant> tenants;
    if (look.has_epc())
    {
        tenants.push_back({.form = look.root.object("epc"), .machines = functions_of(look.testbed.epc->core).size()});
    }
    for (const Form& form : look.root.objects("registrars"))
    {
        tenants.push_back({.form = form, .machines = 1});
    }
    const auto elements = look.root.objects("elements");
    for (std::size_t i = 0; i < elements.size(); ++i)
    {
        tenants.push_back({.form = elements[i], .machines = look.testbed.elements[i].max});
    }
    const auto users = look.root.objects("users");
    for (std::size_t i = 0; i < users.size(); ++i)
    {
        tenants.push_back({.form = users[i], .machines = look.testbed.users[i].count});
    }
    return tenants;
}

class Occupancy
{
public:
    Occupancy(const Case& look, std::span<const Form> sites) : look_(look), sites_(sites)
    {
        for (const model::Site& site : look.testbed.sites)
        {
            names_.push_back(site.name);
        }
        if (look.testbed.registrars.size() != look.root.objects("registrars").size())
        {
            machines_[names_.front()] += look.testbed.registrars.size(); // the three that nobody had to write down
        }
    }

    void add(const Tenant& tenant);
    void report() const;

private:
    std::string site_of(const Tenant& tenant);

    const Case& look_;
    std::span<const Form> sites_;
    std::vector<std::string_view> names_;
    std::map<std::string_view, std::uint64_t> machines_;
};

void Occupancy::add(const Tenant& tenant)
{
    const Form& form = tenant.form;
    if (!form.given("site"))
    {
        if (names_.size() > 1 && !form.faulty("site"))
        {
            look_.diagnostics.add(found(site_needed, form.where(), "there are " + counted(names_.size(), "site") + " to choose from",
                                        "add 'site: …', " + suggestion("", names_)));
        }
        machines_[names_.front()] += names_.size() == 1 ? tenant.machines : 0;
        return;
    }
    const std::string_view name = *form.text("site");
    if (std::ranges::find(names_, name) == names_.end())
    {
        look_.diagnostics.add(found(unknown_site, form.where("site"), "there is no site " + quoted(name), suggestion(name, names_)));
        return;
    }
    machines_[*std::ranges::find(names_, name)] += tenant.machines;
}

void Occupancy::report() const
{
    for (std::size_t i = 0; i < sites_.size(); ++i)
    {
        const model::Site& site = look_.testbed.sites[i];
        const auto entry = machines_.find(site.name);
        const std::uint64_t machines = entry != machines_.end() ? entry->second : 0;
        if (entry == machines_.end() && sites_[i].given("name"))
        {
            look_.diagnostics.add(found(unused, sites_[i].where("name"), "no machine stands at " + quoted(site.name),
                                        "remove it, or name it as somebody's 'site'"));
        }
        if (site.via == Via::hosts && sites_[i].given("hosts") && machines > site.hosts.size())
        {
            look_.diagnostics.add(found(too_few_hosts, sites_[i].where_key("hosts"),
                                        quoted(site.name) + " has " + counted(site.hosts.size(), "host") + " for up to " +
                                            counted(machines, "machine"),
                                        "list more hosts, or lower 'max' or 'count' of what stands there"));
        }
    }
}

} // namespace

void check_sites(const Case& look)
{
    const auto forms = look.root.objects("sites");
    std::map<std::string_view, SourceRange> seen;
    for (std::size_t i = 0; i < forms.size(); ++i)
    {
        const Form& form = forms[i];
        if (!form.faulty("via"))
        {
            check_keys(look, form, look.testbed.sites[i].via);
        }
        check_hosts(look, form);
        if (!form.given("name"))
        {
            continue;
        }
        const auto [earlier, is_new] = seen.emplace(*form.text("name"), form.where("name"));
        if (!is_new)
        {
            Diagnostic diagnostic = found(duplicate_name, form.where("name"), "there is a site " + quoted(*form.text("name")) + " already", "give one of them another name");
            diagnostic.related.push_back({.text = "first given here", .where = earlier->second});
            look.diagnostics.add(std::move(diagnostic));
        }
    }
    const bool all_named = std::ranges::all_of(forms, [](const Form& form) { return form.given("name"); });
    if (look.root.faulty("sites") || !all_named || look.testbed.sites.empty())
    {
        return; // which sites there are is not known
    }
    Occupancy occupancy(look, forms);
    for (const Tenant& tenant : tenants_of(look))
    {
        occupancy.add(tenant);
    }
    occupancy.report();
}

std::string quoted(std::string_view text)
{
    return "'" + std::string(text) + "'";
}

std::string counted(std::uint64_t count, std::string_view noun)
{
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

} // namespace edgepool::testbed
