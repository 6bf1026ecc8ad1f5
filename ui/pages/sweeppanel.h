// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "engine/api/thresholdsweep.h"
#include "ui/enginelink.h"

class QComboBox;
class QLabel;
class QToolButton;

namespace straightline::ui
{

class ActionRegistry;
class HeatMap;

/// The threshold map of an application: starts and stops sweeps, follows them, shows one, and says what it recommends.
/// GUI thread; owned by the What-if page.
class SweepPanel : public QWidget
{
    Q_OBJECT
public:
    SweepPanel(EngineLink& link, ActionRegistry& actions, QWidget* parent = nullptr);

    /// Whose sweeps it shows, the latest at first; empty = nobody's.
    void setApplication(const std::string& application);
    void setPairs(const Thresholds& present, const Thresholds& tried);
    /// Whether the actions can be triggered; why not otherwise.
    void setUsable(const QString& whyNot);
    void openSweep(std::uint64_t id);
    const std::optional<ThresholdSweep>& sweep() const { return m_sweep; } ///< that is shown

Q_SIGNALS:
    void pointChosen(const straightline::Thresholds& thresholds);
    void sweepShown(); ///< or none: see sweep()
    void sweepsListed(const std::vector<straightline::ThresholdSweep>& sweeps);

private:
    void buildActions();
    QWidget* buildHead();
    QToolButton* buttonOf(const char* id);
    Goal goal() const;
    void begin();
    void cancel();
    void followOperations();
    void reload(); ///< the list
    void takeList(const Result<std::vector<ThresholdSweep>>& sweeps);
    void takeSweep(const Result<ThresholdSweep>& sweep);
    void refresh();

    EngineLink& m_link;
    ActionRegistry& m_actions;
    HeatMap* m_map;
    QComboBox* m_goal;
    QComboBox* m_steps;
    QLabel* m_state;
    QLabel* m_advice;
    std::string m_application;
    QString m_whyNot;
    std::optional<ThresholdSweep> m_sweep;
    std::optional<Operation> m_running; ///< the sweep of this application that runs
    std::uint64_t m_endedOperation = 0; ///< the latest that was taken note of
    std::uint64_t m_watchOperation = 0; ///< the latest: it notes at its sweep that it was applied
    QString m_failure;                  ///< of the latest sweep, or of reading
    bool m_opensLatest = false;         ///< when the list comes
};

} // namespace straightline::ui
