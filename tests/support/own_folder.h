// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace edgepool::support
{

/// A new folder that only this user may enter, with a short path; gone at the end of the test with all that is in it.
class OwnFolder
{
public:
    OwnFolder();
    OwnFolder(const OwnFolder&) = delete;
    OwnFolder& operator=(const OwnFolder&) = delete;
    ~OwnFolder();

    const std::string& path() const { return path_; }
    std::string operator/(const std::string& name) const { return path_ + "/" + name; }

    /// Writes a file that only this user may read, and returns its path.
    std::string write(const std::string& name, const std::string& text) const;
    std::string read(const std::string& name) const;

private:
    std::string path_;
};

} // namespace edgepool::support
