// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "descriptor/descriptor.h"
#include "descriptor/validate.h"
#include "doc/node.h"

namespace edgepool::descriptor
{

/// A VNFD or NSD that was given, as its own rules read it.
struct GivenDescriptor
{
    const Candidate* candidate = nullptr;
    Descriptor descriptor;

    std::string id() const { return descriptor.text(&descriptor.root(), "id"); }
    /// The entry of a list at the top, by a key of it; nullptr if there is none.
    const doc::Node* entry(std::string_view list, std::string_view key, const std::string& value) const;
    /// What the entries of a list are called.
    std::vector<std::string> names(std::string_view list, std::string_view key) const;
};

/// All VNFDs and NSDs of a run.
class GivenDescriptors
{
public:
    explicit GivenDescriptors(std::span<const Candidate> candidates);

    const std::deque<GivenDescriptor>& nsds() const { return nsds_; }
    const GivenDescriptor* vnfd(const std::string& id) const;

private:
    std::deque<GivenDescriptor> nsds_;
    std::deque<GivenDescriptor> vnfds_;
};

/// A VNF of an NS.
struct NsMember
{
    std::string index{};
    std::string vnfd_id{};
    const GivenDescriptor* vnfd = nullptr;                     ///< if it was given
    std::map<std::string, std::string, std::less<>> link_of{}; ///< connection point -> virtual link of the NS
};

/// An NSD and the VNFDs that it names, as the NBI makes an NS of them: by the first flavour.
class Ns
{
public:
    Ns(const GivenDescriptor& nsd, const GivenDescriptors& given);

    const GivenDescriptor& nsd() const { return nsd_; }
    const std::vector<NsMember>& members() const { return members_; }
    const NsMember* member(std::string_view index) const;
    std::vector<std::string> indices() const;
    std::vector<std::string> links() const { return nsd_.names("virtual-link-desc", "id"); }
    /// The subnet that the NSD gives to a link, as written; nullptr if none.
    const doc::Node* subnet_of(const std::string& link) const;

private:
    void add_member(const doc::Node& profile, const GivenDescriptors& given);

    const GivenDescriptor& nsd_;
    const doc::Node* flavour_ = nullptr;
    std::vector<NsMember> members_;
};

/// The subnet that a flavour's profile of a link gives it; `key` is what names the link in the profile.
const doc::Node* subnet_in(const Descriptor& descriptor, const doc::Node* flavour, std::string_view key,
                           const std::string& link);
/// The first flavour.
const doc::Node* first_flavour(const Descriptor& descriptor);

} // namespace edgepool::descriptor
