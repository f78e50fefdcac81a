// SPDX-License-Identifier: Apache-2.0
// How long a testbed file takes: read and judged, laid out, and, for comparison, only read as YAML. See README.md.
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <benchmark/benchmark.h>

#include "doc/read_yaml.h"
#include "model/layout.h"
#include "testbed/read.h"

namespace
{

using edgepool::Diagnostics;
using edgepool::Source;
using edgepool::SourcePtr;
using edgepool::model::Testbed;

/// Host keys differ in this: the number in the last of their 43 free characters.
std::string key_number(std::int64_t number)
{
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string digits(43, 'A');
    for (auto digit = digits.rbegin(); number > 0; ++digit, number /= 64)
    {
        *digit = alphabet[static_cast<std::size_t>(number % 64)];
    }
    return digits;
}

constexpr std::string_view beginning = "edgepool: 1\nname: bench\n";

std::string one_group(std::int64_t machines)
{
    const std::string count = std::to_string(machines);
    return std::string(beginning) + "elements:\n  - name: mec\n    initial: " + count + "\n    max: " + count + "\n";
}

std::string one_group_per_machine(std::int64_t machines)
{
    std::string text = std::string(beginning) + "elements:\n";
    for (std::int64_t i = 0; i < machines; ++i)
    {
        text += "  - name: group-" + std::to_string(i) +
                "x\n    service: fractal\n    initial: 1\n    machine: {cpus: 2, memory: 2GiB}\n";
    }
    return text;
}

std::string hosts_of_others(std::int64_t machines)
{
    std::string text = std::string(beginning) + "sites:\n  - name: here\n  - name: there\n    via: hosts\n    hosts:\n";
    for (std::int64_t i = 0; i < machines; ++i)
    {
        text += "      - address: host-" + std::to_string(i) +
                ".example\n        user: demo\n        host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" +
                key_number(i) + "\n";
    }
    return text + "elements:\n  - name: mec\n    site: there\n    initial: " + std::to_string(machines) + "\n";
}

using Shape = std::string (*)(std::int64_t machines);

SourcePtr source_of(Shape shape, const benchmark::State& state)
{
    return std::make_shared<const Source>("bench.yaml", shape(state.range(0)));
}

void finish(benchmark::State& state, const SourcePtr& source)
{
    state.SetComplexityN(state.range(0));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(source->text().size()));
}

void read(benchmark::State& state, Shape shape)
{
    const SourcePtr source = source_of(shape, state);
    for ([[maybe_unused]] auto _ : state)
    {
        Diagnostics diagnostics;
        auto testbed = edgepool::testbed::read_testbed(source, diagnostics);
        benchmark::DoNotOptimize(testbed);
        if (!testbed || !diagnostics.empty())
        {
            state.SkipWithError("the file is not sound");
            break;
        }
    }
    finish(state, source);
}

void read_yaml_alone(benchmark::State& state, Shape shape)
{
    const SourcePtr source = source_of(shape, state);
    for ([[maybe_unused]] auto _ : state)
    {
        Diagnostics diagnostics;
        auto document = edgepool::doc::read_yaml(source, diagnostics);
        benchmark::DoNotOptimize(document);
    }
    finish(state, source);
}

void lay_out(benchmark::State& state, Shape shape)
{
    const SourcePtr source = source_of(shape, state);
    Diagnostics diagnostics;
    const Testbed testbed = edgepool::testbed::read_testbed(source, diagnostics).value();
    for ([[maybe_unused]] auto _ : state)
    {
        auto layout = edgepool::model::lay_out(testbed);
        benchmark::DoNotOptimize(layout);
    }
    state.SetComplexityN(state.range(0));
}

/// The same file with a fault in each of its groups: all of them are found, sorted and kept once.
void read_faults(benchmark::State& state)
{
    std::string text = one_group_per_machine(state.range(0));
    for (std::size_t at = text.find("2GiB"); at != std::string::npos; at = text.find("2GiB", at))
    {
        text.replace(at, 4, "2Gib");
    }
    const auto source = std::make_shared<const Source>("bench.yaml", text);
    for ([[maybe_unused]] auto _ : state)
    {
        Diagnostics diagnostics;
        auto testbed = edgepool::testbed::read_testbed(source, diagnostics);
        benchmark::DoNotOptimize(testbed);
        if (diagnostics.items().size() != static_cast<std::size_t>(state.range(0)))
        {
            state.SkipWithError("a fault per group was expected");
            break;
        }
    }
    finish(state, source);
}

template <typename... Arguments>
void add(const std::string& name, void (*function)(benchmark::State&, Arguments...), Arguments... arguments)
{
    benchmark::RegisterBenchmark(name.c_str(), function, arguments...)
        ->RangeMultiplier(10)
        ->Range(100, 10'000)
        ->Unit(benchmark::kMillisecond)
        ->Complexity();
}

} // namespace

int main(int argc, char** argv)
{
    struct Named
    {
        std::string name;
        Shape shape;
    };
    for (const auto& [name, shape] :
         std::array{Named{"one-group", one_group}, Named{"group-per-machine", one_group_per_machine},
                    Named{"hosts-of-others", hosts_of_others}})
    {
        add("read/" + name, read, shape);
        add("yaml-alone/" + name, read_yaml_alone, shape);
        add("lay-out/" + name, lay_out, shape);
    }
    add("read-faults/group-per-machine", read_faults);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
    {
        return 1;
    }
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
