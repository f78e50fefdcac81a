// SPDX-License-Identifier: Apache-2.0
#include "cli/output_file.h"

#include <cerrno>
#include <fstream>
#include <system_error>

#include "base/error.h"
#include "cli/rules.h"

namespace edgepool::cli
{

void write_output_file(const std::string& path, const std::string& text, std::string_view option)
{
    errno = 0;
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file)
    {
        throw Error(found(rules::unwritable, {}, "'" + path + "': " + std::generic_category().message(errno),
                          "name another one with " + std::string(option)));
    }
}

} // namespace edgepool::cli
