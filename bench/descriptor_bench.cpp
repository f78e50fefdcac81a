// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

#include "descriptor/schema.h"
#include "descriptor/validate.h"
#include "doc/read_yaml.h"

// What it costs to judge a descriptor: one as people write it, and one as large as a program may write it. The time per
// byte must not grow with the size.
namespace edgepool::descriptor
{

namespace
{

std::string read_file(const std::string& name)
{
    std::ifstream in(std::string(EDGEPOOL_SOURCE_DIR) + "/tests/golden/nbi/" + name, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// A VNFD of so many VDUs, with connection points, profiles, levels and scaling aspects for each.
std::string vnfd_of(std::int64_t vdus, bool is_broken)
{
    std::string vdu;
    std::string points;
    std::string profiles;
    std::string levels;
    std::string aspects;
    for (std::int64_t i = 0; i < vdus; ++i)
    {
        const std::string id = "vdu-" + std::to_string(i);
        const std::string named = is_broken ? "no" + id : id;
        vdu += "  - id: " + id + "\n    name: " + id + "\n    description: one of many\n    sw-image-desc: image\n" +
               "    virtual-compute-desc: small\n    virtual-storage-desc: [disk]\n    int-cpd:\n    - id: " + id +
               "-eth0\n      virtual-network-interface-requirement:\n      - name: eth0\n        position: 1\n" +
               "        virtual-interface: {type: PARAVIRT}\n";
        points += "  - id: " + id + "-ext\n    int-cpd: {vdu-id: " + named + ", cpd: " + id + "-eth0}\n";
        profiles += "    - {id: " + named + ", min-number-of-instances: 1, max-number-of-instances: 5}\n";
        levels += "      - {vdu-id: " + named + ", number-of-instances: 1}\n";
        aspects += "    - id: scale-" + id + "\n      name: scale-" + id +
                   "\n      aspect-delta-details:\n        deltas:\n        - id: delta\n          vdu-delta:\n        "
                   "  - id: " +
                   id + "\n            number-of-instances: 1\n";
    }
    return "vnfd:\n  id: many\n  provider: bench\n  product-name: many\n  version: '1'\n  software-version: '1'\n"
           "  mgmt-cp: vdu-0-ext\n  sw-image-desc:\n"
           "  - {id: image, name: image, image: image, version: '1', min-disk: 1, size: 1}\n"
           "  virtual-compute-desc:\n  - id: small\n  virtual-storage-desc:\n  - id: disk\n  vdu:\n" +
           vdu + "  ext-cpd:\n" + points + "  df:\n  - id: default\n    vdu-profile:\n" + profiles +
           "    instantiation-level:\n    - id: all\n      vdu-level:\n" + levels + "    scaling-aspect:\n" + aspects;
}

Candidate candidate_of(const SourcePtr& source)
{
    Diagnostics diagnostics;
    auto document = doc::read_yaml(source, diagnostics);
    return {.kind = kind_of(*document), .document = std::make_shared<const doc::Document>(std::move(*document))};
}

void judge_many(benchmark::State& state, bool is_broken)
{
    const auto source = std::make_shared<Source>("many.yaml", vnfd_of(state.range(0), is_broken));
    const Candidate candidate = candidate_of(source);
    std::size_t errors = 0;
    for ([[maybe_unused]] auto _ : state)
    {
        Diagnostics diagnostics;
        validate({{candidate}}, diagnostics);
        errors = diagnostics.count(Severity::error);
    }
    if ((errors > 0) != is_broken)
    {
        state.SkipWithError("not judged as it should be");
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * source->text().size()));
}

void parse_models(benchmark::State& state)
{
    for ([[maybe_unused]] auto _ : state)
    {
        benchmark::DoNotOptimize(Schema{vnfd_model_text()});
        benchmark::DoNotOptimize(Schema{nsd_model_text()});
    }
}

void judge_package_pair(benchmark::State& state)
{
    const std::string vnfd = read_file("mec_vnfd.yaml");
    const std::string nsd = read_file("mec_nsd.yaml");
    for ([[maybe_unused]] auto _ : state)
    {
        Diagnostics diagnostics;
        const Candidate candidates[] = {candidate_of(std::make_shared<Source>("vnfd.yaml", vnfd)),
                                        candidate_of(std::make_shared<Source>("nsd.yaml", nsd))};
        validate(candidates, diagnostics);
        benchmark::DoNotOptimize(diagnostics);
    }
}

void judge_good(benchmark::State& state)
{
    judge_many(state, false);
}

void judge_broken(benchmark::State& state)
{
    judge_many(state, true);
}

} // namespace

BENCHMARK(parse_models)->Unit(benchmark::kMicrosecond);
BENCHMARK(judge_package_pair)->Unit(benchmark::kMicrosecond);
BENCHMARK(judge_good)->Arg(10)->Arg(100)->Arg(1000)->Arg(6000)->Unit(benchmark::kMillisecond);
BENCHMARK(judge_broken)->Arg(10)->Arg(100)->Arg(1000)->Arg(6000)->Unit(benchmark::kMillisecond);

} // namespace edgepool::descriptor
