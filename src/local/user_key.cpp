// SPDX-License-Identifier: Apache-2.0
#include "local/user_key.h"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "crypto/host_key.h"
#include "crypto/random.h"
#include "local/files.h"
#include "local/rules.h"

namespace edgepool::local
{

namespace
{

[[noreturn]] void refuse(const std::string& path, const std::string& why, const std::string& hint)
{
    throw Error(found(rules::bad_user_key, {}, path + ": " + why, hint));
}

bool is_there(const std::string& path)
{
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0)
    {
        if (errno != ENOENT)
        {
            refuse(path, std::generic_category().message(errno), "look who owns it and what its rights are");
        }
        return false;
    }
    if ((status.st_mode & 0077U) != 0)
    {
        refuse(path, "others can read it", "chmod 600 " + path + ", or remove it: a new one is made by 'edgepool up'");
    }
    return true;
}

/// Under its name in one step, and only if nothing has that name.
void make_key(const std::string& path)
{
    const std::string folder = std::filesystem::path(path).parent_path().string();
    make_folder(folder, 0700);
    const std::string fresh = path + ".new." + crypto::to_hex(crypto::random_bytes(8));
    write_file(fresh, crypto::make_ssh_key("edgepool").private_key.expose(), 0600);
    const int fault = ::link(fresh.c_str(), path.c_str()) == 0 ? 0 : errno;
    ::unlink(fresh.c_str());
    if (fault != 0 && fault != EEXIST)
    {
        refuse(path, std::generic_category().message(fault), "set XDG_STATE_HOME to a folder where you can write");
    }
}

} // namespace

UserKey user_key(const Folders& folders)
{
    const std::string path = std::filesystem::path(folders.state).parent_path().string() + "/ssh/id_ed25519";
    if (!is_there(path))
    {
        make_key(path);
    }
    const auto public_key = crypto::public_half(Secret(read_file(path)));
    if (!public_key)
    {
        refuse(path, "it is no ed25519 key without a passphrase",
               "remove it: a new one is made by 'edgepool up', for machines that are started then");
    }
    return {.private_key_file = path, .public_key = *public_key};
}

} // namespace edgepool::local
