// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replay/kernel/kernelsite.h"

// A binary heap in a plain array, the first at its root. `before(a, b)`: a is to come before b.
namespace straightline::replay::kernel
{

/// `value` is put into the heap of `count` values, which has a place more.
template <class Value, class Before>
STRAIGHTLINE_HOST_DEVICE inline void pushHeap(Value* heap, std::uint32_t count, const Value& value, Before before)
{
    std::uint32_t place = count;
    while (place > 0 && before(value, heap[(place - 1) / 2])) {
        heap[place] = heap[(place - 1) / 2];
        place = (place - 1) / 2;
    }
    heap[place] = value;
}

/// `value` takes the place of the root in the heap of `count` ≥ 1 values.
template <class Value, class Before>
STRAIGHTLINE_HOST_DEVICE inline void replaceRoot(Value* heap, std::uint32_t count, const Value& value, Before before)
{
    std::uint32_t place = 0;
    for (std::uint32_t child = 1; child < count; child = 2 * place + 1) {
        if (child + 1 < count && before(heap[child + 1], heap[child]))
            ++child;
        if (!before(heap[child], value))
            break;
        heap[place] = heap[child];
        place = child;
    }
    heap[place] = value;
}

} // namespace straightline::replay::kernel
