// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "doc/node.h"
#include "package/package.h"

/// OSM's descriptors, judged: what the NBI refuses, and what it lets through and breaks on later.
namespace edgepool::descriptor
{

enum class Kind
{
    vnfd,
    nsd,
    instantiation, ///< parameters of an NS instance: additionalParamsForVnf, vld, vnf, …
    unknown,
};

/// By its top keys, whatever the file is called. A faulty document of a kind is still of that kind.
Kind kind_of(const doc::Document& document);

/// A document to be judged, with the package that it came in, if any.
struct Candidate
{
    Kind kind = Kind::unknown;
    std::shared_ptr<const doc::Document> document{};
    const package::Package* package = nullptr;
};

/// Judges all candidates, each for itself and each against the others: NSDs against the VNFDs they name, instantiation
/// parameters against their NSD. What cannot be judged because it is not given is said in a note, not as a fault.
void validate(std::span<const Candidate> candidates, Diagnostics& diagnostics);

} // namespace edgepool::descriptor
