// SPDX-License-Identifier: Apache-2.0
#include "descriptor/validate.h"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "descriptor/descriptor.h"
#include "descriptor/instantiation.h"
#include "descriptor/nsd_and_vnfds.h"
#include "descriptor/package_rules.h"
#include "descriptor/reader.h"
#include "descriptor/references.h"
#include "descriptor/root.h"
#include "descriptor/rules.h"
#include "descriptor/scalar.h"
#include "descriptor/vnfd_rules.h"

namespace edgepool::descriptor
{

namespace
{

void check_vnfd(const Judging& judging)
{
    check_identity(judging);
    check_levels(judging);
    check_interfaces(judging);
    check_links(judging);
    check_resources(judging);
    check_scaling(judging);
    check_configurations(judging);
}

void judge(Descriptor& descriptor, Diagnostics& diagnostics)
{
    References references{descriptor};
    Reader reader{descriptor, references, diagnostics};
    reader.read();
    const Reporter report{descriptor, diagnostics};
    const Judging judging{.descriptor = descriptor, .references = references, .report = report};
    if (descriptor.kind() == Kind::vnfd)
    {
        check_vnfd(judging);
    }
    else
    {
        check_nsd(judging);
    }
    reader.judge_references();
    references.report(diagnostics);
}

std::vector<const Descriptor*> vnfds_of(const std::deque<Descriptor>& descriptors)
{
    std::vector<const Descriptor*> vnfds;
    for (const Descriptor& descriptor : descriptors)
    {
        if (descriptor.kind() == Kind::vnfd)
        {
            vnfds.push_back(&descriptor);
        }
    }
    return vnfds;
}

/// A project holds one VNFD of an id.
void check_ids(const std::vector<const Descriptor*>& vnfds, Diagnostics& diagnostics)
{
    std::map<std::string, SourceRange> seen;
    for (const Descriptor* const vnfd : vnfds)
    {
        const doc::Node* const id = vnfd->get(&vnfd->root(), "id");
        if (id == nullptr || text_of(*id).empty())
        {
            continue;
        }
        const auto [first, is_new] = seen.try_emplace(text_of(*id), vnfd->range(*id));
        if (!is_new)
        {
            Reporter(*vnfd, diagnostics)(rules::same_id, *id,
                                         quoted(first->first) + " is the id of another VNFD: OSM refuses the second",
                                         {}, {{.text = "the other one", .where = first->second}});
        }
    }
}

} // namespace

void validate(std::span<const Candidate> candidates, Diagnostics& diagnostics)
{
    std::deque<Descriptor> descriptors;
    for (const Candidate& candidate : candidates)
    {
        if (candidate.kind == Kind::vnfd || candidate.kind == Kind::nsd)
        {
            if (auto descriptor = unwrap(candidate.kind, *candidate.document, diagnostics))
            {
                judge(descriptors.emplace_back(std::move(*descriptor)), diagnostics);
            }
        }
        check_package_files(candidate, diagnostics);
    }
    const auto vnfds = vnfds_of(descriptors);
    check_ids(vnfds, diagnostics);
    for (const Descriptor& descriptor : descriptors)
    {
        if (descriptor.kind() == Kind::nsd)
        {
            check_nsd_and_vnfds(descriptor, vnfds, diagnostics);
        }
    }
    check_instantiations(candidates, diagnostics);
}

} // namespace edgepool::descriptor
