// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "base/rule.h"
#include "descriptor/descriptor.h"

namespace edgepool::descriptor
{

/// What things of one kind are called, such as all VDUs of a VNFD.
struct Names
{
    std::string what{}; ///< "the id of a vdu"
    std::unordered_map<std::string, const doc::Node*> entries{};
    std::unordered_set<std::string_view> referred{}; ///< those of the entries that a reference names
    std::size_t nameless = 0;                        ///< entries whose name is missing
    bool spoiled = false;                            ///< some could not be read: nobody knows all names
};

/// References from one place of a descriptor to names in another. They are judged together, when all of the descriptor
/// is known: a name that is wrong in five places is one fault, shown at the worst of them, with the others beside it.
class References
{
public:
    explicit References(const Descriptor& descriptor) : descriptor_(&descriptor) {}

    /// The names at the end of the path, down from the top.
    Names& names(std::span<const std::string_view> steps);
    /// As above, down from an object of that schema.
    Names& names(const doc::Node& from, const SchemaNode& schema, std::span<const std::string_view> steps);

    /// The scalar must be one of the names.
    void expect(const doc::Node& reference, Names& names, const Rule& rule, std::string detail = {});
    /// As above, of any of these: metrics are defined in three places.
    void expect(const doc::Node& reference, std::vector<Names*> names, const Rule& rule, std::string detail = {});

    void report(Diagnostics& diagnostics) const;

private:
    struct Broken
    {
        const doc::Node* place = nullptr;
        const Rule* rule = nullptr;
        std::string detail{};
    };
    struct Group
    {
        std::string name{};
        std::vector<Names*> names{};
        std::vector<Broken> places{};
    };

    Group& group_of(const std::string& name, const std::vector<Names*>& names);
    void collect(const doc::Node& node, std::span<const std::string_view> steps, Names& names) const;
    std::size_t nameless_of(const std::vector<Names*>& names) const;
    Diagnostic diagnostic(const Group& group, bool with_suggestion) const;

    const Descriptor* descriptor_;
    std::map<std::pair<const doc::Node*, std::string>, Names> names_;
    std::vector<Group> groups_;
    std::unordered_multimap<std::string, std::size_t> groups_of_; ///< by the wrong name
    std::map<std::vector<Names*>, std::size_t> wrong_names_;      ///< how many different ones there are
    std::unordered_set<const doc::Node*> broken_;
};

} // namespace edgepool::descriptor
