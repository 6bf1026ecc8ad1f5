// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/function/functionlog.h"

#include <algorithm>

#include <QString>
#include <fmt/format.h>

namespace straightline::backends
{

void FunctionLog::append(std::uint64_t instance, std::string_view bytes)
{
    std::string& unfinished = m_unfinished[instance];
    unfinished += bytes;
    std::size_t begin = 0;
    while (begin < unfinished.size()) {
        const std::size_t end = unfinished.find('\n', begin);
        const std::size_t length = std::min(end, unfinished.size()) - begin;
        if (end == std::string::npos && length < kLongestLine)
            break;
        const std::size_t taken = std::min(length, kLongestLine);
        add(instance, std::string_view(unfinished).substr(begin, taken));
        begin += taken + (taken == length && end != std::string::npos ? 1 : 0);
    }
    unfinished.erase(0, begin);
}

void FunctionLog::endInstance(std::uint64_t instance)
{
    const auto found = m_unfinished.find(instance);
    if (found == m_unfinished.end())
        return;
    if (!found->second.empty())
        add(instance, found->second);
    m_unfinished.erase(found);
}

void FunctionLog::add(std::uint64_t instance, std::string_view text)
{
    if (text.ends_with('\r'))
        text.remove_suffix(1);
    // Processes write what they like; what we show is UTF-8 without control bytes.
    std::string clean = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toStdString();
    std::replace_if(
        clean.begin(), clean.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t'; }, ' ');
    m_bytes += clean.size() + sizeof(Line);
    m_lines.push_back({instance, std::move(clean)});
    while (m_bytes > kKeptBytes) {
        m_bytes -= m_lines.front().text.size() + sizeof(Line);
        m_lines.pop_front();
    }
}

std::vector<std::string> FunctionLog::latest(std::size_t count) const
{
    std::vector<std::string> lines;
    for (std::size_t i = m_lines.size() - std::min(count, m_lines.size()); i < m_lines.size(); ++i)
        lines.push_back(fmt::format("[{}] {}", m_lines[i].instance, m_lines[i].text));
    return lines;
}

std::string FunctionLog::lastLineOf(std::uint64_t instance) const
{
    const auto found = std::find_if(m_lines.rbegin(), m_lines.rend(),
                                    [&](const Line& line) { return line.instance == instance && !line.text.empty(); });
    return found == m_lines.rend() ? std::string() : found->text;
}

} // namespace straightline::backends
