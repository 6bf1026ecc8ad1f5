// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace straightline
{

/// A sentence that a source of the engine may say: string literals put together, "{}" where a value comes.
struct EngineSentence {
    QString place; ///< file:line
    QString text;
};

/// Of the engine's sources that the console hears; not logs, SQL, HTTP, and not the management API.
QList<EngineSentence> engineSentences(const QString& sourceDir);

} // namespace straightline
