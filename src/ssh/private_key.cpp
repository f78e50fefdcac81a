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
#include "ssh/rules.h"
#include "ssh/wire_text.h"

namespace edgepool::ssh
{

namespace
{

using namespace std::string_view_literals;

constexpr std::string_view head = "-----BEGIN OPENSSH PRIVATE KEY-----";
constexpr std::string_view tail = "-----END OPENSSH PRIVATE KEY-----";
constexpr std::string_view magic = "openssh-key-v1\0"sv;
constexpr const char* make_one = "ssh-keygen -t ed25519 makes a key";

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
        refuse("a private key in a form that is not OpenSSH's", make_one);
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

[[noreturn]] void refuse_locked(const std::string& path)
{
    refuse((path.empty() ? "" : path + ": ") + "a private key with a passphrase",
           path.empty() ? "make a key of its own for the testbed, without a passphrase"
                        : "'ssh-add " + path +
                              "' gives it to your agent, which edgepool asks; or make a key of its own "
                              "for the testbed, without a passphrase");
}

} // namespace

KeyFile KeyFile::parse(Secret text)
{
    const auto bytes = from_base64(body_of(text.expose()));
    std::string_view rest = bytes ? std::string_view(*bytes) : std::string_view{};
    if (!rest.starts_with(magic))
    {
        refuse("a private key that is damaged", make_one);
    }
    rest.remove_prefix(magic.size());
    const auto cipher = take_text(rest);
    const auto derivation = take_text(rest);
    const auto options = take_text(rest);
    const auto count = take_number(rest);
    const auto blob = take_text(rest);
    if (!cipher || !derivation || !options || count != 1U || !blob)
    {
        refuse("a private key that is damaged", make_one);
    }
    PublicKey key{std::string(*blob)};
    if (!key.is_usable())
    {
        refuse("a private key of the kind " + key.kind() + ", and not ed25519 or ECDSA", make_one);
    }
    KeyFile file{.public_key = key};
    if (*cipher == "none")
    {
        file.open = PrivateKey(std::move(text), std::move(key));
    }
    return file;
}

KeyFile KeyFile::read(const std::string& path)
{
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0)
    {
        refuse(path + ": " + std::generic_category().message(errno), make_one);
    }
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    {
        refuse(path + ": others can read it", "chmod 600 " + path);
    }
    std::ifstream stream(path, std::ios::binary);
    Secret text(std::string{std::istreambuf_iterator<char>(stream), {}});
    KeyFile file = while_doing("reading " + path, [&] { return parse(std::move(text)); });
    file.path = path;
    return file;
}

PrivateKey PrivateKey::parse(Secret text)
{
    KeyFile file = KeyFile::parse(std::move(text));
    if (!file.open)
    {
        refuse_locked({});
    }
    return *std::move(file.open);
}

PrivateKey PrivateKey::from_file(const std::string& path)
{
    KeyFile file = KeyFile::read(path);
    if (!file.open)
    {
        refuse_locked(path);
    }
    return *std::move(file.open);
}

} // namespace edgepool::ssh
