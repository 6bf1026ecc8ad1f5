// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "engine/api/snapshot.h"

class QLabel;
class QToolButton;

namespace straightline::ui
{

class EngineLink;

/// One backend that does not work: since when, why, and what to do about it. Hidden while there is none. GUI thread;
/// owned by the Backends page.
class TroubleStrip : public QFrame
{
    Q_OBJECT
public:
    explicit TroubleStrip(EngineLink& link, QWidget* parent = nullptr);
    /// `others` = more of them, which are not shown.
    void show(const BackendSnapshot& backend, WallTime now, int others);
    const BackendId& backend() const { return m_backend; }

Q_SIGNALS:
    void editRequested(const QString& field);
    void logsRequested();
    void redeployRequested();

private:
    QToolButton* button(const char* objectName, const QString& text, const QString& tip, const QString& icon);

    BackendId m_backend;
    QString m_field;
    QLabel* m_why;
    QLabel* m_next;
    QToolButton* m_edit;
    QToolButton* m_logs;
    QToolButton* m_redeploy;
};

} // namespace straightline::ui
