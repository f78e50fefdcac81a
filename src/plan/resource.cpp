// SPDX-License-Identifier: Apache-2.0
#include "plan/resource.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include <fmt/format.h>

namespace edgepool::plan
{

namespace
{

/// FNV-1a: it has to tell accidental changes apart, nobody attacks it.
class Hash
{
public:
    void add(std::string_view text)
    {
        for (const char character : text)
        {
            add(static_cast<std::uint8_t>(character));
        }
        add(std::uint8_t{0}); // so that "ab" + "c" is not "a" + "bc"
    }

    std::string text() const { return fmt::format("{:016x}", state_); }

private:
    void add(std::uint8_t byte) { state_ = (state_ ^ byte) * 0x100000001b3U; }

    std::uint64_t state_ = 0xcbf29ce484222325U;
};

const Property* find(std::span<const Property> properties, std::string_view name)
{
    const auto found = std::ranges::find(properties, name, &Property::name);
    return found != properties.end() ? &*found : nullptr;
}

std::vector<std::string> different_values(const Resource& wanted, const Observed& found)
{
    std::vector<std::string> texts;
    for (const Property& property : wanted.properties)
    {
        const Property* const other = find(found.properties, property.name);
        if (other != nullptr && other->value != property.value)
        {
            texts.push_back(fmt::format("{} is {}, should be {}", property.name, other->value, property.value));
        }
    }
    return texts;
}

std::vector<std::string> properties_of_one_side(const Resource& wanted, const Observed& found)
{
    std::vector<std::string> texts;
    for (const Property& property : wanted.properties)
    {
        if (find(found.properties, property.name) == nullptr)
        {
            texts.push_back(fmt::format("{} should be {}", property.name, property.value));
        }
    }
    for (const Property& property : found.properties)
    {
        if (find(wanted.properties, property.name) == nullptr)
        {
            texts.push_back(fmt::format("{} is {}, should not be", property.name, property.value));
        }
    }
    return texts;
}

std::string joined(std::span<const std::string> texts)
{
    constexpr std::size_t most = 3;
    std::string text = fmt::format("{}", fmt::join(texts.first(std::min(most, texts.size())), "; "));
    return texts.size() > most ? text + fmt::format("; and {} more", texts.size() - most) : text;
}

} // namespace

std::string to_string(const Id& id)
{
    return id.site.empty() ? fmt::format("{} '{}'", id.kind, id.name)
                           : fmt::format("{} '{}' at '{}'", id.kind, id.name, id.site);
}

std::string fingerprint(const Resource& resource)
{
    std::vector<const Property*> sorted;
    sorted.reserve(resource.properties.size());
    for (const Property& property : resource.properties)
    {
        sorted.push_back(&property);
    }
    std::ranges::sort(sorted, {}, [](const Property* property) { return property->name; });
    Hash hash;
    hash.add(resource.id.kind);
    for (const Property* property : sorted)
    {
        hash.add(property->name);
        hash.add(property->value);
    }
    return hash.text();
}

std::string difference(const Resource& wanted, const Observed& found)
{
    std::vector<std::string> texts = different_values(wanted, found);
    if (!texts.empty() || found.fingerprint.empty() || found.fingerprint == fingerprint(wanted))
    {
        return joined(texts);
    }
    if (!found.properties.empty())
    {
        texts = properties_of_one_side(wanted, found);
    }
    return texts.empty() ? "it was made from another description" : joined(texts);
}

} // namespace edgepool::plan
