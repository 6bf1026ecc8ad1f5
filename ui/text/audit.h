// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/api/operation.h"

namespace straightline::ui
{

/// The fields that an audit entry changed: "frequency_hz 25 → 20, …"; what was added or removed is named as such.
QString auditDifference(const AuditEntry& entry);

} // namespace straightline::ui
