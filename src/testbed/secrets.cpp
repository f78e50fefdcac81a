// SPDX-License-Identifier: Apache-2.0
#include "testbed/secrets.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>

#include "testbed/rules.h"

namespace edgepool::testbed
{

namespace
{

constexpr Rule not_hex{"secret.not-hex", "not 32 hexadecimal digits"};
constexpr Rule missing_variable{"secret.missing-variable", "variable that is not set", Severity::warning};
constexpr Rule missing_file{"secret.missing-file", "file that cannot be read", Severity::warning};
constexpr Rule readable_by_others{"secret.readable-by-others", "secret that others can read", Severity::warning};

constexpr std::size_t key_length = 32;
constexpr std::string_view hex_digits = "0123456789abcdefABCDEF";

void check_content(const Case& look, const Item& name, const Secret& secret)
{
    const std::string_view text = secret_text(secret.expose());
    const std::size_t bad = text.find_first_not_of(hex_digits);
    if (text.size() == key_length && bad == std::string_view::npos)
    {
        return;
    }
    std::string detail = quoted(name.text) + " holds " + counted(text.size(), "character");
    if (bad != std::string_view::npos)
    {
        detail += ", and number " + std::to_string(bad + 1) + " is no hexadecimal digit";
    }
    const bool has_prefix = text.starts_with("0x") || text.starts_with("0X");
    look.diagnostics.add(
        found(not_hex, name.where, std::move(detail),
              has_prefix ? "leave out the '0x'" : "give it 32 digits 0 to 9 and a to f, nothing else"));
}

void check_variable(const Case& look, const Item& name, const SecretSources& sources)
{
    if (const auto secret = sources.environment(std::string(name.text)))
    {
        check_content(look, name, *secret);
        return;
    }
    look.diagnostics.add(found(missing_variable, name.where, "the environment has no " + quoted(name.text),
                               "set it before 'edgepool up'"));
}

void check_file(const Case& look, const Item& name, const SecretSources& sources)
{
    const std::string path = secret_path(*name.where.source, name.text);
    const auto file = sources.file(path);
    if (!file)
    {
        const bool has_tilde = name.text.starts_with('~');
        look.diagnostics.add(
            found(missing_file, name.where, "there is no file " + testbed::quoted(path) + " that you may read",
                  has_tilde ? "write the folder out: '~' has no meaning here" : "put it there before 'edgepool up'"));
        return;
    }
    check_content(look, name, file->content);
    if (file->readable_by_others)
    {
        look.diagnostics.add(found(readable_by_others, name.where,
                                   "everybody on this computer may read " + testbed::quoted(path),
                                   "chmod 600 " + path));
    }
}

} // namespace

void check_secrets(const Case& look, const SecretSources& sources)
{
    if (!look.has_epc())
    {
        return;
    }
    const Form subscribers = look.root.object("epc").object("subscribers");
    for (const std::string_view key : {"key", "operator-key", "opc"})
    {
        if (const auto variable = subscribers.member(key, "env"))
        {
            check_variable(look, *variable, sources);
        }
        if (const auto file = subscribers.member(key, "file"))
        {
            check_file(look, *file, sources);
        }
    }
}

std::string secret_path(const Source& testbed_file, std::string_view name)
{
    return (std::filesystem::path(testbed_file.name()).parent_path() / std::filesystem::path(name)).string();
}

std::string_view secret_text(std::string_view content)
{
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = content.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view{}
                                           : content.substr(first, content.find_last_not_of(blanks) - first + 1);
}

} // namespace edgepool::testbed
