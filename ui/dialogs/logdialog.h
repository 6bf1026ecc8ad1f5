// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QRegularExpression>
#include <QTimer>

#include "engine/api/configuration.h"

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace straightline::ui
{

class EngineLink;
class ExportStrip;
class LogSaver;
class LogView;

/// The latest lines a backend wrote, followed once a second while its end is in sight; search by words or regular
/// expression, copy, and save the whole log. Not modal. GUI thread; deletes itself.
class LogDialog : public QDialog
{
    Q_OBJECT
public:
    LogDialog(EngineLink& link, const BackendId& id, QWidget* parent);

    void refresh();
    void reject() override; ///< inside a page it stays

private:
    QHBoxLayout* buildHead();
    void buildSearch(QHBoxLayout& head);
    void buildSaver();
    QToolButton* addButton(QHBoxLayout& head, const char* objectName, const QString& icon, const QString& text,
                           const QString& tip);
    QRegularExpression wanted() const;
    void search(bool backward);
    void markMatches();
    void tellState();
    void save();

    EngineLink& m_link;
    BackendId m_id;
    QTimer m_timer;
    bool m_asking = false;
    QString m_told; ///< how many lines of what, or why there are none
    LogView* m_view;
    QLineEdit* m_search;
    QToolButton* m_expression = nullptr;
    QLabel* m_matches;
    QLabel* m_source;
    QCheckBox* m_follow;
    LogSaver* m_saver;
    ExportStrip* m_strip;
};

} // namespace straightline::ui
