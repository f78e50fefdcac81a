// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

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
constexpr Rule site_needed{"site.needed", "no site named"};
constexpr Rule duplicate_host{"site.duplicate-host", "host given twice"};
constexpr Rule same_host_key{"site.same-host-key", "two hosts with one key", Severity::warning};
constexpr Rule too_few_hosts{"site.too-few-hosts", "too few hosts"};
constexpr Rule key_not_with_hosts{"site.key-not-with-hosts", "key of machines that edgepool makes"};

struct ViaKey
{
    std::string_view key;
    Via via;
    bool needed;
    std::string_view hint;
};

constexpr std::array via_keys{
    ViaKey{"vim", Via::osm, true, "add 'vim: …', the VIM account's name as 'osm vim-list' shows it"},
    ViaKey{"cloud", Via::openstack, true, "add 'cloud: …', the name of an entry of clouds.yaml"},
    ViaKey{"hosts", Via::hosts, true, "add 'hosts:' with the machines, each with 'address' and 'host-key'"},
    ViaKey{"jump", Via::hosts, false, ""},
    ViaKey{"key", Via::hosts, false, ""},
    ViaKey{"delay", Via::local, false, ""},
    ViaKey{"jitter", Via::local, false, ""},
    ViaKey{"rate", Via::local, false, ""},
    ViaKey{"loss", Via::local, false, ""},
};

void check_keys(const Case& look, const Form& form, Via via)
{
    const std::string kind = "via " + std::string(name_of(via));
    for (const ViaKey& each : via_keys)
    {
        if (each.via == via && each.needed && !form.given(each.key) && !form.faulty(each.key))
        {
            look.diagnostics.add(found(lacks, form.where("via"),
                                       "a site " + kind + " needs the key " + quoted(each.key),
                                       std::string(each.hint)));
        }
        if (each.via != via && form.written(each.key))
        {
            const std::string other(name_of(each.via));
            std::string detail = quoted(each.key) + " is for sites via ";
            detail += other;
            detail += ", and this one is ";
            detail += kind;
            report_misplaced(look, key_not_for_via, form, each.key, std::move(detail),
                             "remove it, or write 'via: " + other + "'");
        }
    }
}

/// Across all sites: no machine serves twice.
class KnownHosts
{
public:
    explicit KnownHosts(const Case& look) : look_(look) {}

    void check(const Form& host)
    {
        if (host.given("address"))
        {
            const std::string port(host.text("port").value_or("22"));
            const std::string name(*host.text("address"));
            const auto earlier = report(duplicate_host, addresses_, name + ":" + port, host.where("address"),
                                        quoted(name) + " is a host already", "keep one of them");
            if (earlier)
            {
                return; // whose key it is then is clear
            }
        }
        if (host.given("host-key"))
        {
            report(same_host_key, keys_, std::string(*host.text("host-key")), host.where("host-key"),
                   "another host has this key, too", "give each its own: 'ssh-keyscan -t ed25519 HOST' prints it");
        }
    }

private:
    using Seen = std::map<std::string, SourceRange>;

    bool report(const Rule& rule, Seen& seen, std::string value, const SourceRange& where, std::string detail,
                std::string hint)
    {
        const auto [earlier, is_new] = seen.emplace(std::move(value), where);
        if (!is_new)
        {
            report_twice(look_, found(rule, where, std::move(detail), std::move(hint)), earlier->second);
        }
        return !is_new;
    }

    const Case& look_;
    Seen addresses_{};
    Seen keys_{};
};

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
        const Form epc = look.root.object("epc");
        const std::size_t functions = epc.faulty("core") ? 0 : functions_of(look.testbed.epc->core).size();
        tenants.push_back({.form = epc, .machines = functions});
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
        for (const std::string_view list : {"registrars", "elements", "users"})
        {
            complete_ = complete_ && look.root.complete(list);
        }
        complete_ = complete_ && !look.root.faulty("epc");
    }

    void add(const Tenant& tenant);
    void report() const;

private:
    void occupy(const Tenant& tenant, std::size_t site);
    void check_hosts(const Form& form, std::string_view site) const;

    const Case& look_;
    std::span<const Form> sites_;
    std::vector<std::string_view> names_;
    std::map<std::string_view, std::uint64_t> machines_;
    bool complete_ = true; ///< every tenant's site is known
};

void Occupancy::add(const Tenant& tenant)
{
    const Form& form = tenant.form;
    if (!form.given("site"))
    {
        complete_ = complete_ && names_.size() == 1;
        if (names_.size() > 1 && !form.faulty("site"))
        {
            look_.diagnostics.add(found(site_needed, where_named(form),
                                        "there are " + counted(names_.size(), "site") + " to choose from",
                                        "add 'site: …', " + suggestion("", names_)));
        }
        if (names_.size() == 1 && !form.faulty("site"))
        {
            occupy(tenant, 0);
        }
        return;
    }
    const std::string_view name = *form.text("site");
    const auto known = std::ranges::find(names_, name);
    if (known == names_.end())
    {
        complete_ = false;
        const std::string hint = look_.root.written("sites")
                                     ? suggestion(name, names_)
                                     : "add 'sites' with it, or remove 'site': without 'sites' everything runs here";
        look_.diagnostics.add(found(unknown_site, form.where("site"), "there is no site " + quoted(name), hint));
        return;
    }
    occupy(tenant, static_cast<std::size_t>(known - names_.begin()));
}

void Occupancy::occupy(const Tenant& tenant, std::size_t site)
{
    machines_[names_[site]] += tenant.machines;
    if (look_.testbed.sites[site].via == Via::hosts)
    {
        check_hosts(tenant.form, names_[site]);
    }
}

/// Hosts that exist have their addresses and their size.
void Occupancy::check_hosts(const Form& form, std::string_view site) const
{
    for (const std::string_view key : {"address", "first-address", "addresses", "machine"})
    {
        if (form.type().field(key) != nullptr && form.written(key))
        {
            report_misplaced(look_, key_not_with_hosts, form, key,
                             "the hosts of the site " + quoted(site) +
                                 " exist already, with addresses and a size of their own",
                             "remove " + quoted(key));
        }
    }
}

void Occupancy::report() const
{
    for (std::size_t i = 0; i < sites_.size(); ++i)
    {
        const model::Site& site = look_.testbed.sites[i];
        const auto entry = machines_.find(site.name);
        const std::uint64_t machines = entry != machines_.end() ? entry->second : 0;
        if (complete_ && entry == machines_.end() && sites_[i].given("name"))
        {
            look_.diagnostics.add(found(unused, sites_[i].where("name"), "no machine stands at " + quoted(site.name),
                                        "remove it, or name it as somebody's 'site'"));
        }
        if (site.via == Via::hosts && sites_[i].complete("hosts") && sites_[i].given("hosts") &&
            machines > site.hosts.size())
        {
            look_.diagnostics.add(found(too_few_hosts, sites_[i].where_key("hosts"),
                                        quoted(site.name) + " has " + counted(site.hosts.size(), "host") +
                                            " for up to " + counted(machines, "machine"),
                                        "list more hosts, or lower 'max' or 'count' of what stands there"));
        }
    }
}

} // namespace

void check_sites(const Case& look)
{
    const auto forms = look.root.objects("sites");
    std::map<std::string_view, SourceRange> seen;
    KnownHosts hosts(look);
    for (std::size_t i = 0; i < forms.size(); ++i)
    {
        const Form& form = forms[i];
        if (!form.faulty("via"))
        {
            check_keys(look, form, look.testbed.sites[i].via);
        }
        for (const Form& host : form.objects("hosts"))
        {
            hosts.check(host);
        }
        if (!form.given("name"))
        {
            continue;
        }
        const std::string_view name = *form.text("name");
        const auto [earlier, is_new] = seen.emplace(name, form.where("name"));
        if (!is_new)
        {
            report_twice(look,
                         found(duplicate_name, form.where("name"), "there is a site " + quoted(name) + " already",
                               "give one of them another name"),
                         earlier->second);
        }
    }
    const bool all_named = std::ranges::all_of(forms, [](const Form& form) { return form.given("name"); });
    if (!look.root.complete("sites") || !all_named || look.testbed.sites.empty())
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

} // namespace edgepool::testbed
