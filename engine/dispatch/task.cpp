// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/task.h"

namespace straightline::dispatch
{

namespace
{

constexpr std::size_t kStep = 128;
constexpr std::size_t kClasses = 16; // frames up to 2 KiB
constexpr std::size_t kKeep = 1'024; // of each class

struct FreeFrame {
    FreeFrame* next;
};

struct FreeFrames {
    std::array<FreeFrame*, kClasses> first{};
    std::array<std::size_t, kClasses> count{};

    ~FreeFrames()
    {
        for (FreeFrame*& each : first) {
            while (each != nullptr)
                ::operator delete(std::exchange(each, each->next));
        }
    }
};
thread_local FreeFrames t_free;

std::size_t classOf(std::size_t size)
{
    return (size + kStep - 1) / kStep - 1;
}

} // namespace

void* FramePool::allocate(std::size_t size)
{
    const std::size_t which = classOf(size);
    if (which >= kClasses)
        return ::operator new(size);
    if (t_free.first[which] == nullptr)
        return ::operator new((which + 1) * kStep);
    --t_free.count[which];
    return std::exchange(t_free.first[which], t_free.first[which]->next);
}

void FramePool::release(void* frame, std::size_t size)
{
    const std::size_t which = classOf(size);
    if (which >= kClasses || t_free.count[which] >= kKeep) {
        ::operator delete(frame);
        return;
    }
    ++t_free.count[which];
    t_free.first[which] = new (frame) FreeFrame{t_free.first[which]};
}

} // namespace straightline::dispatch
