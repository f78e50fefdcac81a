// SPDX-License-Identifier: Apache-2.0
#include "package/layout.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "package/names.h"
#include "package/rules.h"

namespace edgepool::package
{

namespace
{

using Names = std::vector<std::string_view>;

constexpr std::size_t most_listed = 5;

std::string listed(const Names& names)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most_listed); ++i)
    {
        text += (i == 0 ? "'" : ", '") + std::string(names[i]) + "'";
    }
    return text + (names.size() > most_listed ? ", and " + std::to_string(names.size() - most_listed) + " more" : "");
}

bool is_at_top(std::string_view path)
{
    return path.find('/') == std::string_view::npos;
}

/// The NBI's rule for a zip: any YAML file at the root, or with "Definitions" anywhere in its path.
bool is_descriptor_of_csar(std::string_view path)
{
    return is_descriptor_name(path) && (is_at_top(path) || path.find("Definitions") != std::string_view::npos);
}

/// Files that macOS's tar writes beside each file that has attributes.
bool is_apple_double(std::string_view path)
{
    return last_component(path).starts_with("._");
}

bool has_descriptors_usual_name(std::string_view path)
{
    const std::string_view stem = path.substr(0, path.rfind('.'));
    return stem.ends_with("nfd") || stem.ends_with("nsd");
}

class Layout
{
public:
    Layout(Package& package, Inventory& inventory) : package_(package), inventory_(inventory) {}

    void find()
    {
        if (package_.files.empty())
        {
            inventory_.report(rules::empty, "it holds no files", "put the descriptor into it");
            return;
        }
        const bool has_root = package_.form != Package::Form::zip && !inventory_.is_dotted();
        if (has_root)
        {
            check_top();
            package_.root = likely_root();
        }
        choose(descriptors());
        if (package_.form == Package::Form::zip || is_csar_folder())
        {
            package_.scripts = "Scripts/";
        }
    }

private:
    std::set<std::string_view> top_folders() const
    {
        std::set<std::string_view> folders;
        for (const auto& [path, entry] : inventory_.paths())
        {
            if (is_at_top(path) && entry.type == EntryType::folder)
            {
                folders.insert(path);
            }
        }
        return folders;
    }

    /// Of several top folders the one that has a descriptor.
    std::string likely_root() const
    {
        const auto folders = top_folders();
        const auto has_descriptor = [this](std::string_view folder) {
            return std::ranges::any_of(package_.files, [&](const File& file) {
                return folder_of(file.path) == folder && is_descriptor_name(file.path) && !is_apple_double(file.path);
            });
        };
        const auto found = std::ranges::find_if(folders, has_descriptor);
        return folders.empty() ? "" : std::string(found != folders.end() ? *found : *folders.begin());
    }

    void check_top()
    {
        Names outside;
        for (const File& file : package_.files)
        {
            if (is_at_top(file.path))
            {
                outside.push_back(file.path);
            }
        }
        if (!outside.empty())
        {
            inventory_.report(rules::file_outside, listed(outside) + ": the NBI wants all files in one folder",
                              "pack the folder itself: tar -czf NAME.tar.gz NAME");
        }
        const auto folders = top_folders();
        if (folders.size() > 1)
        {
            inventory_.report(rules::several_folders, listed(Names(folders.begin(), folders.end())),
                              "make one archive of each");
        }
    }

    /// As paths below the root.
    Names descriptors() const
    {
        const bool csar = package_.form == Package::Form::zip || is_csar_folder();
        Names found;
        for (const File& file : package_.files)
        {
            const std::string_view path = package_.below_root(file);
            if (!path.empty() && (csar ? is_descriptor_of_csar(path) : is_at_top(path) && is_descriptor_name(path)))
            {
                found.push_back(path);
            }
        }
        return found;
    }

    /// A folder that is to become a zip.
    bool is_csar_folder() const
    {
        return package_.form == Package::Form::folder &&
               (package_.has_folder("TOSCA-Metadata") || package_.has_folder("Definitions"));
    }

    void choose(const Names& found)
    {
        if (found.size() == 1)
        {
            package_.descriptor = found.front();
        }
        else if (found.empty())
        {
            report_none();
        }
        else
        {
            report_several(found);
        }
    }

    void report_several(const Names& found)
    {
        const bool apple = std::ranges::any_of(found, is_apple_double);
        inventory_.report(rules::several_descriptors, listed(found) + ": the NBI takes each for a descriptor",
                          apple ? "pack with COPYFILE_DISABLE=1 tar ..., which leaves the '._' files out"
                                : "leave one; put other YAML and JSON files into a folder of their own");
        Names likely;
        std::ranges::copy_if(found, std::back_inserter(likely), has_descriptors_usual_name);
        std::erase_if(likely, is_apple_double);
        package_.descriptor = likely.size() == 1 ? std::string(likely.front()) : "";
    }

    void report_none()
    {
        Names deeper;
        for (const File& file : package_.files)
        {
            const std::string_view path = package_.below_root(file);
            if (has_descriptors_usual_name(path) && is_descriptor_name(path))
            {
                deeper.push_back(path);
            }
        }
        if (deeper.empty())
        {
            const bool wrong_case = std::ranges::any_of(package_.files, [this](const File& file) {
                const std::string_view path = package_.below_root(file);
                return is_at_top(path) && is_descriptor_name(without_case(path));
            });
            inventory_.report(rules::no_descriptor,
                              "the NBI looks for a file that ends in .yaml, .yml or .json directly in the top folder",
                              wrong_case ? "write the file's ending in small letters"
                                         : "put the VNFD or NSD there, as NAME_vnfd.yaml or NAME_nsd.yaml");
            return;
        }
        inventory_.report(rules::no_descriptor, listed(deeper) + ": the NBI does not look there", how_to_pack());
        use_folder_of(deeper);
    }

    std::string how_to_pack() const
    {
        if (package_.form == Package::Form::zip)
        {
            return "zip what is in the folder, not the folder itself; or make a .tar.gz";
        }
        return inventory_.is_dotted() ? "pack the folder by its plain name: tar -czf NAME.tar.gz NAME, without './'"
                                      : "put it directly into the top folder";
    }

    /// If all lies one level too deep, the package is judged as what was meant.
    void use_folder_of(const Names& deeper)
    {
        const auto folders = top_folders();
        if (package_.root.empty() && deeper.size() == 1 && folders.size() == 1 && count_components(deeper.front()) == 2)
        {
            package_.descriptor = without_first_component(deeper.front());
            package_.root = *folders.begin();
        }
    }

    Package& package_;
    Inventory& inventory_;
};

} // namespace

void find_layout(Package& package, Inventory& inventory)
{
    Layout(package, inventory).find();
}

} // namespace edgepool::package
