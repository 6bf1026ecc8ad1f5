// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QFrame>
#include <QTimer>

#include "engine/api/thresholdwatch.h"
#include "ui/enginelink.h"

class QLabel;
class QToolButton;

namespace straightline::ui
{

class ActionRegistry;

/// How the latest applied thresholds of an application fare, as the engine watches them; hidden while it watches none,
/// and after how it ended was read. GUI thread; owned by the What-if page.
class WatchStrip : public QFrame
{
    Q_OBJECT
public:
    WatchStrip(EngineLink& link, ActionRegistry& actions, QWidget* parent = nullptr);

    void setApplication(const std::string& application);
    void setUsable(const QString& whyNot);

protected:
    void changeEvent(QEvent* event) override; ///< the icon has the theme's colour

private:
    void ask();
    void take(const std::vector<ThresholdWatch>& watches);
    void refresh();

    EngineLink& m_link;
    ActionRegistry& m_actions;
    QLabel* m_icon;
    QLabel* m_text;
    QToolButton* m_stop;
    QToolButton* m_close;
    std::string m_application;
    QString m_whyNot;
    std::optional<ThresholdWatch> m_watch;
    std::uint64_t m_read = 0; ///< the operation of the one whose end was read
    bool m_asking = false;
    QTimer m_every; ///< while one runs
};

} // namespace straightline::ui
