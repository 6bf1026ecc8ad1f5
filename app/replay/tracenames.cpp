// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replay/tracenames.h"

#include <algorithm>

#include <fmt/format.h>

namespace straightline::app
{

TraceNames::TraceNames(const std::vector<replay::SimulatedApplication>& site, std::string unnamed)
    : m_site(site)
    , m_unnamed(std::move(unnamed))
{
}

Result<void> TraceNames::translate(std::vector<replay::TraceRow>& rows, const replay::TraceReader& reader)
{
    const std::vector<std::string>& names = reader.applications();
    while (m_indices.size() < names.size()) {
        const auto index = find(names[m_indices.size()]);
        m_indices.push_back(index ? std::optional(*index) : std::nullopt);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::uint32_t number = rows[i].application;
        if (!m_indices[number]) {
            rows.resize(i);
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("{}: {}", reader.firstPlaceOf(number), find(names[number]).error().detail));
        }
        rows[i].application = *m_indices[number];
    }
    return {};
}

Result<std::uint32_t> TraceNames::find(const std::string& name) const
{
    const std::string& wanted = name.empty() ? m_unnamed : name;
    if (wanted.empty() && m_site.size() == 1)
        return 0U;
    const auto found =
        std::find_if(m_site.begin(), m_site.end(), [&](const auto& each) { return each.name == wanted; });
    if (found != m_site.end())
        return static_cast<std::uint32_t>(found - m_site.begin());
    std::string known;
    for (const auto& each : m_site)
        known += (known.empty() ? "" : ", ") + each.name;
    if (wanted.empty())
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("the trace does not name its application: add --application, one of {}", known));
    return failure(ErrorCode::InvalidArgument,
                   fmt::format("application \"{}\" is not in the site: there are {}", wanted, known));
}

} // namespace straightline::app
