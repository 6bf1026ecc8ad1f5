// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/splittershape.h"

#include <QSettings>
#include <QSplitter>

namespace straightline::ui
{
namespace
{

QSettings settings()
{
    return QSettings(QStringLiteral("StraightLine"), QStringLiteral("Console"));
}

QString keyOf(const QSplitter& splitter)
{
    return QStringLiteral("splitters/") + splitter.objectName();
}

} // namespace

void keepShape(QSplitter& splitter)
{
    Q_ASSERT(!splitter.objectName().isEmpty());
    splitter.restoreState(settings().value(keyOf(splitter)).toByteArray());
    splitter.setChildrenCollapsible(false); // is part of the state
    QObject::connect(&splitter, &QSplitter::splitterMoved, &splitter,
                     [&splitter] { settings().setValue(keyOf(splitter), splitter.saveState()); });
}

} // namespace straightline::ui
