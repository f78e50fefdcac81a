// SPDX-License-Identifier: Apache-2.0
// The forms: Documentation/x86/boot.rst of Linux; doc/lz4_Frame_format.md and doc/lz4_Block_format.md of LZ4.
#include "local/kernel.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <ranges>

namespace edgepool::local
{

namespace
{

std::uint32_t number_at(std::string_view bytes, std::size_t offset)
{
    std::uint32_t value = 0;
    for (unsigned index = 0; index < 4; ++index)
    {
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[offset + index])) << (8 * index);
    }
    return value;
}

/// Reads a block from its front; `good` turns false when it is cut short.
class Block
{
public:
    explicit Block(std::string_view bytes) : rest_(bytes) {}

    bool good() const { return good_; }
    bool empty() const { return rest_.empty(); }

    unsigned byte()
    {
        if (rest_.empty())
        {
            good_ = false;
            return 0;
        }
        const auto value = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        return value;
    }

    /// A length that begins with these four bits and goes on in bytes while they are full.
    std::size_t length(unsigned bits)
    {
        std::size_t total = bits;
        for (unsigned more = bits == 15 ? 255 : 0; more == 255;)
        {
            more = byte();
            total += more;
        }
        return total;
    }

    std::string_view take(std::size_t count)
    {
        good_ = good_ && count <= rest_.size();
        const std::string_view taken = rest_.substr(0, good_ ? count : 0);
        rest_.remove_prefix(taken.size());
        return taken;
    }

private:
    std::string_view rest_;
    bool good_ = true;
};

/// The older framing, which Linux uses: a magic number, then blocks with their lengths before them.
std::optional<std::string> unpack_lz4(std::string_view packed)
{
    constexpr std::size_t block_size = std::size_t{8} << 20U;
    constexpr std::size_t longest = std::size_t{512} << 20U;
    std::string unpacked;
    packed.remove_prefix(4);
    while (packed.size() > 4 && unpacked.size() < longest)
    {
        const std::size_t size = number_at(packed, 0);
        if (size == 0 || size > packed.size() - 4)
        {
            break; // behind the last block stands the length of the whole
        }
        const auto block = unpack_lz4_block(packed.substr(4, size), block_size);
        if (!block)
        {
            return std::nullopt;
        }
        unpacked += *block;
        packed.remove_prefix(4 + size);
    }
    return unpacked;
}

std::string name_of(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return std::string(path.substr(slash == std::string_view::npos ? 0 : slash + 1));
}

} // namespace

std::optional<std::string> unpack_lz4_block(std::string_view bytes, std::size_t most)
{
    constexpr std::size_t shortest_match = 4;
    Block block(bytes);
    std::string text;
    while (!block.empty())
    {
        const unsigned token = block.byte();
        text += block.take(block.length(token >> 4U));
        if (block.empty())
        {
            break; // the last sequence is literals only
        }
        const unsigned low = block.byte();
        const std::size_t distance = low | (block.byte() << 8U);
        const std::size_t count = block.length(token & 15U) + shortest_match;
        if (!block.good() || distance == 0 || distance > text.size() || count > most - std::min(most, text.size()))
        {
            return std::nullopt;
        }
        for (std::size_t done = 0; done < count; ++done)
        {
            text += text[text.size() - distance]; // it may repeat what it has just written
        }
    }
    return block.good() && text.size() <= most ? std::optional(std::move(text)) : std::nullopt;
}

std::optional<std::string> unpacked_kernel(std::string_view image)
{
    constexpr std::size_t header_end = 0x250;
    if (image.size() < header_end || image.substr(0x1fe, 2) != "\x55\xaa")
    {
        return std::nullopt;
    }
    const std::size_t sectors = image[0x1f1] == 0 ? 4 : static_cast<unsigned char>(image[0x1f1]);
    const std::size_t begin = (sectors + 1) * 512 + number_at(image, 0x248);
    const std::size_t size = number_at(image, 0x24c);
    if (begin > image.size() || size > image.size() - begin || size < 8)
    {
        return std::nullopt;
    }
    const std::string_view payload = image.substr(begin, size);
    auto kernel = payload.starts_with("\x02\x21\x4c\x18") ? unpack_lz4(payload) : std::nullopt;
    return kernel && kernel->starts_with("\x7f"
                                         "ELF")
               ? kernel
               : std::nullopt;
}

std::vector<std::string> modules_in_order(std::string_view modules_dep, const std::vector<std::string>& wanted)
{
    // "kernel/a/b.ko: kernel/c/d.ko kernel/e/f.ko": those that are needed, the last of them first of all.
    std::map<std::string, std::vector<std::string>> needs;
    for (std::size_t begin = 0; begin < modules_dep.size();)
    {
        const std::size_t end = std::min(modules_dep.find('\n', begin), modules_dep.size());
        std::string_view line = modules_dep.substr(begin, end - begin);
        begin = end + 1;
        const std::size_t colon = std::min(line.find(':'), line.size());
        std::vector<std::string> chain{std::string(line.substr(0, colon))};
        for (line.remove_prefix(std::min(colon + 1, line.size())); !line.empty();)
        {
            line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
            const std::size_t length = std::min(line.find(' '), line.size());
            chain.emplace_back(line.substr(0, length));
            line.remove_prefix(length);
        }
        std::erase(chain, "");
        if (!chain.empty())
        {
            needs[name_of(chain.front())] = chain;
        }
    }
    std::vector<std::string> order;
    for (const std::string& module : wanted)
    {
        for (const std::string& needed : needs[module + ".ko"] | std::views::reverse)
        {
            if (std::ranges::find(order, needed) == order.end())
            {
                order.push_back(needed);
            }
        }
    }
    return order;
}

bool has_module(std::string_view modules_dep, std::string_view modules_builtin, const std::string& name)
{
    return !modules_in_order(modules_dep, {name}).empty() ||
           ("\n" + std::string(modules_builtin)).find("/" + name + ".ko\n") != std::string::npos;
}

std::vector<GuestFile> initial_files(const std::string& agent, const std::vector<std::string>& modules,
                                     const std::function<std::string(const std::string& path)>& read)
{
    std::vector<GuestFile> files{
        {.path = "init", .mode = 0755, .content = agent},
        {.path = "dev", .type = GuestFile::Type::folder, .mode = 0755},
        {.path = "root", .type = GuestFile::Type::folder, .mode = 0755},
        {.path = "modules", .type = GuestFile::Type::folder, .mode = 0755},
    };
    std::string list;
    for (const std::string& module : modules)
    {
        const std::string path = "modules/" + name_of(module);
        files.push_back({.path = path, .content = read(module)});
        list += "/" + path + "\n";
    }
    files.push_back({.path = "modules.list", .content = list});
    return files;
}

} // namespace edgepool::local
