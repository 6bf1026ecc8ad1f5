// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>

#include "engine/api/change.h"
#include "engine/api/operation.h"

namespace straightline::ui
{

/// What undoes one entry of the audit log, wherever it stands in the list, and leaves alone what others have changed
/// since; or why nothing does.
struct AuditUndo {
    std::optional<Change> change;
    QString whyNot; ///< set when there is no change
};

/// Pure. Three ways are compared, as a merge does: the entry's before and after, and the configuration now. Fields that
/// the entry did not touch stay as they are now; one that it touched and that is different now is a contradiction.
AuditUndo undoOfEntry(const AuditEntry& entry, const SiteConfiguration& now);

} // namespace straightline::ui
