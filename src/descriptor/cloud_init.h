// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/diagnostics.h"
#include "base/source.h"
#include "descriptor/cloud_init_template.h"

namespace edgepool::descriptor
{

/// Judges a cloud-init text as OSM's LCM fills it in, OpenStack takes it and cloud-init reads it: the first line, the
/// Jinja2 in it, the YAML, and of the cloud-config the keys that are known here.
void check_cloud_init(const SourcePtr& source, Diagnostics& diagnostics);

/// The values that instantiation parameters must give (or may, if optional) for this text.
std::vector<TemplateVariable> variables_of(const SourcePtr& source);

} // namespace edgepool::descriptor
