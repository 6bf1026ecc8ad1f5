// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

#include "engine/api/thresholdsweep.h"
#include "engine/api/thresholdwatch.h"
#include "ui/models/valuetablemodel.h"

// Sweeps of thresholds and watches of changes as rows of tables and as sentences. Pure.
namespace straightline::ui
{

std::vector<ValueColumn> pointColumns();
/// The points that are done; their ids are their places in ThresholdSweep::points, from 1.
std::vector<ValueTableModel::Row> pointRows(const ThresholdSweep& sweep, bool onlyFront);

std::vector<ValueColumn> sweepColumns();
std::vector<ValueTableModel::Row> sweepRows(const std::vector<ThresholdSweep>& sweeps);

QString placingText(const Thresholds& thresholds); ///< "F 20 /s, D 256 kB"
QString sweepTitle(const ThresholdSweep& sweep);   ///< of what it is made
QString adviceText(const ThresholdSweep& sweep);   ///< the recommendation, or that there is none and why
QString watchText(const ThresholdWatch& watch);    ///< how live requests fare against the prediction

} // namespace straightline::ui
