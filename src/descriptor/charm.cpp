// SPDX-License-Identifier: Apache-2.0
#include "descriptor/charm.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "base/rule.h"
#include "descriptor/charm_definition.h"
#include "descriptor/charm_primitives.h"
#include "descriptor/package_rules_catalogue.h"
#include "descriptor/scalar.h"
#include "descriptor/vnfd_flavour.h"
#include "doc/read_yaml.h"

namespace edgepool::descriptor
{

namespace
{

using doc::Node;
using package::File;
using package::Package;

constexpr std::array<std::string_view, 3> metadata_keys{"name", "summary", "description"};
constexpr std::array<std::string_view, 2> needed_hooks{"install", "start"};

void add_charms(const Descriptor& descriptor, const Node& configuration, std::vector<CharmUse>& uses)
{
    const auto add = [&](const Node& environment, bool only_one) {
        const Node* const juju = descriptor.get(&environment, "juju");
        const std::string name = descriptor.text(juju, "charm");
        if (!name.empty())
        {
            uses.push_back({.name = name,
                            .configuration = &configuration,
                            .environment = &environment,
                            .juju = juju,
                            .only_one = only_one});
        }
    };
    add(configuration, true);
    const auto environments = descriptor.items(&configuration, "execution-environment-list");
    for (const Node& environment : environments)
    {
        add(environment, environments.size() == 1);
    }
}

/// Judges what is in the charm's folder, however it is used.
class CharmFolder
{
public:
    CharmFolder(const Package& package, const std::string& folder, const SourceRange& named_at,
                Diagnostics& diagnostics)
        : package_(package), folder_(folder), named_at_(named_at), diagnostics_(diagnostics)
    {
    }

    /// What charms are built from is as good as a charm.
    void check_alone()
    {
        check_metadata();
        if (!is_source())
        {
            check_programs();
        }
    }

    /// Whether it is a charm, whatever is wrong with it.
    bool check()
    {
        check_metadata();
        if (is_source())
        {
            report(rules::charm_not_built, named_at_,
                   "'" + folder_ + "' is what charms are built from: it has neither 'dispatch' nor 'hooks'",
                   file("layer.yaml") != nullptr ? "run 'charm build' and put what comes out here"
                                                 : "run 'charmcraft pack' and unpack what comes out here");
            return false;
        }
        check_programs();
        return true;
    }

private:
    const File* file(const std::string& name) const { return package_.find(folder_ + "/" + name); }

    void report(const Rule& rule, const SourceRange& where, std::string detail, std::string hint)
    {
        diagnostics_.add(found(rule, where, std::move(detail), std::move(hint)));
    }

    bool is_source() const
    {
        const bool has_source = file("layer.yaml") != nullptr || file("charmcraft.yaml") != nullptr;
        return has_source && file("dispatch") == nullptr && !package_.has_folder(folder_ + "/hooks");
    }

    void check_metadata()
    {
        const File* const metadata = file("metadata.yaml");
        if (metadata == nullptr || metadata->text == nullptr)
        {
            if (!is_source())
            {
                report(rules::charm_metadata, named_at_, "'" + folder_ + "' has no metadata.yaml",
                       "add one with name, summary and description");
            }
            return;
        }
        const auto document = doc::read_yaml(metadata->text, diagnostics_);
        if (document)
        {
            check_metadata(*document);
        }
    }

    void check_metadata(const doc::Document& document)
    {
        std::string missing;
        for (const std::string_view key : metadata_keys)
        {
            const Node* const value = document.root().find(key);
            if (value == nullptr || !value->is_scalar())
            {
                missing += (missing.empty() ? "'" : ", '") + std::string(key) + "'";
            }
        }
        if (!missing.empty())
        {
            report(rules::charm_metadata, {.source = document.source()}, "it has no " + missing,
                   "add it: Juju refuses a charm without name, summary and description");
        }
        const Node* const name = document.root().find("name");
        const std::string folder_name = folder_.substr(folder_.rfind('/') + 1);
        if (name != nullptr && name->is_scalar() && text_of(*name) != folder_name)
        {
            report(rules::charm_name, document.range(*name),
                   "the charm calls itself " + quoted(text_of(*name)) + ", its folder '" + folder_name + "'",
                   "give both the same name: OSM goes by the folder's, Juju by this one");
        }
    }

    void check_programs()
    {
        const bool has_dispatch = file("dispatch") != nullptr;
        std::string missing;
        for (const std::string_view hook : needed_hooks)
        {
            if (!has_dispatch && file("hooks/" + std::string(hook)) == nullptr)
            {
                missing += (missing.empty() ? "'hooks/" : ", 'hooks/") + std::string(hook) + "'";
            }
        }
        if (!missing.empty())
        {
            report(rules::charm_hooks, named_at_, "'" + folder_ + "' has no " + missing + " (and no 'dispatch')",
                   "link it to the charm's program: ln -s ../src/charm.py hooks/install");
        }
        check_program(file("dispatch"));
        if (dispatch_runs_program())
        {
            check_program(file("src/charm.py"));
        }
        for (const std::string_view programs : {"/hooks", "/actions"})
        {
            for (const std::string& name : package_.names_in(folder_ + std::string(programs)))
            {
                const bool is_program = name.find('.') == std::string::npos; // hook.template is none
                check_program(!is_program ? nullptr : package_.find(folder_ + std::string(programs) + "/" + name));
            }
        }
    }

    /// Charmcraft's own 'dispatch' runs the program by its name; others run Python with it.
    bool dispatch_runs_program() const
    {
        const File* const dispatch = file("dispatch");
        const std::string_view text =
            dispatch != nullptr && dispatch->text != nullptr ? dispatch->text->text() : std::string_view{};
        return text.find(" ./src/charm.py") != std::string_view::npos &&
               text.find("bin/python") == std::string_view::npos;
    }

    /// Many hooks lead to one program, which is judged once.
    void check_program(const File* program)
    {
        if (program == nullptr || !judged_.insert(program).second)
        {
            return;
        }
        const bool is_known = program->text != nullptr;
        const std::string_view text = is_known ? program->text->text() : "#!";
        const std::string_view first_line = text.substr(0, text.find('\n'));
        const SourceRange where = is_known ? SourceRange{.source = program->text} : named_at_;
        const bool keeps_modes = package_.form != Package::Form::zip; // the NBI unpacks a zip without them
        if (!first_line.starts_with("#!") && !text.starts_with("\x7f"
                                                               "ELF"))
        {
            report(rules::charm_not_executable, where, "the first line does not begin with '#!'",
                   "let it begin with: #!/usr/bin/env python3");
        }
        else if (first_line.ends_with('\r'))
        {
            report(rules::charm_not_executable, where, "its lines end as on Windows: there is no such interpreter",
                   "save it with plain line ends");
        }
        else if (keeps_modes && !program->executable)
        {
            report(rules::charm_not_executable, where, "'" + program->path + "' is not executable",
                   "chmod +x, and pack again");
        }
    }

    const Package& package_;
    const std::string& folder_;
    const SourceRange& named_at_;
    Diagnostics& diagnostics_;
    std::set<const File*> judged_;
};

} // namespace

std::vector<CharmUse> charms_of(const Descriptor& descriptor)
{
    std::vector<CharmUse> uses;
    if (descriptor.kind() == Kind::nsd)
    {
        if (const Node* const configuration = descriptor.get(&descriptor.root(), "ns-configuration"))
        {
            add_charms(descriptor, *configuration, uses);
        }
        return uses;
    }
    for (const Node& flavour : descriptor.items(&descriptor.root(), "df"))
    {
        for (const Node& configuration : configurations_of(descriptor, flavour))
        {
            add_charms(descriptor, configuration, uses);
        }
    }
    return uses;
}

void check_charm_user(const Descriptor& descriptor, const CharmUse& use, const Reporter& report)
{
    const std::string user =
        descriptor.text(descriptor.get(use.configuration, {"config-access", "ssh-access"}), "default-user");
    const std::string proxy = descriptor.text(use.juju, "proxy");
    if ((proxy == "False" || proxy == "false") && user.empty())
    {
        const auto names_user = [&](const Node& primitive) {
            return std::ranges::any_of(descriptor.items(&primitive, "parameter"), [&](const Node& parameter) {
                return descriptor.text(&parameter, "name") == "ssh-username";
            });
        };
        if (!std::ranges::any_of(descriptor.items(use.configuration, "initial-config-primitive"), names_user))
        {
            report(rules::charm_without_user, *descriptor.get(use.juju, "charm"),
                   "'" + use.name + "' runs in the machine itself (proxy: false), and OSM does not know as which user",
                   "add 'config-access: {ssh-access: {required: true, default-user: …}}' to the configuration");
        }
    }
}

void check_charm_alone(const Package& charm, Diagnostics& diagnostics)
{
    Package above = charm; // in which the charm is a folder like any other
    above.root.clear();
    CharmFolder(above, charm.root, {.source = charm.source}, diagnostics).check_alone();
    (void)read_charm_definition(above, charm.root, diagnostics);
}

void check_charm(const Package& package, const std::string& folder, const Descriptor& descriptor,
                 const std::vector<CharmUse>& uses, Diagnostics& diagnostics)
{
    const SourceRange named_at = descriptor.range(*descriptor.get(uses.front().juju, "charm"));
    if (!CharmFolder(package, folder, named_at, diagnostics).check())
    {
        return;
    }
    const CharmDefinition charm = read_charm_definition(package, folder, diagnostics);
    for (const CharmUse& use : uses)
    {
        check_primitives(descriptor, use, charm, diagnostics);
    }
}

} // namespace edgepool::descriptor
