// SPDX-License-Identifier: Apache-2.0
#include "descriptor/package_rules.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/rule.h"
#include "descriptor/charm.h"
#include "descriptor/cloud_init.h"
#include "descriptor/descriptor.h"
#include "descriptor/package_rules_catalogue.h"
#include "descriptor/package_rules_checksums.h"
#include "descriptor/package_rules_files.h"
#include "descriptor/package_rules_reading.h"
#include "descriptor/scalar.h"
#include "descriptor/vnfd_flavour.h"

namespace edgepool::descriptor
{

namespace
{

using doc::Node;
using package::File;
using package::Package;

constexpr std::string_view cloud_init_folder = "cloud_init";
constexpr std::string_view charm_folder = "charms";
constexpr std::string_view helm_folder = "helm-charts";

/// Whether the chart is somewhere else: "stable/mysql", "https://…", "oci://…".
bool is_in_repository(std::string_view chart)
{
    return chart.find('/') != std::string_view::npos;
}

class PackageRules
{
public:
    PackageRules(const Package& package, const Descriptor& descriptor, Diagnostics& diagnostics)
        : files_(package), descriptor_(descriptor), diagnostics_(diagnostics), report_(descriptor, diagnostics)
    {
    }

    void check(const Source& source)
    {
        check_name(source);
        check_cloud_inits();
        check_charms();
        check_helm_charts();
        check_scripts();
        check_unused(cloud_init_folder, "vdu", "name it in a VDU's cloud-init-file, or take it away");
        check_unused(charm_folder, "df", "name it in an execution environment, or take it away");
        check_checksums(files_.package(), diagnostics_);
    }

private:
    void check_name(const Source& source)
    {
        const std::string_view path = files_.package().descriptor;
        const std::string_view name = path.substr(path.rfind('/') + 1); // npos + 1 is 0
        const bool is_vnfd = descriptor_.kind() == Kind::vnfd;
        const std::string_view usual = is_vnfd ? "nfd.yaml" : "nsd.yaml";
        if (!path.empty() && !name.ends_with(usual) && source.name().ends_with(name))
        {
            report_(rules::descriptor_name, descriptor_.title(),
                    "osmclient packs descriptors called *" + std::string(usual) + ", not " + quoted(name),
                    is_vnfd ? "call it NAME_vnfd.yaml" : "call it NAME_nsd.yaml");
        }
    }

    void check_cloud_inits()
    {
        std::map<std::string, std::vector<const Node*>> places_by_name;
        for (const Node& vdu : descriptor_.items(&descriptor_.root(), "vdu"))
        {
            const Node* const name = descriptor_.get(&vdu, "cloud-init-file");
            const Node* const inlined = descriptor_.get(&vdu, "cloud-init");
            if (name != nullptr && name->is_scalar() && !text_of(*name).empty())
            {
                places_by_name[text_of(*name)].push_back(name);
            }
            else if (inlined != nullptr && inlined->is_scalar())
            {
                check_inlined(*inlined);
            }
        }
        for (const auto& [name, places] : places_by_name)
        {
            const File* const file = files_.file(cloud_init_folder, name);
            if (file == nullptr)
            {
                missing_cloud_init(name, places);
            }
            else if (file->text != nullptr && judged_.insert(file).second)
            {
                check_cloud_init(file->text, diagnostics_);
            }
        }
    }

    /// Of a text in the VNFD itself, the places are where the text is, not where it stands in the VNFD.
    void check_inlined(const Node& text)
    {
        Diagnostics found_in_text;
        check_cloud_init(std::make_shared<const Source>("cloud-init", std::string(text.text())), found_in_text);
        for (Diagnostic item : found_in_text.items())
        {
            const std::uint32_t line = item.where.begin().line;
            item.detail = "in line " + std::to_string(line) + " of the text: " + item.detail;
            item.where = descriptor_.range(text);
            item.related.clear();
            item.fix.reset();
            diagnostics_.add(std::move(item));
        }
    }

    /// A name that is wrong in several places is one fault.
    void missing_cloud_init(const std::string& name, const std::vector<const Node*>& places)
    {
        std::vector<RelatedPlace> others;
        for (std::size_t i = 1; i < places.size(); ++i)
        {
            others.push_back({.text = "named here, too", .where = descriptor_.range(*places[i])});
        }
        report_(rules::missing_cloud_init, *places.front(),
                quoted(name) + " is not in '" + files_.folder(cloud_init_folder) + "/'",
                files_.advice(cloud_init_folder, name), std::move(others));
    }

    void check_charms()
    {
        std::map<std::string, std::vector<CharmUse>> uses_by_name;
        for (CharmUse& use : charms_of(descriptor_))
        {
            check_charm_user(descriptor_, use, report_);
            uses_by_name[use.name].push_back(std::move(use));
        }
        for (const auto& [name, uses] : uses_by_name)
        {
            if (files_.has_folder(charm_folder, name))
            {
                check_charm(files_.package(), files_.folder(charm_folder) + "/" + name, descriptor_, uses,
                            diagnostics_);
                continue;
            }
            report_(rules::missing_charm, *descriptor_.get(uses.front().juju, "charm"),
                    "there is no folder " + quoted(files_.folder(charm_folder) + "/" + name),
                    files_.advice(charm_folder, name));
        }
    }

    void check_helm_charts()
    {
        for (const Node& kdu : descriptor_.items(&descriptor_.root(), "kdu"))
        {
            const Node* const chart = descriptor_.get(&kdu, "helm-chart");
            if (chart != nullptr && chart->is_scalar() && !is_in_repository(text_of(*chart)))
            {
                check_helm_chart(*chart);
            }
        }
        for (const Node& flavour : descriptor_.items(&descriptor_.root(), "df"))
        {
            for (const Node& configuration : configurations_of(descriptor_, flavour))
            {
                check_environment_charts(configuration);
            }
        }
        if (const Node* const configuration = descriptor_.get(&descriptor_.root(), "ns-configuration"))
        {
            check_environment_charts(*configuration);
        }
    }

    /// Of execution environments, LCM looks in the package only.
    void check_environment_charts(const Node& configuration)
    {
        for (const Node& environment : descriptor_.items(&configuration, "execution-environment-list"))
        {
            const Node* const chart = descriptor_.get(&environment, "helm-chart");
            if (chart != nullptr && chart->is_scalar())
            {
                check_helm_chart(*chart);
            }
        }
    }

    void check_helm_chart(const Node& chart)
    {
        const std::string name = text_of(chart);
        const bool is_packed = files_.package().find(files_.folder(helm_folder) + "/" + name) != nullptr;
        if (!name.empty() && !files_.has_folder(helm_folder, name) && !is_packed)
        {
            report_(rules::missing_helm_chart, chart,
                    "there is no folder " + quoted(files_.folder(helm_folder) + "/" + name),
                    files_.advice(helm_folder, name));
        }
    }

    void check_scripts()
    {
        for (const Node& script : descriptor_.items(&descriptor_.root(), "lifecycle-management-script"))
        {
            check_script(descriptor_.get(&script, "script"));
        }
        for (const CharmUse& use : charms_of(descriptor_))
        {
            for (const std::string_view list :
                 {"initial-config-primitive", "config-primitive", "terminate-config-primitive"})
            {
                for (const Node& primitive : descriptor_.items(use.configuration, list))
                {
                    check_script(descriptor_.get(&primitive, "user-defined-script"));
                }
            }
        }
    }

    void check_script(const Node* script)
    {
        if (script == nullptr || !script->is_scalar() || text_of(*script).empty())
        {
            return;
        }
        const std::string name = text_of(*script);
        const Package& package = files_.package();
        for (const std::string_view folder : {"", "scripts/", "Scripts/", "Scripts/scripts/"})
        {
            if (package.find(std::string(folder) + name) != nullptr)
            {
                return;
            }
        }
        report_(rules::missing_script, *script, quoted(name) + " is not in the package",
                files_.advice("scripts", name));
    }

    /// If the part of the descriptor that would name them cannot be read, nobody knows what is unused.
    void check_unused(std::string_view kind, std::string_view namer, const std::string& hint)
    {
        if (descriptor_.is_spoiled({namer}))
        {
            return;
        }
        for (const std::string& name : files_.unused(kind))
        {
            const std::string path = files_.folder(kind) + "/" + name;
            const File* const file = files_.package().find(path);
            const bool has_text = file != nullptr && file->text != nullptr;
            diagnostics_.add(found(rules::unused_file, {.source = has_text ? file->text : files_.package().source},
                                   quoted(path) + ": the descriptor does not name it", hint));
        }
    }

    PackageFiles files_;
    const Descriptor& descriptor_;
    Diagnostics& diagnostics_;
    Reporter report_;
    std::set<const File*> judged_;
};

} // namespace

void check_package_files(const Candidate& candidate, Diagnostics& diagnostics)
{
    const bool is_descriptor = candidate.kind == Kind::vnfd || candidate.kind == Kind::nsd;
    if (candidate.package == nullptr || !is_descriptor)
    {
        return;
    }
    if (const auto descriptor = read_again(candidate))
    {
        PackageRules(*candidate.package, *descriptor, diagnostics).check(*candidate.document->source());
    }
}

} // namespace edgepool::descriptor
