// SPDX-License-Identifier: Apache-2.0
#include "descriptor/instantiation_asks.h"

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

#include "descriptor/cloud_init.h"
#include "descriptor/scalar.h"
#include "descriptor/vnfd_flavour.h"
#include "package/package.h"

namespace edgepool::descriptor
{

namespace
{

using doc::Node;

/// What OSM gives by itself.
constexpr std::array<std::string_view, 4> free_variables{"rw_mgmt_ip", "VDU_SCALE_INFO", "ns_config_info", "OSM"};

struct PrimitiveList
{
    std::string_view key{};
    std::string_view value_key{};
    bool optional = true;
};

/// The NBI asks for those of initial primitives; the others fail when they run.
constexpr std::array primitive_lists{
    PrimitiveList{"initial-config-primitive", "value", false},
    PrimitiveList{"config-primitive", "default-value"},
    PrimitiveList{"terminate-config-primitive", "value"},
};

/// "<name>" and nothing around it is replaced.
std::string_view variable_in(std::string_view value)
{
    const bool is_variable = value.size() > 2 && value.starts_with('<') && value.ends_with('>');
    const std::string_view name = is_variable ? value.substr(1, value.size() - 2) : std::string_view{};
    return std::ranges::find(free_variables, name) == free_variables.end() ? name : std::string_view{};
}

void ask_primitives(const Descriptor& descriptor, const Node& configuration, const Ask& like, Asks& asks)
{
    for (const PrimitiveList& list : primitive_lists)
    {
        for (const Node& primitive : descriptor.items(&configuration, list.key))
        {
            for (const Node& parameter : descriptor.items(&primitive, "parameter"))
            {
                const Node* const value = descriptor.get(&parameter, list.value_key);
                const std::string text = value != nullptr ? text_of(*value) : std::string();
                if (!variable_in(text).empty())
                {
                    Ask ask = like;
                    ask.name = variable_in(text);
                    ask.where = descriptor.range(*value);
                    ask.optional = list.optional;
                    asks.all.push_back(std::move(ask));
                }
            }
        }
    }
}

/// The VDU's cloud-init, in the package or in the VNFD itself; nullptr with `complete` unset if it is out of sight.
SourcePtr cloud_init_of(const GivenDescriptor& vnfd, const Node& vdu, Asks& asks)
{
    const Descriptor& descriptor = vnfd.descriptor;
    const std::string file_name = descriptor.text(&vdu, "cloud-init-file");
    if (!file_name.empty())
    {
        const package::Package* const package = vnfd.candidate->package;
        const package::File* const file =
            package != nullptr ? package->find(package->scripts + "cloud_init/" + file_name) : nullptr;
        asks.complete = asks.complete && file != nullptr && file->text != nullptr;
        return file != nullptr ? file->text : nullptr;
    }
    const Node* const inlined = descriptor.get(&vdu, "cloud-init");
    return inlined != nullptr && inlined->is_scalar()
               ? std::make_shared<const Source>("cloud-init", std::string(inlined->text()))
               : nullptr;
}

void ask_cloud_init(const GivenDescriptor& vnfd, const Node& vdu, Asks& asks)
{
    const SourcePtr text = cloud_init_of(vnfd, vdu, asks);
    if (text == nullptr)
    {
        return;
    }
    const Node* const inlined = vnfd.descriptor.get(&vdu, "cloud-init");
    const bool is_inlined = inlined != nullptr && vnfd.descriptor.text(&vdu, "cloud-init-file").empty();
    for (const TemplateVariable& variable : variables_of(text))
    {
        asks.all.push_back({.name = variable.name,
                            .owner = Owner::vdu,
                            .owner_name = vnfd.descriptor.text(&vdu, "id"),
                            .where = is_inlined ? vnfd.descriptor.range(*inlined) : variable.where,
                            .optional = variable.optional});
    }
}

} // namespace

Asks asks_of_vnf(const GivenDescriptor& vnfd)
{
    const Descriptor& descriptor = vnfd.descriptor;
    const std::vector<std::string> vdus = vnfd.names("vdu", "id");
    const std::vector<std::string> kdus = vnfd.names("kdu", "name");
    Asks asks;
    for (const Node& flavour : descriptor.items(&descriptor.root(), "df"))
    {
        for (const Node& configuration : configurations_of(descriptor, flavour))
        {
            const std::string id = descriptor.text(&configuration, "id");
            Ask like{.owner_name = id};
            like.owner = id == vnfd.id()                             ? Owner::vnf
                         : std::ranges::find(vdus, id) != vdus.end() ? Owner::vdu
                                                                     : Owner::kdu;
            const bool is_of_nobody = like.owner == Owner::kdu && std::ranges::find(kdus, id) == kdus.end();
            if (!is_of_nobody)
            {
                ask_primitives(descriptor, configuration, like, asks);
            }
        }
    }
    for (const Node& vdu : descriptor.items(&descriptor.root(), "vdu"))
    {
        ask_cloud_init(vnfd, vdu, asks);
    }
    asks.complete = asks.complete && !descriptor.is_spoiled({"vdu"}) && !descriptor.is_spoiled({"df"});
    return asks;
}

Asks asks_of_ns(const Descriptor& nsd)
{
    Asks asks;
    if (const Node* const configuration = nsd.get(&nsd.root(), "ns-configuration"))
    {
        ask_primitives(nsd, *configuration, {}, asks);
    }
    return asks;
}

} // namespace edgepool::descriptor
