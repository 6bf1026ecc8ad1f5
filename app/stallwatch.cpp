// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stallwatch.h"

#include <spdlog/spdlog.h>

namespace straightline::app
{
namespace
{

constexpr std::chrono::milliseconds kEvery{20};
constexpr std::chrono::milliseconds kStall{50};

} // namespace

StallWatch::StallWatch()
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &StallWatch::look);
    m_timer.start(kEvery);
    m_since.start();
}

StallWatch::~StallWatch()
{
    spdlog::debug("longest stall of the window: {} ms", m_longest.count());
}

void StallWatch::look()
{
    const auto late = std::chrono::milliseconds(m_since.restart()) - kEvery;
    m_longest = std::max(m_longest, late);
    if (late > kStall)
        spdlog::debug("the window stood still for {} ms", late.count());
}

} // namespace straightline::app
