// SPDX-License-Identifier: Apache-2.0
#include "descriptor/root.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>

#include "descriptor/rules.h"

namespace edgepool::descriptor
{

namespace
{

using doc::Document;
using doc::Member;
using doc::Node;

constexpr std::array<std::string_view, 11> vnfd_keys{"vdu",
                                                     "kdu",
                                                     "ext-cpd",
                                                     "mgmt-cp",
                                                     "df",
                                                     "product-name",
                                                     "int-virtual-link-desc",
                                                     "k8s-cluster",
                                                     "provider",
                                                     "sw-image-desc",
                                                     "virtual-compute-desc"};
constexpr std::array<std::string_view, 6> nsd_keys{"vnfd-id", "virtual-link-desc", "df", "designer",
                                                   "nsd",     "ns-configuration"};
constexpr std::array<std::string_view, 7> instantiation_keys{
    "additionalParamsForVnf", "additionalParamsForNs", "nsName", "nsdId", "vimAccountId", "vld", "vnf"};

template <typename Keys>
std::ptrdiff_t count_of(const Node& node, const Keys& keys)
{
    const auto members = node.members();
    return std::count_if(members.begin(), members.end(), [&](const Member& member) {
        return std::find(std::begin(keys), std::end(keys), without_prefix(member.key.text())) != std::end(keys);
    });
}

const Member* find_member(const Node& node, std::string_view key)
{
    for (const Member& member : node.members())
    {
        if (member.key.text() == key)
        {
            return &member;
        }
    }
    return nullptr;
}

bool holds_something(const Member* member)
{
    return member != nullptr && (!member->value.items().empty() || !member->value.members().empty() ||
                                 (member->value.is_scalar() && !member->value.text().empty()));
}

std::string_view word_for(Kind kind)
{
    return kind == Kind::vnfd ? "vnfd" : "nsd";
}

/// "vnfd" and "etsi-nfv-vnfd:vnfd", in the order in which the NBI looks for them.
std::pair<std::string_view, std::string_view> envelopes(Kind kind)
{
    return kind == Kind::vnfd ? std::pair<std::string_view, std::string_view>{"etsi-nfv-vnfd:vnfd", "vnfd"}
                              : std::pair<std::string_view, std::string_view>{"nsd", "etsi-nfv-nsd:nsd"};
}

/// What a lone top object looks like, by the keys in it: its own key may be mistyped.
Kind kind_of_content(const Node& node)
{
    if (const Member* const list = find_member(node, "nsd"); list != nullptr && list->value.is_sequence())
    {
        return Kind::nsd;
    }
    const auto vnfd = count_of(node, vnfd_keys);
    const auto nsd = count_of(node, nsd_keys);
    if (std::max(vnfd, nsd) < 2)
    {
        return Kind::unknown;
    }
    return vnfd > nsd ? Kind::vnfd : Kind::nsd;
}

class Unwrapper
{
public:
    Unwrapper(Kind kind, const Document& document, Diagnostics& diagnostics)
        : kind_(kind), document_(document), diagnostics_(diagnostics)
    {
    }

    std::optional<Descriptor> run()
    {
        const Node& top = document_.root();
        if (reject_old_format(top))
        {
            return {};
        }
        const Member* const envelope = find_envelope(top);
        if (envelope == nullptr)
        {
            return without_envelope(top);
        }
        note_others(top, *envelope);
        if (kind_ == Kind::nsd)
        {
            return out_of_list(*envelope);
        }
        return object(envelope->value, envelope->key.where());
    }

private:
    void report(const Rule& rule, const Node& where, std::string detail, std::string hint = {})
    {
        diagnostics_.add(found(rule, document_.range(where), std::move(detail), std::move(hint)));
    }

    bool reject_old_format(const Node& node)
    {
        const std::string catalog = std::string(word_for(kind_)) + "-catalog";
        for (const Member& member : node.members())
        {
            if (member.key.text() == catalog || member.key.text() == std::string(word_for(kind_)) + ":" + catalog)
            {
                report(rules::old_format, member.key,
                       quoted(member.key.text()) + " is the form of OSM's old information model",
                       "rewrite it in ETSI SOL006, which OSM speaks since release NINE");
                return true;
            }
        }
        return false;
    }

    const Member* find_envelope(const Node& top)
    {
        const auto [first, second] = envelopes(kind_);
        const Member* const a = find_member(top, first);
        const Member* const b = find_member(top, second);
        return holds_something(a) ? a : b != nullptr ? b : a;
    }

    std::optional<Descriptor> without_envelope(const Node& top)
    {
        if (top.members().size() == 1 && kind_of_content(top.members().front().value) == kind_)
        {
            const Member& only = top.members().front();
            report(rules::wrong_root, only.key, quoted(only.key.text()) + " is not the top of a descriptor",
                   "did you mean '" + std::string(word_for(kind_)) + "'?");
            return kind_ == Kind::nsd ? out_of_list(only) : object(only.value, only.key.where());
        }
        const Span title = top.members().empty() ? top.where() : top.members().front().key.where();
        diagnostics_.add(
            found(rules::odd_root, {.source = document_.source(), .span = title},
                  "OSM takes it without '" + std::string(word_for(kind_)) + ":' around it; its client does not",
                  kind_ == Kind::vnfd ? "put all of it below 'vnfd:'"
                                      : "put all of it below 'nsd:', 'nsd:', as its one entry"));
        return object(top, title);
    }

    /// What stands beside the envelope is lost, whether it was meant to be in it or not.
    void note_others(const Node& top, const Member& envelope)
    {
        const std::string in = "'" + std::string(envelope.key.text()) + "'";
        const Schema& schema = kind_ == Kind::vnfd ? vnfd_schema() : nsd_schema();
        const Member* first = nullptr;
        std::string keys;
        for (const Member& other : top.members())
        {
            if (&other == &envelope)
            {
                continue;
            }
            if (schema.root().child(other.key.text()) == nullptr)
            {
                report(rules::ignored_key, other.key, "OSM reads " + in + " only");
                continue;
            }
            first = first == nullptr ? &other : first;
            keys += (keys.empty() ? "" : ", ") + quoted(other.key.text());
        }
        if (first != nullptr)
        {
            report(rules::wrong_root, first->key, keys + " beside " + in + " is lost",
                   "it belongs in " + in + ": check the indent");
        }
    }

    /// What fell out of the envelope, the rules find in it.
    void mend(Descriptor& descriptor) const
    {
        for (const Member& member : document_.root().members())
        {
            const SchemaNode* const known = descriptor.schema().root().child(member.key.text());
            if (known != nullptr && &descriptor.root() != &document_.root() &&
                !descriptor.has(&descriptor.root(), known->name))
            {
                descriptor.mend(descriptor.root(), known->name, member.value);
            }
        }
    }

    /// An NSD is the one entry of a list of that name.
    std::optional<Descriptor> out_of_list(const Member& outer)
    {
        if (!outer.value.is_mapping())
        {
            return object(outer.value, outer.key.where());
        }
        const Member* inner = find_member(outer.value, "nsd");
        const auto members = outer.value.members();
        if (inner == nullptr && members.size() == 1 && members.front().value.is_sequence())
        {
            inner = &members.front();
            report(rules::wrong_root, inner->key, quoted(inner->key.text()) + " is not the list of the NSD",
                   "did you mean 'nsd'?");
        }
        if (!holds_something(inner))
        {
            report(rules::odd_root, outer.key,
                   "the NSD is not the one entry of a list 'nsd' in it; OSM takes it, others do not",
                   "write 'nsd:', below it 'nsd:', below it '- id: …'");
            return object(outer.value, outer.key.where());
        }
        const auto items = inner->value.items();
        if (items.size() == 1)
        {
            const Node& only = items.front();
            const bool has_first = only.is_mapping() && !only.members().empty();
            return object(only, has_first ? only.members().front().key.where() : inner->key.where());
        }
        report(rules::wrong_root, items.empty() ? inner->value : items[1], "'nsd' is a list of one NSD",
               items.empty() ? "put '- ' before the NSD's first key" : "give each NSD a file of its own");
        const Node& first = items.empty() ? inner->value : items.front();
        return first.is_mapping() ? object(first, inner->key.where()) : std::nullopt;
    }

    std::optional<Descriptor> object(const Node& node, Span title)
    {
        if (node.is_mapping() && reject_old_format(node))
        {
            return {};
        }
        if (!node.is_mapping() || (node.members().empty() && &node != &document_.root()))
        {
            const SourceRange where = {.source = document_.source(), .span = node.is_null() ? title : node.where()};
            diagnostics_.add(found(rules::wrong_root, where,
                                   "a descriptor is one object; this is " + std::string(node.is_sequence() ? "a list"
                                                                                        : node.is_scalar() ? "one value"
                                                                                                           : "empty"),
                                   node.is_sequence() ? "remove the '- '" : ""));
            return {};
        }
        Descriptor descriptor(kind_, document_, node, title);
        mend(descriptor);
        return descriptor;
    }

    Kind kind_;
    const Document& document_;
    Diagnostics& diagnostics_;
};

} // namespace

Kind kind_of(const Document& document)
{
    const Node& top = document.root();
    for (const Member& member : top.members())
    {
        const std::string_view key = member.key.text();
        if (key == "vnfd" || key == "etsi-nfv-vnfd:vnfd" || key == "vnfd-catalog" || key == "vnfd:vnfd-catalog")
        {
            return Kind::vnfd;
        }
        if (key == "nsd" || key == "etsi-nfv-nsd:nsd" || key == "nsd-catalog" || key == "nsd:nsd-catalog")
        {
            return Kind::nsd;
        }
    }
    const Kind by_content = kind_of_content(top.members().size() == 1 ? top.members().front().value : top);
    return by_content == Kind::unknown && count_of(top, instantiation_keys) > 0 ? Kind::instantiation : by_content;
}

std::optional<Descriptor> unwrap(Kind kind, const Document& document, Diagnostics& diagnostics)
{
    return Unwrapper(kind, document, diagnostics).run();
}

} // namespace edgepool::descriptor
