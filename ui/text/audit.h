// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QList>
#include <QString>

#include "engine/api/operation.h"

namespace straightline::ui
{

/// One field that an audit entry changed, in the operator's words and units; "–" where it was not there.
struct AuditField {
    QString title;
    QString before;
    QString after;
};
QList<AuditField> auditFields(const AuditEntry& entry);
QString auditFieldText(const AuditField& field); ///< "F 25.0 /s → 20.0 /s"

/// All of them in a line; what was added or removed is named as such.
QString auditDifference(const AuditEntry& entry);

QString auditFieldTitle(const QString& path); ///< "frequency_hz" → F; what has no title stays as it is spelled
QString auditValueText(const QString& path, const QJsonValue& value);

} // namespace straightline::ui
