// SPDX-License-Identifier: Apache-2.0
#include "local/first_words.h"

#include <utility>

#include "base/error.h"
#include "seed/seed.h"

namespace edgepool::local
{

void FirstWords::keep(const std::string& machine, SeedPort port)
{
    const std::lock_guard lock(mutex_);
    ports_.insert_or_assign(machine, std::move(port));
}

bool FirstWords::hear(const std::string& machine, const std::function<void(std::string_view line)>& on_line,
                      std::chrono::seconds within, const std::stop_token& stop)
{
    std::unique_lock lock(mutex_);
    auto known = ports_.extract(machine);
    lock.unlock();
    if (known.empty())
    {
        return false;
    }
    SeedPort& port = known.mapped();
    port.hand_over(process::in(within), stop);
    try
    {
        for (std::string line = port.listen(); line != seed::ended; line = port.listen())
        {
            if (!line.empty())
            {
                on_line(line);
            }
        }
        return true;
    }
    catch (const Error&)
    {
        // Whoever logs in sees what the machine has come to, or says why not.
        if (stop.stop_requested())
        {
            throw;
        }
        return false;
    }
}

} // namespace edgepool::local
