// SPDX-License-Identifier: Apache-2.0
#include "recipe/shell_task.h"

#include <algorithm>
#include <cassert>
#include <sstream>

#include "base/shell_word.h"
#include "crypto/hash.h"
#include "recipe/shell_text.h"

namespace edgepool::recipe
{

namespace
{

std::string words(const std::vector<std::string>& texts)
{
    std::string line;
    for (const std::string& text : texts)
    {
        assert(text.find('\0') == std::string::npos);
        line += " " + shell_word(text);
    }
    return line;
}

std::string octal(unsigned mode)
{
    std::ostringstream text;
    text << std::oct << mode;
    return text.str();
}

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines)
    {
        text += (text.empty() ? "" : "\n") + line;
    }
    return text;
}

/// "net.ipv4.conf.eth0/1.forwarding": a slash in a key stands for a dot, as sysctl(8) has it.
std::string below_proc_sys(std::string key)
{
    std::ranges::transform(key, key.begin(), [](char c) { return c == '.' ? '/' : c == '/' ? '.' : c; });
    return key;
}

std::string with_single_blanks(const std::string& text)
{
    std::istringstream stream(text);
    std::string result;
    for (std::string word; stream >> word;)
    {
        result += (result.empty() ? "" : " ") + word;
    }
    return result;
}

/// Decodes into the command, which follows in the line.
std::string with_bytes(const std::string& command, std::string_view decoder, std::string_view bytes)
{
    const HereDocument document = here_document(base64_lines(bytes));
    return std::string(decoder) + document.mark + " | " + command + "\n" + document.body;
}

std::string with_input(const std::string& command, std::string_view text)
{
    if (!is_document(text))
    {
        return with_bytes(command, "base64 -d", text);
    }
    const HereDocument document = here_document(text);
    return command + document.mark + "\n" + document.body;
}

std::string file_words(const std::string& path, const Ownership& owned, const std::string& digest)
{
    assert(path.starts_with('/') && !path.ends_with('/') && path.find('\n') == std::string::npos);
    return words({path, owned.user + ":" + owned.group, octal(owned.mode), digest});
}

class Writer
{
public:
    explicit Writer(const Manner& manner) : manner_(manner) {}

    ShellTask operator()(const Packages& packages) const
    {
        const std::string names = words(packages.names);
        return {.check = "packages_are" + names + "\n",
                .apply = "install_packages" +
                         words({std::to_string(packages.patience.count()), joined(packages.sources)}) + names + "\n",
                .pieces = {"packages.sh"}};
    }

    ShellTask operator()(const File& file) const { return file_of(file.path, file.owned, file.content); }

    ShellTask operator()(const SecretFile& file) const
    {
        assert((file.owned.mode & 07U) == 0);
        return file_of(file.path, file.owned, shown(file.content));
    }

    ShellTask operator()(const Upload& upload) const
    {
        const std::string file = file_words(upload.path, upload.owned, upload.content.sha256);
        const bool is_carried = manner_.uploads == Uploads::carried;
        return {.check = "file_is" + file + "\n",
                .apply = is_carried ? with_bytes("gzip -dc | put_file" + file, "base64 -d", upload.content.gzip)
                                    : "return 1\n",
                .file = upload.path,
                .pieces = {"files.sh"}};
    }

    ShellTask operator()(const Sysctl& sysctl) const
    {
        const std::string path = below_proc_sys(sysctl.key);
        const std::string setting = words({sysctl.key, with_single_blanks(sysctl.value), path});
        return {.check = "sysctl_is" + setting + "\n",
                .apply = "set_sysctl" + setting + "\n",
                .setting = path,
                .pieces = {"sysctl.sh"}};
    }

    ShellTask operator()(const KernelModule& module) const
    {
        std::string name = module.name;
        std::ranges::replace(name, '-', '_');
        return {.check = "module_is" + words({name}) + "\n",
                .apply = "load_module" + words({name}) + "\n",
                .pieces = {"module.sh"}};
    }

    ShellTask operator()(const SystemUser& user) const
    {
        return {.check = "user_is" + words({user.name}) + "\n",
                .apply = "add_user" + words({user.name}) + "\n",
                .pieces = {"user.sh"}};
    }

    ShellTask operator()(const Interface& interface) const
    {
        std::vector<std::string> settings{interface.mac, std::to_string(interface.mtu)};
        settings.insert(settings.end(), interface.addresses.begin(), interface.addresses.end());
        const std::string path = network_file_path(interface);
        const std::string content = network_file(interface);
        const std::string file = file_words(path, {}, crypto::sha256(content));
        return {.check = "file_is" + file + " &&\ninterface_is" + words(settings) + "\n",
                .apply = "set_interface" + words(settings) + " || return 1\n" + with_input("put_file" + file, content),
                .file = path,
                .pieces = {"files.sh", "interface.sh"}};
    }

    ShellTask operator()(const Unit& unit) const
    {
        return {.check = "unit_is" + words({unit.name}) + "\n",
                .apply = "start_unit" + words({unit.name}) + "\n",
                .pieces = {"unit.sh"}};
    }

    ShellTask operator()(const MaskedUnit& unit) const
    {
        return {.check = "unit_is_masked" + words({unit.name}) + "\n",
                .apply = "mask_unit" + words({unit.name}) + "\n",
                .pieces = {"unit.sh"}};
    }

    ShellTask operator()(const Command& command) const
    {
        const std::string bounded = "bounded" + words({std::to_string(command.deadline.count()), command.run});
        return {.check = command.check + "\n",
                .apply = command.input.empty() ? bounded + "\n"
                                               : with_input(bounded + " >/dev/null 2>&1", shown(command.input)),
                .is_foreign = true,
                .pieces = {"bounded.sh"}};
    }

    ShellTask operator()(const Probe& probe) const
    {
        return {.check = "probe" +
                         words({std::to_string(probe.deadline.count()), probe.unit, probe.log, probe.check,
                                probe.ends_by_itself ? "yes" : "no"}) +
                         "\n",
                .pieces = {"probe.sh"}};
    }

private:
    std::string shown(const Secret& secret) const
    {
        return manner_.secrets == Secrets::written ? secret.expose() : "***\n";
    }

    static ShellTask file_of(const std::string& path, const Ownership& owned, std::string_view content)
    {
        const std::string file = file_words(path, owned, crypto::sha256(content));
        const bool is_text = content.find('\0') == std::string_view::npos;
        return {.check = "file_is" + file + "\n",
                .apply = is_text ? "write_file" + file + " " + shell_word(content) + "\n"
                                 : with_bytes("put_file" + file, "base64 -d", content),
                .file = path,
                .is_written = is_text,
                .pieces = {"files.sh"}};
    }

    static std::string network_file_path(const Interface& interface)
    {
        std::string mac = interface.mac;
        std::ranges::replace(mac, ':', '-');
        return "/etc/systemd/network/10-edgepool-" + mac + ".network";
    }

    /// For the next boot, where systemd-networkd reads it.
    static std::string network_file(const Interface& interface)
    {
        std::string text = "[Match]\nMACAddress=" + interface.mac +
                           "\n\n[Link]\nMTUBytes=" + std::to_string(interface.mtu) + "\n\n[Network]\n";
        for (const std::string& address : interface.addresses)
        {
            text += "Address=" + address + "\n";
        }
        return text;
    }

    Manner manner_;
};

} // namespace

ShellTask shell_task(const Action& action, const Manner& manner)
{
    return std::visit(Writer(manner), action);
}

} // namespace edgepool::recipe
