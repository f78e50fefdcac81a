// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <string>
#include <utility>

#include "base/diagnostics.h"

namespace edgepool
{

/// Whether trying the same thing again may succeed.
enum class Retry
{
    useless,
    may_help,
};

/// A failure of the world (files, processes, networks). Caught where a step ends and in main, nowhere else.
class Error : public std::exception
{
public:
    explicit Error(Diagnostic diagnostic, Retry retry = Retry::useless);

    const char* what() const noexcept override { return text_.c_str(); }
    const Diagnostic& diagnostic() const { return diagnostic_; }
    Retry retry() const { return retry_; }

    /// Says what was being done when it failed; the innermost action comes last.
    void add_context(const std::string& action);

private:
    Diagnostic diagnostic_;
    Retry retry_;
    std::string text_;
};

/// Runs `body`; an Error that passes through says what was being done.
template <typename Body>
decltype(auto) while_doing(const std::string& action, Body&& body)
{
    try
    {
        return std::forward<Body>(body)();
    }
    catch (Error& error)
    {
        error.add_context(action);
        throw;
    }
}

} // namespace edgepool
