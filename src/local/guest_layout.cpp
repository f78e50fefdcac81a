// SPDX-License-Identifier: Apache-2.0
#include "local/guest_layout.h"

#include <cassert>
#include <string_view>

#include "local/guest_texts.h"
#include "local/recipe.h"

namespace edgepool::local
{

namespace
{

std::string text_of(std::string_view name)
{
    for (const EmbeddedText& text : guest_texts())
    {
        if (text.name == name)
        {
            return std::string(text.text);
        }
    }
    assert(false && "a guest file that is not embedded");
    return {};
}

} // namespace

std::vector<GuestFile> guest_layout(const std::string& agent, const std::string& member)
{
    const std::string units = "etc/systemd/system/";
    std::vector<GuestFile> files{
        {.path = "usr/lib/edgepool", .type = GuestFile::Type::folder, .mode = 0755},
        {.path = "usr/lib/edgepool/agent", .mode = 0755, .content = agent},
        {.path = "usr/lib/edgepool/rehearsal", .mode = 0755, .content = text_of("rehearsal.sh")},
        {.path = "usr/local/lib/edgepool", .type = GuestFile::Type::folder, .mode = 0755},
        {.path = std::string(member_in_machine).substr(1), .mode = 0755, .content = member},
        {.path = units + "edgepool-agent.service", .content = text_of("edgepool-agent.service")},
        {.path = units + "edgepool.target", .content = text_of("edgepool.target")},
        {.path = units + "default.target", .type = GuestFile::Type::link, .mode = 0777, .content = "edgepool.target"},
        {.path = "etc/ssh/sshd_config.d/edgepool.conf", .content = text_of("sshd.conf")},
        {.path = "etc/modules-load.d/edgepool.conf", .content = text_of("modules.conf")},
        {.path = "etc/systemd/journald.conf.d", .type = GuestFile::Type::folder, .mode = 0755},
        {.path = "etc/systemd/journald.conf.d/edgepool.conf", .content = text_of("journald.conf")},
        {.path = "etc/machine-id", .mode = 0444},
        {.path = "etc/hostname", .content = "edgepool\n"},
    };
    const std::string masked = text_of("masked.txt");
    for (std::size_t begin = 0; begin < masked.size();)
    {
        const std::size_t end = masked.find('\n', begin);
        files.push_back({.path = units + masked.substr(begin, end - begin),
                         .type = GuestFile::Type::link,
                         .mode = 0777,
                         .content = "/dev/null"});
        begin = end + 1;
    }
    return files;
}

const std::vector<std::string>& paths_to_remove()
{
    static const std::vector<std::string> paths{
        "etc/ssh/ssh_host_ecdsa_key",
        "etc/ssh/ssh_host_ecdsa_key.pub",
        "etc/ssh/ssh_host_ed25519_key",
        "etc/ssh/ssh_host_ed25519_key.pub",
        "etc/ssh/ssh_host_rsa_key",
        "etc/ssh/ssh_host_rsa_key.pub",
        "etc/systemd/system/multi-user.target.wants/ssh.service",
        "etc/systemd/system/sshd.service",
        "etc/rc2.d/S01rsplib-registrar",
        "var/lib/systemd/random-seed",
        "var/lib/dbus/machine-id",
        "etc/resolv.conf",
    };
    return paths;
}

} // namespace edgepool::local
