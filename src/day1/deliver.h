// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "recipe/report.h"
#include "recipe/script.h"
#include "ssh/session.h"

/// A script on its way over SSH.
namespace edgepool::day1
{

enum class Mode
{
    apply,
    check, ///< only says what would change
};

/// What the machine said.
struct Delivery
{
    std::size_t tasks = 0;
    std::vector<recipe::TaskReport> ended{}; ///< each task that came to an end
    std::optional<recipe::Closing> closing{};
    bool lacks = false;       ///< it ended before it began, since the light text was not enough
    std::string refusal{};    ///< why it did not begin
    std::string last_words{}; ///< what was none of the script's, at its end
    ssh::Ended how{};

    bool well() const { return closing && closing->failed == 0 && closing->skipped == 0; }
};

using OnLine = std::function<void(const recipe::Line& line)>;

/// Puts together what a script says.
class Account
{
public:
    /// `on_line` has to outlive this object.
    explicit Account(const OnLine& on_line) : on_line_(on_line) {}

    void add(std::string_view line);
    Delivery close(ssh::Ended how = {});

private:
    const OnLine& on_line_;
    Delivery delivery_{};
};

/// Runs the script there, as root. It ends when the connection does. Throws what a session throws.
Delivery deliver(ssh::Session& session, const std::string& user, const recipe::Script& script, Mode mode,
                 const OnLine& on_line, const ssh::Patience& patience);

/// What went wrong, for people; nothing if all is well.
std::optional<Diagnostic> fault_of(const std::string& machine, const Delivery& delivery);

} // namespace edgepool::day1
