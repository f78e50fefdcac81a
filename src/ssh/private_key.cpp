// SPDX-License-Identifier: Apache-2.0
#include "ssh/private_key.h"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>

#include <sys/stat.h>

#include "base/base64.h"
#include "base/error.h"
#include "ssh/public_key.h"
#include "ssh/rules.h"

namespace edgepool::ssh
{

namespace
{

using namespace std::string_view_literals;

constexpr std::string_view head = "-----BEGIN OPENSSH PRIVATE KEY-----";
constexpr std::string_view tail = "-----END OPENSSH PRIVATE KEY-----";
/// What an ed25519 key without a passphrase begins with: cipher "none", key derivation "none" without options, one key.
constexpr std::string_view magic = "openssh-key-v1\0"sv;
constexpr std::string_view no_passphrase = "\0\0\0\4none\0\0\0\4none\0\0\0\0\0\0\0\1"sv;
constexpr std::string_view ed25519 = "\0\0\0\x33\0\0\0\x0bssh-ed25519\0\0\0 "sv;

[[noreturn]] void refuse(const std::string& why, const std::string& hint)
{
    throw Error(found(rules::bad_key, {}, why, hint));
}

std::string body_of(std::string_view text)
{
    const auto begin = text.find(head);
    const auto end = text.find(tail);
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin + head.size())
    {
        refuse("a private key in a form that is not OpenSSH's", "ssh-keygen -t ed25519 makes a key");
    }
    std::string body;
    for (const char c : text.substr(begin + head.size(), end - begin - head.size()))
    {
        if (c != '\n' && c != '\r')
        {
            body += c;
        }
    }
    return body;
}

} // namespace

PrivateKey PrivateKey::parse(Secret text)
{
    const auto bytes = from_base64(body_of(text.expose()));
    std::string_view rest = bytes ? std::string_view(*bytes) : std::string_view{};
    if (!rest.starts_with(magic))
    {
        refuse("a private key that is damaged", "ssh-keygen -t ed25519 makes a key");
    }
    rest.remove_prefix(magic.size());
    if (!rest.starts_with(no_passphrase))
    {
        refuse("a private key with a passphrase", "make a key of its own for the testbed, without a passphrase");
    }
    rest.remove_prefix(no_passphrase.size());
    if (!rest.starts_with(ed25519))
    {
        refuse("a private key that is not ed25519", "ssh-keygen -t ed25519 makes a key");
    }
    return PrivateKey(std::move(text));
}

PrivateKey PrivateKey::from_file(const std::string& path)
{
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0)
    {
        refuse(path + ": " + std::generic_category().message(errno), "ssh-keygen -t ed25519 makes a key");
    }
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    {
        refuse(path + ": others can read it", "chmod 600 " + path);
    }
    std::ifstream file(path, std::ios::binary);
    Secret text(std::string{std::istreambuf_iterator<char>(file), {}});
    return while_doing("reading " + path, [&] { return parse(std::move(text)); });
}

} // namespace edgepool::ssh
