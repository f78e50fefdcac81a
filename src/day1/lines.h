// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace edgepool::day1
{

/// Puts lines together again; one without end is cut.
class Lines
{
public:
    template <typename Use>
    void add(std::string_view piece, const Use& use)
    {
        unread_ += piece;
        std::size_t begin = 0;
        for (std::size_t end = unread_.find('\n'); end != std::string::npos; end = unread_.find('\n', begin))
        {
            use(std::string_view(unread_).substr(begin, end - begin));
            begin = end + 1;
        }
        unread_.erase(0, begin);
        if (unread_.size() > longest)
        {
            use(unread_);
            unread_.clear();
        }
    }

private:
    static constexpr std::size_t longest = std::size_t{64} << 10U;

    std::string unread_{};
};

} // namespace edgepool::day1
