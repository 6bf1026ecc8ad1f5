// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "engine/api/thresholdsweep.h"

class QAction;
class QCheckBox;
class QLabel;

namespace straightline::ui
{

class ActionRegistry;
class DataTable;
class TableExporter;
class ValueTableModel;

/// The pairs of a sweep as a table: those of the Pareto front, or all; exported as shown. GUI thread; owned by the
/// What-if page.
class SweepPoints : public QWidget
{
    Q_OBJECT
public:
    explicit SweepPoints(ActionRegistry& actions, QWidget* parent = nullptr);
    void show(const std::optional<ThresholdSweep>& sweep);
    void setUsable(const QString& whyNot);

Q_SIGNALS:
    void pointChosen(const straightline::Thresholds& thresholds); ///< Enter or a double click on a row

private:
    void refresh();
    void choose();

    ValueTableModel* m_model;
    DataTable* m_table;
    QCheckBox* m_onlyFront;
    QLabel* m_count;
    QAction* m_export;
    TableExporter* m_exporter;
    std::optional<ThresholdSweep> m_sweep;
    QString m_whyNot;
};

/// The sweeps that are kept, newest first, to be opened again. GUI thread; owned by the What-if page.
class SweepHistory : public QWidget
{
    Q_OBJECT
public:
    explicit SweepHistory(QWidget* parent = nullptr);
    void show(const std::vector<ThresholdSweep>& sweeps);

Q_SIGNALS:
    void sweepChosen(quint64 id);

private:
    ValueTableModel* m_model;
    DataTable* m_table;
    QLabel* m_hint;
};

} // namespace straightline::ui
