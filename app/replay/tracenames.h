// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/replay/prepare.h"
#include "engine/replay/trace.h"

namespace straightline::app
{

/// From a trace's numbering of applications to the site's.
class TraceNames
{
public:
    /// `unnamed`: the application of a trace that names none; empty: the site's only one. `site` outlives this.
    TraceNames(const std::vector<replay::SimulatedApplication>& site, std::string unnamed);

    /// Numbers the rows as the site does. At the first row whose application the site does not have the rest of the
    /// rows is taken off and the error says where that is; those before it stay.
    [[nodiscard]] Result<void> translate(std::vector<replay::TraceRow>& rows, const replay::TraceReader& reader);

private:
    [[nodiscard]] Result<std::uint32_t> find(const std::string& name) const;

    const std::vector<replay::SimulatedApplication>& m_site;
    std::string m_unnamed;
    std::vector<std::optional<std::uint32_t>> m_indices; ///< by the trace's number; none: the site has no such one
};

} // namespace straightline::app
