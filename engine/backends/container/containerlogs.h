// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace straightline::backends
{

/// What a backend's containers wrote: the latest of each that is there, and the last 5 MB of those removed. A value; no
/// thread of its own.
class ContainerLogs
{
public:
    static constexpr std::size_t kKeptBytes = 5'000'000;

    /// The latest lines of a container that is there; `title` goes before each line.
    void update(const std::string& id, const std::string& title, std::vector<std::string> lines);
    /// The container is gone: its lines are kept.
    void archive(const std::string& id);

    std::vector<std::string> tail(std::size_t count) const; ///< oldest first

private:
    std::deque<std::string> m_archived;
    std::size_t m_archivedBytes = 0;
    std::map<std::string, std::vector<std::string>> m_present;
};

} // namespace straightline::backends
