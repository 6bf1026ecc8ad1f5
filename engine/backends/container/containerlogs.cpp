// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/container/containerlogs.h"

#include <utility>

namespace straightline::backends
{

void ContainerLogs::update(const std::string& id, const std::string& title, std::vector<std::string> lines)
{
    for (std::string& line : lines)
        line = title + " | " + line;
    m_present[id] = std::move(lines);
}

void ContainerLogs::archive(const std::string& id)
{
    const auto node = m_present.extract(id);
    if (!node)
        return;
    for (std::string& line : node.mapped()) {
        m_archivedBytes += line.size();
        m_archived.push_back(std::move(line));
    }
    while (m_archivedBytes > kKeptBytes) {
        m_archivedBytes -= m_archived.front().size();
        m_archived.pop_front();
    }
}

std::vector<std::string> ContainerLogs::tail(std::size_t count) const
{
    std::size_t total = m_archived.size();
    for (const auto& [id, lines] : m_present)
        total += lines.size();
    std::size_t skipped = total > count ? total - count : 0;
    std::vector<std::string> result;
    const auto take = [&](const auto& lines) {
        for (const std::string& line : lines) {
            if (skipped > 0)
                --skipped;
            else
                result.push_back(line);
        }
    };
    take(m_archived);
    for (const auto& [id, lines] : m_present)
        take(lines);
    return result;
}

} // namespace straightline::backends
