// SPDX-License-Identifier: Apache-2.0
#include "wire/serve.h"

#include <string_view>
#include <utility>

#include <unistd.h>

#include "base/error.h"
#include "wire/answers.h"
#include "wire/control.h"
#include "wire/folder.h"
#include "wire/poller.h"
#include "wire/rules.h"
#include "wire/switchboard.h"
#include "wire/wiring.h"

namespace edgepool::wire
{

namespace
{

constexpr std::string_view fine = "ok\n";

std::string error_line(const Diagnostic& diagnostic)
{
    return "error " + diagnostic.code + ": " + diagnostic.summary + ": " + diagnostic.detail + "\n";
}

class Server
{
public:
    Server(std::string folder, int stop_descriptor)
        : folder_(std::move(folder)),
          lock_((check_folder(folder_), lock_folder(folder_))),
          wiring_(read_wiring(folder_)),
          board_(poller_, folder_),
          stop_descriptor_(stop_descriptor)
    {
        board_.rewire(wiring_);
    }

    void run()
    {
        poller_.watch(stop_descriptor_, Interest::reading, [this] { is_ending_ = true; });
        // Whoever can connect finds all segments there.
        Control control(poller_, control_path(folder_), [this](std::string_view line) { return answer(line); });
        while (!is_ending_)
        {
            poller_.wait();
        }
        leave(control);
    }

private:
    std::string answer(std::string_view line)
    {
        if (line == "hello")
        {
            return to_line(Identity{.testbed = wiring_.testbed, .process = ::getpid()}) + std::string(fine);
        }
        if (line == "counters")
        {
            return to_lines(board_.counters()) + std::string(fine);
        }
        if (line == "wiring")
        {
            return to_text(wiring_) + std::string(fine);
        }
        if (line == "quit")
        {
            ::unlink(wiring_path(folder_).c_str());
            is_ending_ = true;
            return std::string(fine);
        }
        return change(line);
    }

    /// Once the lock's file is gone, the next switch may begin, and nothing of its may be touched. Only then are those
    /// told who wait for the end, by the end of their connections.
    void leave(Control& control)
    {
        board_.rewire({});
        control.leave();
        ::unlink(lock_path(folder_).c_str());
    }

    std::string change(std::string_view line)
    {
        Diagnostics diagnostics;
        Wiring changed = wiring_;
        const auto change = parse_change(line, {}, diagnostics);
        if (!change || !apply(*change, {}, changed, diagnostics))
        {
            return error_line(diagnostics.items().front());
        }
        try
        {
            write_wiring(folder_, changed);
            rewire(std::move(changed));
        }
        catch (const Error& error)
        {
            return error_line(error.diagnostic());
        }
        return std::string(fine);
    }

    /// All of it or nothing: what cannot be done shall not stand in the file that the next switch reads.
    void rewire(Wiring changed)
    {
        try
        {
            board_.rewire(changed);
            wiring_ = std::move(changed);
        }
        catch (const Error&)
        {
            write_wiring(folder_, wiring_);
            board_.rewire(wiring_);
            throw;
        }
    }

    std::string folder_;
    Handle lock_;
    Wiring wiring_;
    Poller poller_{};
    Switchboard board_;
    int stop_descriptor_;
    bool is_ending_ = false;
};

} // namespace

void serve(const std::string& folder, int stop_descriptor)
{
    Server(folder, stop_descriptor).run();
}

} // namespace edgepool::wire
