// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes are, read_package_bytes() answers with a package or with errors. No file of a package has a path
// that leads out of it, no link leads to what is not there, and what is kept stays within the limits. The files of a
// package are judged without end or harm, and every diagnostic lies in its file and can be shown on a terminal.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/render.h"
#include "descriptor/cloud_init.h"
#include "descriptor/package_rules.h"
#include "descriptor/validate.h"
#include "doc/read_yaml.h"
#include "package/package.h"

namespace
{

using edgepool::Diagnostic;
using edgepool::Diagnostics;
using edgepool::SourceRange;
using edgepool::package::File;
using edgepool::package::Package;

void require(bool condition, std::string_view what)
{
    if (!condition)
    {
        std::cerr << "broken: " << what << '\n';
        std::abort();
    }
}

void check_place(const SourceRange& where)
{
    require(where.known(), "a package's diagnostics have places");
    require(where.span.begin <= where.span.end && where.span.end <= where.source->text().size(),
            "a place lies in the text");
}

void check_diagnostics(const Diagnostics& diagnostics)
{
    constexpr std::size_t most_checked = 200;
    std::size_t checked = 0;
    for (const Diagnostic& each : diagnostics.items())
    {
        require(!each.code.empty() && !each.summary.empty(), "a diagnostic says something");
        check_place(each.where);
        for (const auto& related : each.related)
        {
            check_place(related.where);
        }
        if (each.fix)
        {
            check_place(each.fix->where);
        }
        const auto acts = [](char c) {
            return (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t') || c == 0x7f;
        };
        require(++checked > most_checked || std::ranges::none_of(render(each), acts),
                "a terminal is not controlled by a file");
    }
}

void check_path(std::string_view path)
{
    require(!path.empty() && !path.starts_with('/') && path.find('\\') == std::string_view::npos, "a path is relative");
    const std::string framed = "/" + std::string(path) + "/";
    require(framed.find("/../") == std::string::npos && framed.find("/./") == std::string::npos &&
                framed.find("//") == std::string::npos,
            "a path is plain");
}

void check_files(const Package& package, const edgepool::package::Limits& limits)
{
    std::uint64_t kept = 0;
    std::string_view last;
    for (const File& file : package.files)
    {
        check_path(file.path);
        require(last < file.path, "files are in order, and each is there once");
        last = file.path;
        kept += file.path.size() + (file.text ? file.text->text().size() : 0);
        if (!file.target.empty())
        {
            check_path(file.target);
            const auto leads_there = [&](const File& each) {
                return each.path == file.target || each.path.starts_with(file.target + "/");
            };
            require(std::ranges::any_of(package.files, leads_there) || !package.has_folder(file.target),
                    "a link leads to a file or a folder");
        }
    }
    require(package.files.size() <= limits.files, "there are no more files than may be");
    require(kept <= 2 * limits.kept_bytes, "no more is kept than may be");
    require(package.descriptor.empty() || package.find(package.descriptor) != nullptr, "the descriptor is there");
}

void judge(const Package& package, Diagnostics& diagnostics)
{
    for (const File& file : package.files)
    {
        if (file.text && file.path.find("cloud_init/") != std::string::npos)
        {
            edgepool::descriptor::check_cloud_init(file.text, diagnostics);
            edgepool::descriptor::variables_of(file.text);
        }
    }
    const File* const descriptor = package.descriptor.empty() ? nullptr : package.find(package.descriptor);
    auto document = descriptor != nullptr && descriptor->text ? edgepool::doc::read_yaml(descriptor->text, diagnostics)
                                                              : std::nullopt;
    if (document)
    {
        const auto kind = edgepool::descriptor::kind_of(*document);
        auto shared = std::make_shared<const edgepool::doc::Document>(std::move(*document));
        edgepool::descriptor::check_package_files({.kind = kind, .document = std::move(shared), .package = &package},
                                                  diagnostics);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(data, data + size);
    constexpr edgepool::package::Limits limits{
        .bytes = std::uint64_t{4} << 20U, .kept_bytes = std::uint64_t{1} << 20U, .files = 500, .ratio_from = 65'536};
    Diagnostics diagnostics;
    const auto package = edgepool::package::read_package_bytes(bytes, "fuzz.tar.gz", diagnostics, limits);
    require(package || diagnostics.has_errors(), "a package or errors");
    if (package)
    {
        check_files(*package, limits);
        judge(*package, diagnostics);
    }
    check_diagnostics(diagnostics);
    return 0;
}
