// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <memory>
#include <vector>

namespace straightline::dispatch
{

/// A block of memory of a power-of-two size.
struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
};

/// Recycles the blocks of one gateway thread. An idle connection holds a small one, a body in transit a large one.
class BufferPool
{
public:
    static constexpr std::size_t kSmall = 4'096;  ///< a connection between requests
    static constexpr std::size_t kLarge = 32'768; ///< a body in transit; two of them per direction at most

    /// At least `size` bytes, uninitialised.
    Block take(std::size_t size)
    {
        const std::size_t rounded = std::bit_ceil(size < kSmall ? kSmall : size);
        std::vector<Block>* shelf = shelfOf(rounded);
        if (shelf == nullptr || shelf->empty())
            return {std::unique_ptr<char[]>(new char[rounded]), rounded};
        Block block = std::move(shelf->back());
        shelf->pop_back();
        return block;
    }

    void giveBack(Block block)
    {
        std::vector<Block>* shelf = shelfOf(block.size);
        if (shelf != nullptr && shelf->size() * block.size < kKeepBytes)
            shelf->push_back(std::move(block));
    }

private:
    static constexpr std::size_t kKeepBytes = 4'194'304; ///< of each size

    std::vector<Block>* shelfOf(std::size_t size)
    {
        if (size < kSmall || size > kLarge)
            return nullptr;
        return &m_shelves[static_cast<std::size_t>(std::bit_width(size) - std::bit_width(kSmall))];
    }

    std::array<std::vector<Block>, 4> m_shelves; ///< 4, 8, 16, 32 KiB
};

} // namespace straightline::dispatch
