// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edgepool::package
{

/// The bytes of an archive: an open file, or memory.
class Input
{
public:
    explicit Input(std::string_view bytes) : bytes_(bytes), size_(bytes.size()) {}
    /// Opens the file; throws Error if that fails.
    static Input open(const std::string& path);

    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;
    Input(Input&& other) noexcept;
    Input& operator=(Input&&) = delete;
    ~Input();

    std::uint64_t size() const { return size_; }
    /// Some bytes from that place on, valid until the next call; none at the end. nullopt: reading failed.
    std::optional<std::string_view> read(std::uint64_t offset);
    /// Throws Error if reading failed before: it may happen where no exception may pass.
    void check() const;

private:
    Input(int descriptor, std::string name, std::uint64_t size);

    std::string_view bytes_{};
    int descriptor_ = -1;
    int fault_ = 0;
    std::string name_{};
    std::uint64_t size_ = 0;
    std::vector<char> block_{};
};

} // namespace edgepool::package
