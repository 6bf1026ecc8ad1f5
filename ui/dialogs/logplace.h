// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "engine/api/configuration.h"

class QLabel;

namespace straightline::ui
{

class EngineLink;
class LogDialog;

/// A place inside the window for the log of one backend at a time. GUI thread.
class LogPlace : public QWidget
{
    Q_OBJECT
public:
    LogPlace(EngineLink& link, int margin, QWidget* parent = nullptr); ///< px beside and under the log
    void show(const BackendId& id);                                    ///< empty = what is there stays

private:
    EngineLink& m_link;
    int m_margin;
    BackendId m_id;
    QLabel* m_nothing;
    LogDialog* m_log = nullptr;
};

} // namespace straightline::ui
