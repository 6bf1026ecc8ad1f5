// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/experiment/checkpoint.h"

namespace straightline::app
{

/// The files of a run. Those with lines grow with every cell, so that nothing is lost whatever happens.
class ResultFolder
{
public:
    explicit ResultFolder(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {
    }

    /// A report is made once: a folder that has one is left alone.
    [[nodiscard]] Result<void> begin(const ExperimentRun& run);
    /// Goes on from what a run that was stopped left there.
    [[nodiscard]] Result<std::vector<PointCell>> resume(const ExperimentRun& run);
    /// A cell is done, and can be gone on from.
    [[nodiscard]] Result<void> keep(const PointCell& done);

    [[nodiscard]] Result<void> append(const std::string& name, const std::string& text);
    /// Instead of what it held.
    [[nodiscard]] Result<void> write(const std::string& name, const std::string& text);

private:
    std::filesystem::path m_folder;
};

} // namespace straightline::app
