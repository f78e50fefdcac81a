// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "descriptor/rules.h"
#include "descriptor/scalar.h"
#include "descriptor/vnfd_rules.h"

namespace edgepool::descriptor
{

using doc::Node;

namespace
{

bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Small letters, digits and '-', which neither begins nor ends it.
bool is_chart_part(std::string_view text)
{
    return text.empty() || (is_letter_or_digit(text.front()) && is_letter_or_digit(text.back()) &&
                            std::ranges::all_of(text, [](char c) { return c == '-' || is_letter_or_digit(c); }));
}

/// What the NBI takes for the name of a helm chart, "chart" or "repository/chart". It takes the first character by
/// itself, so that "a-b" and "a/b" are not names to it.
bool is_chart_name(std::string_view text)
{
    if (text.empty() || !is_letter_or_digit(text.front()))
    {
        return false;
    }
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos)
    {
        return is_chart_part(text.substr(1));
    }
    const std::string_view repository = text.substr(1, slash - 1);
    const bool is_repository =
        !repository.empty() && is_letter_or_digit(repository.back()) && is_chart_part("0" + std::string(repository));
    return is_repository && is_chart_part(text.substr(slash + 1));
}

bool is_url(std::string_view text)
{
    constexpr std::string_view of_scheme = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.";
    const std::size_t colon = text.find("://");
    const bool has_scheme = colon != std::string_view::npos && colon > 0 &&
                            text.substr(0, colon).find_first_not_of(of_scheme) == std::string_view::npos;
    const std::string_view rest = has_scheme ? text.substr(colon + 3) : std::string_view{};
    return !rest.empty() && std::string_view("/?#").find(rest.front()) == std::string_view::npos;
}

void check_charts(const Judging& judging)
{
    const auto& [descriptor, references, report] = judging;
    for (const Node& kdu : descriptor.items(&descriptor.root(), "kdu"))
    {
        const std::string chart = descriptor.text(&kdu, "helm-chart");
        if (!chart.empty() && !is_chart_name(chart) && !is_url(chart))
        {
            report(rules::bad_helm_chart, *descriptor.get(&kdu, "helm-chart"), quoted(chart) + " is not taken by OSM",
                   "write 'chart' or 'repository/chart' in small letters, digits and '-', or a URL");
        }
    }
}

void check_vdu(const Judging& judging, const Node& vdu)
{
    const auto& [descriptor, references, report] = judging;
    if (descriptor.get(&vdu, "name") == nullptr)
    {
        report(rules::vdu_without_name, vdu, "VDU " + quoted(descriptor.text(&vdu, "id")) + " has no 'name'",
               "add one; its id will do");
    }
    const Node* const storage = descriptor.get(&vdu, "virtual-storage-desc");
    if (storage == nullptr && !descriptor.has(&vdu, "pdu-type"))
    {
        report(rules::no_storage, vdu, "VDU " + quoted(descriptor.text(&vdu, "id")) + " has no 'virtual-storage-desc'",
               "name a virtual-storage-desc of the VNFD");
    }
    // NS create looks for the first of the list among all of the VNFD, if there are any.
    else if (storage != nullptr && storage->is_sequence() && storage->items().empty() &&
             !descriptor.items(&descriptor.root(), "virtual-storage-desc").empty())
    {
        report(rules::empty_storage, *storage,
               "VDU " + quoted(descriptor.text(&vdu, "id")) + " names no virtual-storage-desc",
               "name a virtual-storage-desc of the VNFD");
    }
}

void check_images(const Judging& judging)
{
    const auto& [descriptor, references, report] = judging;
    for (const Node& image : descriptor.items(&descriptor.root(), "sw-image-desc"))
    {
        if (image.is_mapping() && descriptor.get(&image, "image") == nullptr &&
            descriptor.get(&image, "checksum") == nullptr)
        {
            report(rules::no_image, image, "OSM gives the VIM 'image' and 'checksum' only; 'name' is not used",
                   "add 'image' with the name that the image has at the VIM");
        }
    }
}

/// Monitoring parameters of links, VDUs and flavours share their ids. Twice in one list is the model's business.
class Metrics
{
public:
    explicit Metrics(const Judging& judging) : judging_(judging) {}

    void add(const Node& owner, std::string_view list)
    {
        const auto& [descriptor, references, report] = judging_;
        for (const Node& metric : descriptor.items(&owner, list))
        {
            const std::string id = descriptor.text(&metric, "id");
            if (id.empty())
            {
                continue;
            }
            const Node* const place = descriptor.get(&metric, "id");
            const auto [first, is_new] = seen_.try_emplace(id, &owner, place);
            if (!is_new && first->second.first != &owner && !judging_.descriptor.is_duplicate(owner))
            {
                report(rules::duplicate_metric, *place,
                       quoted(id) + " is already the id of another monitoring parameter",
                       "ids of monitoring parameters are unique in the whole VNFD",
                       {{.text = "first given here", .where = descriptor.range(*first->second.second)}});
            }
        }
    }

private:
    const Judging& judging_;
    std::map<std::string, std::pair<const Node*, const Node*>> seen_;
};

} // namespace

void check_resources(const Judging& judging)
{
    const Descriptor& descriptor = judging.descriptor;
    Metrics metrics{judging};
    for (const Node& link : descriptor.items(&descriptor.root(), "int-virtual-link-desc"))
    {
        metrics.add(link, "monitoring-parameters");
    }
    for (const Node& vdu : descriptor.items(&descriptor.root(), "vdu"))
    {
        if (vdu.is_mapping())
        {
            check_vdu(judging, vdu);
            metrics.add(vdu, "monitoring-parameter");
        }
    }
    for (const Node& flavour : descriptor.items(&descriptor.root(), "df"))
    {
        metrics.add(flavour, "monitoring-parameter");
    }
    check_images(judging);
    check_charts(judging);
}

} // namespace edgepool::descriptor
