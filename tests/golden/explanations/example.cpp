// SPDX-License-Identifier: Apache-2.0
#include "golden/explanations/example.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <regex>
#include <sstream>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "cli/console.h"
#include "cli/judging.h"
#include "cli/run.h"
#include "doc/read_json.h"
#include "doc/read_yaml.h"
#include "golden/explanations/merged.h"
#include "unit/package/folders.h"

namespace edgepool::support
{

namespace
{

namespace files = std::filesystem;

using cli::Console;
using package::TemporaryFolder;

const std::string bases = std::string(EDGEPOOL_SOURCE_DIR) + "/tests/golden/explanations/";
constexpr const char* vnf_package = "mec_vnf";
constexpr const char* vnfd = "mec_vnfd.yaml";
constexpr const char* any_key = "449c4b91aeacd0ace182cf3a5a72bfa1\n";

/// "# charms/mec/actions.yaml" begins a file.
const std::regex file_mark(R"(^# (\S*[./]\S*)$)");

bool has_files(const std::string& example)
{
    return std::regex_match(example.substr(0, example.find('\n')), file_mark);
}

std::string text_of(const std::string& path)
{
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::optional<doc::Document> read(const std::string& text)
{
    Diagnostics ignored;
    return doc::read_yaml(std::make_shared<Source>("example", text), ignored);
}

/// Puts the fragment where its keys belong: all of a descriptor stands below "vnfd:", or "nsd:", "nsd:", "-".
std::string in_envelope(const std::string& fragment, const std::string& envelope)
{
    const std::string margin = "\n" + std::string(envelope.empty() ? 0 : envelope.rfind(' ') + 2, ' ');
    return envelope + std::regex_replace("\n" + fragment, std::regex("\n(?!$)"), margin);
}

/// What the fragment does not show is as in the base; a document with a top of its own stands as it is.
std::string completed(const std::string& fragment, const std::string& base, const std::string& envelope = "")
{
    const auto document = read(fragment);
    const bool is_whole = !document || !document->root().is_mapping() ||
                          std::regex_search(fragment, std::regex("^(edgepool|vnfd|nsd)(:[a-z]+-catalog)?:"));
    if (is_whole)
    {
        return fragment;
    }
    const auto whole = read(text_of(bases + base));
    return merged(whole->root(), read(in_envelope(fragment, envelope))->root());
}

std::string completed_vnfd(const std::string& fragment)
{
    return completed(fragment, std::string(vnf_package) + "/" + vnfd, "vnfd: ");
}

std::string completed_nsd(const std::string& fragment)
{
    return completed(fragment, "mec_nsd.yaml", "nsd:\n  nsd:\n  - ");
}

Codes codes_in(const Diagnostics& diagnostics)
{
    Codes codes;
    for (const Diagnostic& diagnostic : diagnostics.items())
    {
        codes.insert(diagnostic.code);
    }
    return codes;
}

/// The program's streams and environment, in which the variables EPC_… have a key.
struct Session
{
    std::istringstream in{};
    std::ostringstream out{};
    Console console{.in = in, .out = out, .err = out, .environment = [](std::string_view name) {
                        return name.starts_with("EPC_") ? std::optional<std::string>(any_key) : std::nullopt;
                    }};
};

Codes judged_files(const std::vector<std::string>& paths)
{
    Session session;
    cli::Judging judging{session.console};
    for (const std::string& path : paths)
    {
        judging.add(path);
    }
    judging.finish();
    return codes_in(judging.diagnostics());
}

/// A file of that text, with what else is to be judged.
Codes judged_text(const std::string& text, std::vector<std::string> others = {})
{
    const TemporaryFolder folder;
    folder.write("secrets/k", any_key);
    files::permissions(folder / "secrets/k", files::perms::owner_read | files::perms::owner_write);
    folder.write("example.yaml", text);
    others.push_back((folder / "example.yaml").string());
    return judged_files(others);
}

std::map<std::string, std::string> files_in(const std::string& example)
{
    std::map<std::string, std::string> texts;
    std::istringstream lines(example);
    std::string name;
    for (std::string line; std::getline(lines, line);)
    {
        std::smatch mark;
        const bool begins_file = std::regex_match(line, mark, file_mark);
        name = begins_file ? mark[1].str() : name;
        texts[name] += begins_file ? "" : line + "\n";
    }
    return texts;
}

Codes judged_package(const std::map<std::string, std::string>& texts)
{
    const TemporaryFolder folder;
    files::copy(bases + vnf_package, folder / vnf_package,
                files::copy_options::recursive | files::copy_options::copy_symlinks);
    for (const auto& [name, text] : texts)
    {
        folder.write(vnf_package + ("/" + name), name == vnfd ? completed_vnfd(text) : text);
    }
    return judged_files({(folder / vnf_package).string()});
}

/// The codes that the program says in brackets.
Codes said_to(const std::string& command_line)
{
    std::istringstream line(command_line);
    std::vector<std::string> words{std::istream_iterator<std::string>(line), {}};
    words.erase(words.begin()); // the program's name
    Session session;
    cli::run(words, session.console, {});
    const std::string said = session.out.str();
    const std::regex code(R"(\[([a-z]+\.[a-z-]+)\])");
    Codes codes;
    for (std::sregex_iterator match(said.begin(), said.end(), code), end; match != end; ++match)
    {
        codes.insert((*match)[1]);
    }
    return codes;
}

} // namespace

Form form_of(const cli::Explanation& explanation, const std::string& example)
{
    static const std::map<std::string_view, Form> forms{
        {"vnfd", Form::vnfd},       {"model", Form::vnfd},     {"nsd", Form::nsd},
        {"yaml", Form::yaml},       {"charm", Form::package},  {"instantiation", Form::parameters},
        {"epc", Form::testbed},     {"pool", Form::testbed},   {"cloud-init", Form::cloud_init},
        {"value", Form::testbed},   {"secret", Form::testbed}, {"usage", Form::command_line},
        {"site", Form::testbed},    {"image", Form::testbed},  {"network", Form::testbed},
        {"package", Form::package}, {"testbed", Form::testbed}};
    const Form form = explanation.code.starts_with("json.") ? Form::json : forms.at(explanation.page);
    const bool is_list = (form == Form::package && !has_files(example)) || explanation.code.starts_with("file.");
    return is_list ? Form::only_read : form;
}

Codes codes_of(const std::string& example, Form form)
{
    const std::string text =
        std::regex_replace(example, std::regex("# no ([a-z0-9_-]+)"), std::string("$1: ") + absent);
    const auto source = std::make_shared<Source>("example", text);
    Diagnostics diagnostics;
    switch (form)
    {
    case Form::vnfd:
        return judged_text(completed_vnfd(text));
    case Form::nsd:
        return judged_text(completed_nsd(text), {bases + vnf_package + "/" + vnfd});
    case Form::parameters:
        return judged_text(completed(text, "parameters.yaml"), {bases + vnf_package, bases + "mec_nsd.yaml"});
    case Form::testbed:
        return judged_text(completed(text, "testbed.yaml"));
    case Form::cloud_init:
        return judged_package({{"cloud_init/mec.cfg", text}});
    case Form::package:
        return judged_package(files_in(text));
    case Form::command_line:
        return said_to(text);
    case Form::yaml:
        (void)doc::read_yaml(source, diagnostics);
        break;
    case Form::json:
        (void)doc::read_json(source, diagnostics);
        break;
    case Form::only_read:
        break;
    }
    return codes_in(diagnostics);
}

} // namespace edgepool::support
