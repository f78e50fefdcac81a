// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace edgepool::descriptor
{

enum class Shape : std::uint8_t
{
    object,
    list,      ///< of objects, told apart by their keys
    leaf,      ///< one value
    leaf_list, ///< values
};

enum class Type : std::uint8_t
{
    none, ///< of objects and lists
    text,
    boolean,
    unsigned_integer,
    decimal,
    ip_address,
    enumeration,
    identity, ///< a word that may have a module's name before it: "etsi-nfv-common:ipv4"
};

/// Where the names are that a reference may name: down from the top, or from the nearest object around it of a name.
struct TargetPath
{
    std::string_view from{}; ///< "" for the top
    std::vector<std::string_view> steps{};
};

struct Bounds
{
    double least = 0;
    double most = std::numeric_limits<double>::infinity();
};

/// One node of the information model: one line of model/vnfd.model or model/nsd.model, whose header explains the words.
struct SchemaNode
{
    std::string_view name{};
    Shape shape = Shape::object;
    Type type = Type::none;
    int bits = 0;   ///< of an unsigned integer
    int digits = 0; ///< after the point of a decimal
    bool must = false;
    bool osm = false;
    std::optional<Bounds> range{}; ///< narrower than the type's own
    std::size_t most_entries = 0;  ///< 0: any number
    std::string_view fallback{};
    std::string_view choice{};
    std::string_view branch{};
    std::vector<std::string_view> keys{};  ///< of a list
    std::vector<std::string_view> words{}; ///< of an enumeration or identity
    std::vector<TargetPath> targets{};
    std::string_view elsewhere{}; ///< "vnfd", "nsd" or "pnfd": what it names is in another document
    std::string_view rule{};      ///< the code of the rule that a wrong reference breaks
    const SchemaNode* parent = nullptr;
    std::vector<const SchemaNode*> children{};

    const SchemaNode* child(std::string_view key) const;
    bool is_key_of_its_list() const;
};

/// An information model, parsed from its text. The text must outlive it.
class Schema
{
public:
    explicit Schema(std::string_view text);

    const SchemaNode& root() const { return nodes_.front(); }
    /// All nodes, the root first, in the order of the text.
    const std::deque<SchemaNode>& nodes() const { return nodes_; }

private:
    SchemaNode& add(SchemaNode& parent, std::string_view line);

    std::deque<SchemaNode> nodes_;
};

/// The text of the model that the program holds; its header explains it.
std::string_view vnfd_model_text();
std::string_view nsd_model_text();

/// What stands under `vnfd:`.
const Schema& vnfd_schema();
/// What stands in the one entry of `nsd: nsd:`.
const Schema& nsd_schema();

} // namespace edgepool::descriptor
