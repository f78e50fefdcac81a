// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "base/render.h"
#include "descriptor/validate.h"
#include "doc/read_yaml.h"

namespace edgepool::descriptor
{

/// What a test expects of a descriptor: a code and its line.
struct Finding
{
    std::string code{};
    std::uint32_t line = 0;

    friend bool operator==(const Finding&, const Finding&) = default;
};

inline void PrintTo(const Finding& finding, std::ostream* out)
{
    *out << finding.code << ":" << finding.line;
}

using Findings = std::vector<Finding>;

inline Candidate candidate_of(std::string text, Diagnostics& diagnostics, const std::string& name = "descriptor.yaml")
{
    auto document = doc::read_yaml(std::make_shared<Source>(name, std::move(text)), diagnostics);
    if (!document)
    {
        ADD_FAILURE() << "not YAML: " << name;
        return {};
    }
    const Kind kind = kind_of(*document);
    return {.kind = kind, .document = std::make_shared<const doc::Document>(std::move(*document))};
}

inline Diagnostics judge(std::string text)
{
    Diagnostics diagnostics;
    const Candidate candidate = candidate_of(std::move(text), diagnostics);
    validate({{candidate}}, diagnostics);
    diagnostics.sort();
    return diagnostics;
}

inline Findings findings_of(const Diagnostics& diagnostics)
{
    Findings findings;
    for (const Diagnostic& diagnostic : diagnostics.items())
    {
        if (diagnostic.code != "nsd.vnfd-not-given")
        {
            findings.push_back({.code = diagnostic.code, .line = diagnostic.where.begin().line});
        }
    }
    return findings;
}

inline Findings findings(std::string text)
{
    return findings_of(judge(std::move(text)));
}

/// The text with one piece replaced by another.
inline std::string with(std::string text, std::string_view piece, std::string_view other)
{
    const std::size_t place = text.find(piece);
    if (place == std::string::npos)
    {
        ADD_FAILURE() << "not in the text: " << piece;
        return text;
    }
    return text.replace(place, piece.size(), other);
}

/// A VNFD in which nothing is to be found.
inline const std::string good_vnfd = R"(vnfd:
  id: mec
  product-name: MEC
  provider: us
  version: "1.0"
  software-version: "1.0"
  mgmt-cp: mgmt-ext
  sw-image-desc:
  - {id: debian, name: debian, image: debian-12, version: "12", min-disk: 2, size: 1}
  virtual-compute-desc:
  - id: small
    virtual-cpu: {num-virtual-cpu: 1}
    virtual-memory: {size: 1.0}
  virtual-storage-desc:
  - id: disk
    size-of-storage: 10
  int-virtual-link-desc:
  - id: inside
  vdu:
  - id: pe
    name: pe
    sw-image-desc: debian
    virtual-compute-desc: small
    virtual-storage-desc: [disk]
    cloud-init-file: pe.cfg
    monitoring-parameter:
    - {id: cpu, name: cpu, performance-metric: cpu_utilization}
    int-cpd:
    - id: eth0
      virtual-network-interface-requirement:
      - {name: ens3, position: 1}
    - id: eth1
      int-virtual-link-desc: inside
      virtual-network-interface-requirement:
      - {name: ens4, position: 2}
  ext-cpd:
  - id: mgmt-ext
    int-cpd: {vdu-id: pe, cpd: eth0}
  df:
  - id: default-df
    vdu-profile:
    - {id: pe, min-number-of-instances: 1, max-number-of-instances: 4}
    instantiation-level:
    - id: all
      vdu-level:
      - {vdu-id: pe, number-of-instances: 1}
    scaling-aspect:
    - id: more
      name: more
      aspect-delta-details:
        deltas:
        - id: one
          vdu-delta:
          - {id: pe, number-of-instances: 1}
      scaling-policy:
      - name: by-load
        threshold-time: 1
        cooldown-time: 60
        scaling-criteria:
        - {name: load, vnf-monitoring-param-ref: cpu}
      scaling-config-action:
      - {trigger: post-scale-out, vnf-config-primitive-name-ref: join}
    lcm-operations-configuration:
      operate-vnf-op-config:
        day1-2:
        - id: mec
          execution-environment-list:
          - id: charm-ee
            juju: {charm: mec}
          initial-config-primitive:
          - seq: 1
            name: config
            execution-environment-ref: charm-ee
            parameter:
            - {name: ssh-hostname, value: <rw_mgmt_ip>}
          config-primitive:
          - name: join
            execution-environment-ref: charm-ee
)";

inline const std::string good_nsd = R"(nsd:
  nsd:
  - id: ns
    name: ns
    version: "1.0"
    vnfd-id: [mec]
    virtual-link-desc:
    - id: mgmt
      mgmt-network: true
    df:
    - id: default-df
      vnf-profile:
      - id: "1"
        vnfd-id: mec
        flavour-id: default-df
        instantiation-level: all
        virtual-link-connectivity:
        - virtual-link-profile-id: mgmt
          constituent-cpd-id:
          - constituent-base-element-id: "1"
            constituent-cpd-id: mgmt-ext
)";

} // namespace edgepool::descriptor
