// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include <archive.h>
#include <archive_entry.h>

#include "package/package.h"

// What it costs to read a package as charms make them: 1,664 files, 10 MB of Python, most of which nobody judges.
namespace edgepool::package
{

namespace
{

constexpr int file_count = 1664;
constexpr std::size_t file_size = 6300;

constexpr std::array<std::string_view, 16> words{"self",     "return", "def ",   "if ",   "    ", "charm",
                                                 "unit",     "=",      "(",      "):\n",  "None", "event.",
                                                 "relation", "\n",     "config", "logger"};

/// Text that compresses as Python does, about four to one.
std::string python(std::uint32_t seed)
{
    std::string text;
    while (text.size() < file_size)
    {
        seed = seed * 1664525U + 1013904223U;
        text += (seed >> 28U) == 0 ? std::to_string(seed) : std::string(words[(seed >> 24U) % words.size()]);
    }
    return text;
}

std::string path_of(int number)
{
    const std::string in_charm = number % 3 == 0 ? "lib/ops/" : number % 3 == 1 ? "mod/operator/" : "venv/yaml/";
    return "mec/charms/simple/" + in_charm + std::to_string(number) + ".py";
}

std::ptrdiff_t append(archive* /*writer*/, void* client, const void* bytes, std::size_t size)
{
    static_cast<std::string*>(client)->append(static_cast<const char*>(bytes), size);
    return static_cast<std::ptrdiff_t>(size);
}

void add(archive* writer, const std::string& path, std::string_view content)
{
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, path.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<std::int64_t>(content.size()));
    archive_write_header(writer, entry);
    archive_write_data(writer, content.data(), content.size());
    archive_entry_free(entry);
}

const std::string& packed_charm()
{
    static const std::string packed = [] {
        std::string bytes;
        archive* const writer = archive_write_new();
        archive_write_add_filter_gzip(writer);
        archive_write_set_format_ustar(writer);
        archive_write_open(writer, &bytes, nullptr, append, nullptr);
        add(writer, "mec/mec_vnfd.yaml", "vnfd: {id: mec}\n");
        for (int i = 1; i < file_count; ++i)
        {
            add(writer, path_of(i), python(static_cast<std::uint32_t>(i)));
        }
        archive_write_free(writer);
        return bytes;
    }();
    return packed;
}

void read_packed(benchmark::State& state)
{
    const std::string& bytes = packed_charm();
    std::size_t files = 0;
    for ([[maybe_unused]] auto _ : state)
    {
        Diagnostics diagnostics;
        const auto package = read_package_bytes(bytes, "mec.tar.gz", diagnostics);
        files = package ? package->files.size() : 0;
    }
    if (files != file_count)
    {
        state.SkipWithError("the package was not read");
    }
    state.SetBytesProcessed(state.iterations() * file_count * static_cast<std::int64_t>(file_size));
    state.counters["packed_bytes"] = static_cast<double>(bytes.size());
}
BENCHMARK(read_packed)->Unit(benchmark::kMillisecond);

void read_unpacked(benchmark::State& state)
{
    const auto folder = std::filesystem::temp_directory_path() / "edgepool-package-bench";
    for (int i = 0; i < file_count; ++i)
    {
        const auto path = folder / (i == 0 ? "mec/mec_vnfd.yaml" : path_of(i));
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << (i == 0 ? "vnfd: {id: mec}\n" : python(static_cast<std::uint32_t>(i)));
    }
    std::size_t files = 0;
    for ([[maybe_unused]] auto _ : state)
    {
        Diagnostics diagnostics;
        const auto package = read_package((folder / "mec").string(), diagnostics);
        files = package ? package->files.size() : 0;
    }
    std::filesystem::remove_all(folder);
    if (files != file_count)
    {
        state.SkipWithError("the package was not read");
    }
}
BENCHMARK(read_unpacked)->Unit(benchmark::kMillisecond);

} // namespace

} // namespace edgepool::package
