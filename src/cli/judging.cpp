// SPDX-License-Identifier: Apache-2.0
#include "cli/judging.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "base/rule.h"
#include "cli/input.h"
#include "descriptor/charm.h"
#include "descriptor/cloud_init.h"
#include "doc/read_yaml.h"
#include "testbed/fields.h"

namespace edgepool::cli
{

namespace
{

namespace files = std::filesystem;

constexpr Rule unknown_kind{"file.unknown-kind", "cannot tell what the file is"};
constexpr Rule nothing_found{"file.nothing-to-judge", "nothing to judge", Severity::warning};
constexpr Rule unreadable{"file.unreadable", "cannot read"};

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> endings)
{
    return std::ranges::any_of(endings, [name](std::string_view ending) { return name.ends_with(ending); });
}

bool is_archive_name(std::string_view name)
{
    return ends_with_any(name, {".tar.gz", ".tgz", ".zip", ".csar"});
}

bool is_document_name(std::string_view name)
{
    return ends_with_any(name, {".yaml", ".yml", ".json"});
}

bool looks_like_testbed(const doc::Node& root)
{
    return std::ranges::any_of(root.members(), [](const doc::Member& member) {
        return testbed::testbed_type().field(member.key.text()) != nullptr;
    });
}

/// What cloud-init takes for its own by the first line.
bool is_cloud_config(std::string_view text)
{
    return text.starts_with("#cloud-config") || text.starts_with("## template: jinja\n#cloud-config");
}

std::string folder_of(const std::string& path)
{
    const std::string folder = files::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

/// Whether the file says what a charm is or can do, and so cannot be judged alone.
bool is_charms_file(const std::string& path)
{
    constexpr std::array<std::string_view, 6> names{"metadata.yaml", "actions.yaml", "config.yaml",
                                                    "metrics.yaml",  "layer.yaml",   "charmcraft.yaml"};
    return std::ranges::find(names, files::path(path).filename().string()) != names.end() &&
           package::is_charm(folder_of(path));
}

std::vector<files::path> sorted_entries(const std::string& folder)
{
    std::vector<files::path> entries;
    for (const auto& entry : files::directory_iterator(folder))
    {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with('.') && !entry.is_symlink())
        {
            entries.push_back(entry.path());
        }
    }
    std::ranges::sort(entries);
    return entries;
}

/// The input that a file belongs to: itself, or the package that it lies in.
std::optional<std::size_t> input_of(std::string_view name,
                                    const std::unordered_map<std::string_view, std::size_t>& index)
{
    while (true)
    {
        if (const auto found = index.find(name); found != index.end())
        {
            return found->second;
        }
        const std::size_t slash = name.rfind('/');
        if (slash == std::string_view::npos)
        {
            return std::nullopt;
        }
        name = name.substr(0, slash);
    }
}

} // namespace

void Judging::add(const std::string& path)
{
    const std::size_t before = names_.size();
    add_readable(path, Named::by_the_user);
    std::error_code fault;
    if (names_.size() == before && files::is_directory(path, fault) &&
        std::ranges::find(unreadable_, path) == unreadable_.end())
    {
        diagnostics_.add(
            found(nothing_found, {}, "'" + path + "' holds no testbed, descriptor or package", "name the file itself"));
    }
}

void Judging::add_readable(const std::string& path, Named named)
{
    try
    {
        std::error_code fault;
        if (path != "-" && files::is_directory(path, fault))
        {
            if (package::is_package(path))
            {
                add_package(path);
            }
            else if (package::is_charm(path))
            {
                add_charm(path);
            }
            else
            {
                add_folder(path);
            }
        }
        else
        {
            add_file(path, named);
        }
    }
    catch (const Error& error)
    {
        diagnostics_.add(error.diagnostic());
        unreadable_.push_back(path);
        names_.push_back(path);
    }
    catch (const files::filesystem_error& error)
    {
        diagnostics_.add(found(unreadable, {}, "'" + path + "': " + error.code().message(),
                               "check the name, and that you may read it"));
        unreadable_.push_back(path);
        names_.push_back(path);
    }
}

void Judging::add_folder(const std::string& path)
{
    for (const files::path& entry : sorted_entries(path))
    {
        const std::string name = entry.string();
        if (files::is_directory(entry) || is_archive_name(name) || is_document_name(name))
        {
            add_readable(name, Named::in_a_folder);
        }
    }
}

void Judging::add_package(const std::string& path)
{
    names_.push_back(path);
    auto package = package::read_package(path, diagnostics_);
    if (!package)
    {
        return;
    }
    const package::Package& kept = packages_.emplace_back(std::move(*package));
    const package::File* const descriptor = kept.descriptor.empty() ? nullptr : kept.find(kept.descriptor);
    if (descriptor == nullptr || descriptor->text == nullptr)
    {
        return;
    }
    if (auto document = doc::read_yaml(descriptor->text, diagnostics_))
    {
        const descriptor::Kind kind = descriptor::kind_of(*document);
        candidates_.push_back(
            {.kind = kind, .document = std::make_shared<doc::Document>(std::move(*document)), .package = &kept});
    }
}

void Judging::add_charm(const std::string& path)
{
    if (std::ranges::find(names_, path) != names_.end())
    {
        return; // by another of its files
    }
    names_.push_back(path);
    if (const auto charm = package::read_charm(path, diagnostics_))
    {
        descriptor::check_charm_alone(*charm, diagnostics_);
    }
}

void Judging::add_file(const std::string& path, Named named)
{
    std::error_code fault;
    if (files::is_regular_file(path, fault) && package::is_package(path))
    {
        add_package(path);
        return;
    }
    if (is_charms_file(path))
    {
        add_charm(folder_of(path));
        return;
    }
    add_text(read_source(path, console_), named);
}

void Judging::add_text(const SourcePtr& source, Named named)
{
    if (is_cloud_config(source->text()))
    {
        names_.push_back(source->name());
        descriptor::check_cloud_init(source, diagnostics_);
        return;
    }
    Diagnostics own;
    auto document = doc::read_yaml(source, own);
    const descriptor::Kind kind = document ? descriptor::kind_of(*document) : descriptor::Kind::unknown;
    const bool known = kind != descriptor::Kind::unknown;
    const bool testbed = !document || !document->root().is_mapping() || looks_like_testbed(document->root());
    if (named == Named::in_a_folder && !known &&
        (document ? document->root().find("edgepool") == nullptr : own.empty()))
    {
        return;
    }
    names_.push_back(source->name());
    if (known)
    {
        candidates_.push_back({.kind = kind, .document = std::make_shared<doc::Document>(std::move(*document))});
    }
    else if (testbed)
    {
        (void)judge_testbed(source, console_, diagnostics_);
    }
    else
    {
        diagnostics_.add(found(unknown_kind, document->range(document->root()),
                               "it has no key of a testbed, a VNFD, an NSD or instantiation parameters",
                               "a testbed begins with 'edgepool: 1', a VNFD with 'vnfd:', an NSD with 'nsd:'"));
    }
}

void Judging::finish()
{
    Diagnostics own;
    descriptor::validate(candidates_, own);
    own.sort();
    for (const Diagnostic& diagnostic : own.items())
    {
        diagnostics_.add(diagnostic);
    }
}

std::vector<FileVerdict> Judging::verdicts(const Diagnostics& diagnostics) const
{
    std::vector<FileVerdict> verdicts;
    std::unordered_map<std::string_view, std::size_t> index;
    for (const std::string& name : names_)
    {
        const bool was_read = std::ranges::find(unreadable_, name) == unreadable_.end();
        index.emplace(name, verdicts.size());
        verdicts.push_back({.file = name, .errors = was_read ? std::size_t{0} : 1, .unreadable = !was_read});
    }
    for (const Diagnostic& diagnostic : diagnostics.items())
    {
        const auto found = diagnostic.where.known() ? input_of(diagnostic.where.source->name(), index) : std::nullopt;
        if (found)
        {
            verdicts[*found].errors += diagnostic.severity == Severity::error ? 1 : 0;
            verdicts[*found].warnings += diagnostic.severity == Severity::warning ? 1 : 0;
        }
    }
    return verdicts;
}

} // namespace edgepool::cli
