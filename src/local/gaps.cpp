// SPDX-License-Identifier: Apache-2.0
#include "local/gaps.h"

#include <sstream>

#include "local/files.h"

namespace edgepool::local
{

namespace
{

std::string path_of(const std::string& folder, const std::string& group)
{
    return folder + "/" + group + ".gaps";
}

} // namespace

std::set<unsigned> read_gaps(const std::string& folder, const std::string& group)
{
    std::istringstream text(read_file_if_there(path_of(folder, group)));
    std::set<unsigned> numbers;
    for (unsigned number = 0; text >> number;)
    {
        numbers.insert(number);
    }
    return numbers;
}

void write_gaps(const std::string& folder, const std::string& group, const std::set<unsigned>& numbers)
{
    std::string text;
    for (const unsigned number : numbers)
    {
        text += std::to_string(number) + "\n";
    }
    write_file(path_of(folder, group), text, 0600);
}

} // namespace edgepool::local
