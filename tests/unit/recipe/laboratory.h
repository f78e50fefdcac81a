// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "process/run.h"
#include "recipe/report.h"
#include "recipe/script.h"
#include "support/own_folder.h"

namespace edgepool::recipe
{

/// Which shell runs the script, and whose programs it finds.
enum class Shell
{
    dash,    ///< with the programs of this computer
    busybox, ///< with busybox's own programs only
};

/// What a script said and how it ended.
struct Told
{
    process::Exit exit{};
    std::string errors{};
    std::vector<Line> lines{};

    /// "unchanged changed failed …", in the order of the tasks; what started only is not there.
    std::string states() const;
    /// Of the one task that failed.
    TaskReport failure() const;
    Closing closing() const;
};

/// A folder that a script takes for a machine. Programs that would change this computer have stand-ins there, which
/// behave (tests/unit/recipe/programs).
class Laboratory
{
public:
    explicit Laboratory(Shell shell);

    std::string root() const { return folder_ / "root"; }
    const support::OwnFolder& folder() const { return folder_; }
    std::string read(const std::string& path) const { return folder_.read("root" + path); }
    void write(const std::string& path, const std::string& text) const;
    bool exists(const std::string& name) const; ///< in the laboratory
    void touch(const std::string& name, const std::string& text = {}) const;

    Told run(const Recipe& recipe, const std::vector<std::string>& arguments = {}) const;
    Told run_text(const std::string& text, const std::vector<std::string>& arguments = {}) const;
    /// In a mount namespace of its own, after the shell text `before` and followed by `after`; for root only.
    Told run_between(const std::string& before, const std::string& text, const std::string& after) const;

    /// Instead of stand-ins: the programs of this computer, told by these variables to leave it alone.
    void use_real_programs(std::vector<std::pair<std::string, std::string>> environment);
    /// Called with each line of the next runs as it comes.
    void set_listener(process::OnLine listener) { listener_ = std::move(listener); }

    /// Each file with its mode and content, and what the units run with. Without what runs are allowed to leave.
    std::string snapshot() const;

private:
    Told told_by(const process::Command& command, const std::string& text) const;
    process::Command command(const std::vector<std::string>& arguments) const;

    support::OwnFolder folder_{};
    Shell shell_;
    std::string path_{};
    std::vector<std::pair<std::string, std::string>> environment_{};
    process::OnLine listener_{};
};

/// Files of the user who runs the tests.
Ownership owned(unsigned mode);

} // namespace edgepool::recipe
