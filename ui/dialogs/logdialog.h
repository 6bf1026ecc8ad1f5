// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QTimer>

#include "engine/api/configuration.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace straightline::ui
{

class EngineLink;

/// The latest lines a backend wrote, followed once a second while it is at its end; search, copy, save. Not modal.
/// GUI thread; deletes itself.
class LogDialog : public QDialog
{
    Q_OBJECT
public:
    LogDialog(EngineLink& link, const BackendId& id, QWidget* parent);

    void refresh();
    void reject() override; ///< inside a page it stays

private:
    void show(const QStringList& lines, const QString& source);
    void search(bool backward);
    void markMatches();
    void save();

    EngineLink& m_link;
    BackendId m_id;
    QTimer m_timer;
    bool m_asking = false;
    QString m_text;
    QPlainTextEdit* m_view;
    QLineEdit* m_search;
    QLabel* m_matches;
    QLabel* m_source;
    QCheckBox* m_follow;
};

} // namespace straightline::ui
