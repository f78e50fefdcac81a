// SPDX-License-Identifier: Apache-2.0
#include "descriptor/cloud_init_config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/rule.h"
#include "base/suggest.h"
#include "descriptor/cloud_init_keys.h"
#include "descriptor/descriptor.h"
#include "descriptor/package_rules_catalogue.h"
#include "descriptor/scalar.h"

namespace edgepool::descriptor
{

namespace
{

using doc::Member;
using doc::Node;

struct TypeName
{
    CloudType type{};
    std::string_view name{};
};

constexpr std::array type_names{
    TypeName{CloudType::text, "text"},       TypeName{CloudType::boolean, "true or false"},
    TypeName{CloudType::number, "a number"}, TypeName{CloudType::nothing, "nothing"},
    TypeName{CloudType::list, "a list"},     TypeName{CloudType::object, "an object"},
};

std::string names_of(CloudType types)
{
    std::string names;
    for (const TypeName& each : type_names)
    {
        if (has(types, each.type))
        {
            names += (names.empty() ? "" : " or ") + std::string(each.name);
        }
    }
    return names;
}

CloudType type_of(const Node& node)
{
    if (node.is_mapping())
    {
        return CloudType::object;
    }
    if (node.is_sequence())
    {
        return CloudType::list;
    }
    switch (scalar_of(node).kind)
    {
    case Scalar::Kind::null:
        return CloudType::nothing;
    case Scalar::Kind::boolean:
        return CloudType::boolean;
    case Scalar::Kind::integer:
    case Scalar::Kind::real:
        return CloudType::number;
    case Scalar::Kind::text:
        break;
    }
    return CloudType::text;
}

/// cloud-init takes "lock-passwd" for "lock_passwd" in some places, and new names differ from old ones by that only.
bool is_same_key(std::string_view a, std::string_view b)
{
    return std::ranges::equal(
        a, b, {}, [](char c) { return c == '-' ? '_' : c; }, [](char c) { return c == '-' ? '_' : c; });
}

bool is_octal(std::string_view text)
{
    text.remove_prefix(text.starts_with("0o") ? 2 : 0);
    return text.size() >= 3 && text.size() <= 5 && text.find_first_not_of("01234567") == std::string_view::npos;
}

std::string octal(unsigned number)
{
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, 8).ptr;
    return "0" + std::string(digits.data(), end);
}

/// `<name>`, as it is written in primitives, where OSM fills it in.
bool is_primitive_variable(std::string_view text)
{
    const auto is_part = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    return text.size() > 2 && text.starts_with('<') && text.ends_with('>') &&
           std::ranges::all_of(text.substr(1, text.size() - 2), is_part);
}

class ConfigReader
{
public:
    ConfigReader(const doc::Document& document, const Template& filled_in, Diagnostics& diagnostics)
        : document_(document), filled_in_(filled_in), diagnostics_(diagnostics)
    {
    }

    void read()
    {
        const Node& root = document_.root();
        if (root.is_mapping())
        {
            object(root, cloud_config_keys(), "cloud-config");
        }
        else if (!root.is_null())
        {
            report(rules::wrong_cloud_type, root, "a cloud-config is keys with values",
                   root.is_sequence() ? "take the '- ' away" : "");
        }
    }

private:
    void report(const Rule& rule, const Node& where, std::string detail, std::string hint = {})
    {
        const bool has_first = where.is_mapping() && !where.members().empty();
        diagnostics_.add(found(rule, document_.range(has_first ? where.members().front().key : where),
                               std::move(detail), std::move(hint)));
    }

    void object(const Node& node, std::span<const CloudKey> keys, std::string_view name)
    {
        for (const Member& member : node.members())
        {
            const auto known = std::ranges::find_if(
                keys, [&](const CloudKey& key) { return is_same_key(key.name, member.key.text()); });
            if (known != keys.end())
            {
                value(member.value, *known);
            }
            else if (!filled_in_.is_filled(member.key.where()))
            {
                unknown(member, keys, name);
            }
        }
    }

    void unknown(const Member& member, std::span<const CloudKey> keys, std::string_view name)
    {
        std::vector<std::string_view> names;
        std::ranges::transform(keys, std::back_inserter(names), &CloudKey::name);
        const auto meant = did_you_mean(member.key.text(), names);
        report(rules::unknown_cloud_key, member.key,
               quoted(member.key.text()) + " is no key of " + std::string(name) + " that is known here",
               meant ? "did you mean '" + std::string(*meant) + "'?" : "see the list of modules of your cloud-init");
    }

    void value(const Node& node, const CloudKey& key)
    {
        if (filled_in_.is_filled(node.where()) && node.is_scalar())
        {
            return;
        }
        const CloudType type = type_of(node);
        if (key.type != CloudType::anything && !has(key.type, type))
        {
            report(rules::wrong_cloud_type, node,
                   quoted(key.name) + " is " + names_of(type) + " here; cloud-init wants " + names_of(key.type),
                   advice(node, type, key.type));
            return;
        }
        if (type == CloudType::list)
        {
            items(node, key);
        }
        else if (type == CloudType::object && !has(key.type, CloudType::list))
        {
            members(node, key);
        }
        else if (key.is_permissions)
        {
            permissions(node, type);
        }
        else if (node.is_scalar())
        {
            text(node, key);
        }
    }

    static std::string advice(const Node& node, CloudType is, CloudType wanted)
    {
        const bool is_number_or_flag = is == CloudType::number || is == CloudType::boolean;
        if (is_number_or_flag && has(wanted, CloudType::text))
        {
            return "quote it: '" + std::string(node.text()) + "'";
        }
        return is == CloudType::text && has(wanted, CloudType::list)
                   ? "write it as an entry: '- …' on a line of its own"
                   : "";
    }

    void items(const Node& list, const CloudKey& key)
    {
        for (const Node& item : list.items())
        {
            const CloudType type = type_of(item);
            if (filled_in_.is_filled(item.where()) && item.is_scalar())
            {
                continue;
            }
            if (key.items != CloudType::anything && !has(key.items, type))
            {
                const bool is_command = type == CloudType::object && !has(key.items, CloudType::object);
                report(rules::wrong_cloud_type, item,
                       "an entry of " + quoted(key.name) + " is " + names_of(type) + "; cloud-init wants " +
                           names_of(key.items),
                       is_command ? "a ': ' makes it an object: quote the whole entry" : advice(item, type, key.items));
            }
            else if (type == CloudType::object)
            {
                members(item, key);
            }
            else if (item.is_scalar())
            {
                text(item, key);
            }
        }
    }

    void members(const Node& node, const CloudKey& key)
    {
        if (key.members.empty())
        {
            return;
        }
        object(node, key.members, key.name);
        if (key.needed.empty())
        {
            return;
        }
        const bool is_there = std::ranges::any_of(node.members(), [&](const Member& member) {
            return is_same_key(member.key.text(), key.needed) || member.key.text() == "snapuser" ||
                   is_near(member.key.text(), key.needed);
        });
        if (!is_there)
        {
            report(rules::missing_cloud_key, node,
                   "an entry of " + quoted(key.name) + " has no '" + std::string(key.needed) + "'",
                   "add '" + std::string(key.needed) + ": …'");
        }
    }

    /// Told as mistyped already.
    static bool is_near(std::string_view word, std::string_view meant)
    {
        return did_you_mean(word, std::span(&meant, 1)).has_value();
    }

    void text(const Node& node, const CloudKey& key)
    {
        if (is_primitive_variable(node.text()))
        {
            const std::string name(node.text().substr(1, node.text().size() - 2));
            report(rules::unfilled_value, node,
                   quoted(node.text()) + " stays as it is: OSM fills that in for primitives only",
                   "write {{ " + name + "|safe }}");
        }
        else if (!key.words.empty() && std::ranges::find(key.words, node.text()) == key.words.end())
        {
            report(rules::unknown_cloud_word, node, quoted(node.text()) + " is no " + std::string(key.name),
                   suggestion(node.text(), key.words));
        }
    }

    /// A number in octal is one to YAML 1.1 only if it begins with 0, and to YAML 1.2 never.
    void permissions(const Node& node, CloudType type)
    {
        const std::string_view text = node.text();
        if (type == CloudType::text)
        {
            if (!is_octal(text))
            {
                report(rules::permissions, node, quoted(text) + " is no octal number: cloud-init takes 0644 instead",
                       "write it as '0644'");
            }
            return;
        }
        const auto as_number = static_cast<unsigned>(std::clamp(scalar_of(node).number, 0.0, 999'999.0));
        const bool is_zero_led = text.starts_with('0') && is_octal(text);
        Diagnostic diagnostic = found(
            rules::permissions, document_.range(node),
            is_zero_led ? std::string(text) + " is a number, which other readers of YAML take for decimal"
                        : std::string(text) + " is a decimal number: the file gets the permissions " + octal(as_number),
            "quote it: '" + std::string(is_zero_led ? "" : "0") + std::string(text) + "'");
        if (is_zero_led)
        {
            diagnostic.fix = Fix{.where = document_.range(node), .replacement = "'" + std::string(text) + "'"};
        }
        diagnostics_.add(std::move(diagnostic));
    }

    const doc::Document& document_;
    const Template& filled_in_;
    Diagnostics& diagnostics_;
};

} // namespace

void check_cloud_config(const doc::Document& document, const Template& filled_in, Diagnostics& diagnostics)
{
    ConfigReader(document, filled_in, diagnostics).read();
}

} // namespace edgepool::descriptor
