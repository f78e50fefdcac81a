// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/suggest.h"
#include "model/address.h"
#include "testbed/rules.h"
#include "testbed/scalars.h"

namespace edgepool::testbed
{

namespace
{

using model::Core;

constexpr Rule core_not_local{"epc.core-not-local", "core that local machines do not have"};
constexpr Rule area_out_of_range{"epc.tracking-area", "unusable tracking area"};
constexpr Rule area_twice{"epc.tracking-area-twice", "tracking area given twice"};
constexpr Rule imsi_of_other_network{"epc.imsi-of-other-network", "IMSI of another network"};
constexpr Rule imsi_overflow{"epc.imsi-overflow", "too many subscribers for the IMSIs"};
constexpr Rule msisdn_overflow{"epc.msisdn-overflow", "too many subscribers for the telephone numbers"};
constexpr Rule two_operator_keys{"epc.two-operator-keys", "both OP and OPc"};
constexpr Rule opc_without_key{"epc.opc-without-key", "OPc of another key", Severity::warning};
constexpr Rule same_source{"secret.same-source", "one secret for two keys", Severity::warning};
constexpr Rule too_few_subscribers{"epc.too-few-subscribers", "more users than subscribers"};
constexpr Rule no_such_function{"epc.no-such-function", "no such function"};
constexpr Rule not_on_network{"epc.not-on-network", "function that is not on the network"};

constexpr std::int64_t largest_area = 65535;
constexpr std::int64_t reserved_area = 65534; // 0xfffe: "no valid TAI"

/// Whether a site is what it seems: not one whose 'via' is faulty.
bool sites_known(const Case& look)
{
    const auto sites = look.root.objects("sites");
    return look.root.complete("sites") &&
           std::ranges::none_of(sites, [](const Form& site) { return site.faulty("via"); });
}

void check_core(const Case& look, const Form& epc)
{
    const Core core = look.testbed.epc->core;
    const model::Site* const site = look.testbed.site(look.testbed.epc->site);
    const bool packaged = core != Core::oai && core != Core::open5gs;
    if (site != nullptr && site->via == model::Via::local && !packaged && !epc.faulty("core") && !epc.faulty("site") &&
        sites_known(look))
    {
        look.diagnostics.add(
            found(core_not_local, epc.given("core") ? epc.where("core") : epc.where_key("site"),
                  "local machines are made of Debian packages, and there is none of " + quoted(name_of(core)),
                  "write 'core: gateway', or run the EPC via osm or openstack"));
    }
}

void check_areas(const Case& look, const Form& epc)
{
    std::map<std::int64_t, SourceRange> seen;
    for (const Item& item : epc.items("tracking-areas"))
    {
        const std::int64_t area = *parse_integer(item.text);
        if (area < 1 || area > largest_area || area == reserved_area)
        {
            look.diagnostics.add(found(area_out_of_range, item.where,
                                       std::string(item.text) + " is not a tracking area code",
                                       "give 1 to 65535, but not 65534"));
        }
        else if (const auto [earlier, is_new] = seen.emplace(area, item.where); !is_new)
        {
            report_twice(
                look,
                found(area_twice, item.where, std::string(item.text) + " is in the list already", "remove one of them"),
                earlier->second);
        }
    }
}

/// 10 to the power of that many digits: how many numbers they can write.
std::uint64_t numbers_of(std::size_t digits)
{
    std::uint64_t count = 1;
    for (; digits > 0; --digits)
    {
        count *= 10;
    }
    return count;
}

/// How many numbers there are from these digits on, without a further digit.
std::uint64_t left_from(std::string_view digits)
{
    return numbers_of(digits.size()) - static_cast<std::uint64_t>(std::stoull("0" + std::string(digits)));
}

void check_numbers(const Case& look, const Form& epc, const Form& subscribers)
{
    const auto plmn = epc.text("plmn");
    const auto imsi = subscribers.text("first-imsi");
    const auto count = subscribers.integer("count");
    const SourceRange where_count =
        subscribers.given("count") ? subscribers.where("count") : subscribers.where("first-imsi");
    if (plmn && imsi && !imsi->starts_with(*plmn))
    {
        const bool has_plmn = epc.given("plmn");
        look.diagnostics.add(
            found(imsi_of_other_network, subscribers.where("first-imsi"),
                  quoted(*imsi) + " does not begin with the " + (has_plmn ? "" : "default ") + "PLMN " + quoted(*plmn),
                  "begin it with " + std::string(*plmn) + (has_plmn ? ", or correct 'plmn'" : ", or add 'plmn'")));
    }
    else if (plmn && count && !subscribers.faulty("first-imsi"))
    {
        const std::string first = look.testbed.epc->subscribers.first_imsi;
        const std::uint64_t room = left_from(std::string_view(first).substr(plmn->size()));
        if (static_cast<std::uint64_t>(*count) > room)
        {
            look.diagnostics.add(found(imsi_overflow, where_count,
                                       "from " + first + " on there are " + counted(room, "IMSI") +
                                           " in this network, not " + std::to_string(*count),
                                       "start lower, or lower 'count'"));
        }
    }
    const std::string& number = look.testbed.epc->subscribers.first_msisdn;
    if (count && !subscribers.faulty("first-msisdn") && static_cast<std::uint64_t>(*count) > left_from(number))
    {
        look.diagnostics.add(found(msisdn_overflow,
                                   subscribers.given("first-msisdn") ? subscribers.where("first-msisdn") : where_count,
                                   "from " + number + " on there are " + counted(left_from(number), "number") +
                                       " of this length, not " + std::to_string(*count),
                                   "start lower, or lower 'count'"));
    }
}

void check_same_source(const Case& look, const Form& subscribers, std::string_view other)
{
    for (const std::string_view kind : {"env", "file"})
    {
        const auto first = subscribers.member("key", kind);
        const auto second = subscribers.member(other, kind);
        if (first && second && first->text == second->text)
        {
            report_twice(look,
                         found(same_source, second->where, quoted(second->text) + " is the source of 'key', too",
                               "name a source of its own for " + quoted(other)),
                         first->where);
        }
    }
}

void check_keys(const Case& look, const Form& subscribers)
{
    if (subscribers.given("operator-key") && subscribers.given("opc"))
    {
        look.diagnostics.add(found(two_operator_keys, subscribers.where_key("opc"), "OPc follows from OP and K",
                                   "keep 'operator-key' or 'opc'"));
    }
    if (subscribers.given("key"))
    {
        check_same_source(look, subscribers, "operator-key");
        check_same_source(look, subscribers, "opc");
    }
    const auto key = subscribers.text("key");
    const bool new_key = !subscribers.faulty("key") && (!subscribers.given("key") || key == "generated");
    if (subscribers.given("opc") && subscribers.text("opc") != "generated" && new_key)
    {
        look.diagnostics.add(found(opc_without_key, subscribers.where_key("opc"),
                                   "OPc was computed from a K, but 'key' is a new one",
                                   "give the K of the SIM cards as 'key'"));
    }
}

/// Each user that attaches does so with an IMSI of its own.
void check_attached_users(const Case& look, const Form& subscribers)
{
    const auto forms = look.root.objects("users");
    std::uint64_t attached = 0;
    for (std::size_t i = 0; i < forms.size() && subscribers.integer("count"); ++i)
    {
        const model::UserGroup& users = look.testbed.users[i];
        if (users.attach != model::Attachment::epc || forms[i].faulty("count"))
        {
            continue;
        }
        attached += users.count;
        if (attached > look.testbed.epc->subscribers.count)
        {
            look.diagnostics.add(found(too_few_subscribers,
                                       forms[i].where(forms[i].given("count") ? "count" : "attach"),
                                       counted(attached, "user") + " attach to the EPC, which has " +
                                           counted(look.testbed.epc->subscribers.count, "subscriber"),
                                       "raise 'count' of the subscribers, or lower that of the users"));
            return;
        }
    }
}

void check_function_addresses(const Case& look, const Form& epc)
{
    const auto functions = functions_of(look.testbed.epc->core);
    std::vector<std::string_view> names;
    names.reserve(functions.size());
    for (const model::Role function : functions)
    {
        names.push_back(name_of(function));
    }
    for (const auto& [name, form] : epc.entries("addresses"))
    {
        const auto known = std::ranges::find(names, name.text);
        if (known == names.end())
        {
            look.diagnostics.add(
                found(no_such_function, name.where,
                      "the core " + quoted(name_of(look.testbed.epc->core)) + " has no function " + quoted(name.text),
                      suggestion(name.text, names)));
            continue;
        }
        const auto networks = networks_of(functions[static_cast<std::size_t>(known - names.begin())]);
        for (const Field& network : form.type().fields)
        {
            if (form.written(network.key) && std::ranges::find(networks, network.key) == networks.end())
            {
                report_misplaced(look, not_on_network, form, network.key,
                                 quoted(name.text) + " is not on the network " + quoted(network.key),
                                 suggestion("", networks));
            }
        }
    }
}

} // namespace

void check_epc(const Case& look)
{
    if (!look.has_epc())
    {
        return;
    }
    const Form epc = look.root.object("epc");
    const Form subscribers = epc.object("subscribers");
    check_core(look, epc);
    check_areas(look, epc);
    check_numbers(look, epc, subscribers);
    check_keys(look, subscribers);
    check_attached_users(look, subscribers);
    if (!epc.faulty("core"))
    {
        check_function_addresses(look, epc);
    }
}

} // namespace edgepool::testbed
