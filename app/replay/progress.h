// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

namespace straightline::app
{

/// A bar on a terminal's standard error, now and then; nothing where there is no terminal. Wiped out at its end.
class Progress
{
public:
    ~Progress()
    {
        if (m_terminal && m_shown > m_begun)
            fmt::print(stderr, "\r{:78}\r", "");
    }

    /// `share` of the whole, 0 … 1; `simulated` requests so far, over all trials.
    void show(double share, std::uint64_t simulated)
    {
        const auto now = std::chrono::steady_clock::now();
        if (!m_terminal || now - m_shown < kPause)
            return;
        m_shown = now;
        const double seconds = std::chrono::duration<double>(now - m_begun).count();
        const auto full = static_cast<std::size_t>(share * kWidth);
        fmt::print(stderr, "\r[{:-<{}}] {:3.0f} %, {:.1f} million simulated requests/s ", std::string(full, '#'),
                   kWidth, 100 * share, static_cast<double>(simulated) / seconds / 1e6);
    }

private:
    static constexpr int kWidth = 30;
    static constexpr std::chrono::milliseconds kPause{200};

    bool m_terminal = ::isatty(STDERR_FILENO) == 1;
    std::chrono::steady_clock::time_point m_begun = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point m_shown = m_begun;
};

} // namespace straightline::app
