// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

#include "engine/api/whatif.h"
#include "ui/models/valuetablemodel.h"

// A what-if answer as the rows of tables. Pure.
namespace straightline::ui
{

std::vector<ValueColumn> comparisonColumns(); ///< figure, happened, predicted, change
std::vector<ValueTableModel::Row> comparisonRows(const WhatIfAnswer& answer);

std::vector<ValueColumn> moveColumns();
std::vector<ValueTableModel::Row> moveRows(const WhatIfAnswer& answer);

std::vector<ValueColumn> policyColumns();
/// What happened first, then each policy.
std::vector<ValueTableModel::Row> policyRows(const WhatIfAnswer& answer);

std::vector<ValueColumn> modelColumns();
std::vector<ValueTableModel::Row> modelRows(const WhatIfAnswer& answer);

QString formatUsd(double usd);                ///< 0.0123 $
QString formatChange(double from, double to); ///< "−23 %"; "–" when there is nothing to compare with
/// How far the simulation of what happened is off, and of what it is made.
QString qualityText(const WhatIfAnswer& answer);

} // namespace straightline::ui
